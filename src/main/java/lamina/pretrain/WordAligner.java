package lamina.pretrain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Aligns the words of translations: IBM model 1 (Brown et al., 1993) in both directions with a
 * prior for the diagonal (Dyer et al., 2013). A link is what both directions take for the best.
 */
final class WordAligner {
  private static final int ROUNDS = 5;
  private static final double DIAGONAL = 4;
  private static final double SURE = 0.1;

  /** Words that share so many first letters are taken for forms of one. */
  private static final int STEM = 5;

  /** Where spaces don't separate words each piece is aligned by itself. */
  private static final Set<String> UNSPACED = Set.of("ja", "ko", "th", "zh");

  private final List<String> pieces;

  WordAligner(List<String> pieces) {
    this.pieces = pieces;
  }

  /**
   * What is aligned of a sentence: numbers of stems, and the position of each one's first piece.
   */
  private record Units(int[] numbers, int[] positions) {}

  private record UnitPair(Units english, Units other) {}

  /** For each pair its links, in the pairs' order. */
  List<List<Link>> align(List<Translation> pairs) {
    var links = new ArrayList<List<Link>>();
    var byLanguage = new HashMap<String, List<Integer>>();
    for (int i = 0; i < pairs.size(); i++) {
      links.add(List.of());
      byLanguage.computeIfAbsent(pairs.get(i).language(), l -> new ArrayList<>()).add(i);
    }
    byLanguage.values().forEach(members -> alignOne(pairs, members, links));
    return links;
  }

  private void alignOne(List<Translation> pairs, List<Integer> members, List<List<Link>> links) {
    var english = new HashMap<String, Integer>();
    var other = new HashMap<String, Integer>();
    var units = new ArrayList<UnitPair>();
    var table = new LinkTable();
    for (int i : members) {
      var pair =
          new UnitPair(units(pairs.get(i).english(), english), units(pairs.get(i).other(), other));
      units.add(pair);
      for (int e : pair.english.numbers) {
        for (int f : pair.other.numbers) {
          table.add(e, f);
        }
      }
    }
    table.begin();
    for (int round = 1; round < ROUNDS; round++) {
      for (var pair : units) {
        expect(pair, table);
      }
      table.maximise(english.size(), other.size());
    }
    for (int i = 0; i < members.size(); i++) {
      links.set(members.get(i), best(units.get(i), table));
    }
  }

  private Units units(Sentence sentence, Map<String, Integer> numbers) {
    boolean unspaced = UNSPACED.contains(sentence.language());
    var keys = new ArrayList<StringBuilder>();
    var positions = new ArrayList<Integer>();
    for (int i = 0; i < sentence.length(); i++) {
      if (i == 0 || sentence.begins()[i] || unspaced) {
        keys.add(new StringBuilder());
        positions.add(i);
      }
      keys.getLast().append(letters(pieces.get(sentence.ids()[i])));
    }
    var found = new int[keys.size()];
    for (int i = 0; i < found.length; i++) {
      var key = keys.get(i).toString();
      int points = key.codePointCount(0, key.length());
      var stem = points <= STEM ? key : key.substring(0, key.offsetByCodePoints(0, STEM));
      found[i] = numbers.computeIfAbsent(stem, s -> numbers.size());
    }
    return new Units(found, positions.stream().mapToInt(p -> p).toArray());
  }

  private static String letters(String piece) {
    int at = 0;
    while (at < piece.length() && piece.charAt(at) == '#') {
      at++;
    }
    return at == piece.length() ? piece : piece.substring(at).toLowerCase(Locale.ROOT);
  }

  /** Posteriors of the links of one pair: [direction][English unit][other unit]. */
  private static double[][][] posteriors(UnitPair pair, int[][] places, LinkTable table) {
    int n = places.length;
    int m = pair.other.numbers.length;
    var p = new double[2][n][m];
    var columns = new double[m];
    for (int a = 0; a < n; a++) {
      double row = 0;
      for (int b = 0; b < m; b++) {
        double prior = Math.exp(-DIAGONAL * Math.abs((a + 0.5) / n - (b + 0.5) / m));
        p[0][a][b] = table.forward(places[a][b]) * prior;
        p[1][a][b] = table.backward(places[a][b]) * prior;
        columns[b] += p[0][a][b];
        row += p[1][a][b];
      }
      for (int b = 0; b < m; b++) {
        p[1][a][b] = row > 0 ? p[1][a][b] / row : 0;
      }
    }
    for (var row : p[0]) {
      for (int b = 0; b < m; b++) {
        row[b] = columns[b] > 0 ? row[b] / columns[b] : 0;
      }
    }
    return p;
  }

  private static int[][] places(UnitPair pair, LinkTable table) {
    var places = new int[pair.english.numbers.length][pair.other.numbers.length];
    for (int a = 0; a < places.length; a++) {
      for (int b = 0; b < places[a].length; b++) {
        places[a][b] = table.place(pair.english.numbers[a], pair.other.numbers[b]);
      }
    }
    return places;
  }

  private static void expect(UnitPair pair, LinkTable table) {
    var places = places(pair, table);
    var p = posteriors(pair, places, table);
    for (int a = 0; a < places.length; a++) {
      for (int b = 0; b < places[a].length; b++) {
        table.expect(places[a][b], p[0][a][b], p[1][a][b]);
      }
    }
  }

  private static List<Link> best(UnitPair pair, LinkTable table) {
    var p = posteriors(pair, places(pair, table), table);
    int m = pair.other.numbers.length;
    var bestOfColumn = new double[m];
    for (var row : p[0]) {
      for (int b = 0; b < m; b++) {
        bestOfColumn[b] = Math.max(bestOfColumn[b], row[b]);
      }
    }
    var links = new ArrayList<Link>();
    for (int a = 0; a < p[0].length; a++) {
      double bestOfRow = 0;
      for (double value : p[1][a]) {
        bestOfRow = Math.max(bestOfRow, value);
      }
      for (int b = 0; b < m; b++) {
        double forward = p[0][a][b];
        double backward = p[1][a][b];
        if (forward >= bestOfColumn[b] && backward >= bestOfRow && forward * backward > SURE) {
          links.add(new Link(pair.english.positions[a], pair.other.positions[b]));
        }
      }
    }
    return List.copyOf(links);
  }
}
