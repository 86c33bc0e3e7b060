package lamina.pretrain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Translations of words as alignment found them: of each language into English, and of English into
 * all others.
 */
final class Lexicon {
  /** The language that all pairs share. */
  static final String PIVOT = "en";

  private static final int OFTEN = 3;
  private static final int MOST = 30;

  private final Map<String, Map<Word, List<Word>>> table;

  private Lexicon(Map<String, Map<Word, List<Word>>> table) {
    this.table = table;
  }

  /** Words linked at least three times; of each word the thirty most frequent translations. */
  static Lexicon of(List<Translation> pairs, List<List<Link>> links) {
    var counts = new HashMap<String, Map<Word, Map<Word, Integer>>>();
    for (int i = 0; i < pairs.size(); i++) {
      var pair = pairs.get(i);
      var english = pair.english().split();
      var other = pair.other().split();
      var ofEnglish = pair.english().wordOf();
      var ofOther = pair.other().wordOf();
      var seen = new HashSet<Link>();
      for (var link : links.get(i)) {
        int e = ofEnglish[link.english()];
        int f = ofOther[link.other()];
        if (seen.add(new Link(e, f))) {
          count(counts, pair.language(), other[f], english[e]);
          count(counts, PIVOT, english[e], other[f]);
        }
      }
    }
    var table = new HashMap<String, Map<Word, List<Word>>>();
    counts.forEach((language, rows) -> table.put(language, frequent(rows)));
    return new Lexicon(table);
  }

  private static void count(
      Map<String, Map<Word, Map<Word, Integer>>> counts, String language, Word from, Word to) {
    counts
        .computeIfAbsent(language, l -> new HashMap<>())
        .computeIfAbsent(from, w -> new LinkedHashMap<>())
        .merge(to, 1, Integer::sum);
  }

  private static Map<Word, List<Word>> frequent(Map<Word, Map<Word, Integer>> rows) {
    var frequent = new HashMap<Word, List<Word>>();
    rows.forEach(
        (word, row) -> {
          var good = new ArrayList<>(row.entrySet());
          good.removeIf(e -> e.getValue() < OFTEN);
          good.sort(Comparator.comparing(e -> -e.getValue()));
          if (!good.isEmpty()) {
            frequent.put(word, good.stream().limit(MOST).map(Map.Entry::getKey).toList());
          }
        });
    return frequent;
  }

  /** Translations of a word, the most frequent first; empty where none is known. */
  Optional<List<Word>> translations(String language, Word word) {
    return Optional.ofNullable(table.getOrDefault(language, Map.of()).get(word));
  }

  /** Number of words with a translation, over all languages. */
  int size() {
    return table.values().stream().mapToInt(Map::size).sum();
  }
}
