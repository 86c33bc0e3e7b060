package lamina.pretrain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Byte pair encoding over weighted words: again and again the most frequent pair of neighbours
 * becomes one piece. Of equally frequent pairs the one whose pieces are older wins.
 */
final class PieceMerger {
  /** Begins a piece that continues a word. */
  static final String INNER = "##";

  private final List<String> pieces = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<int[]> words = new ArrayList<>();
  private final List<Long> weights = new ArrayList<>();
  private final Map<Long, Pair> pairs = new HashMap<>();

  /** Two neighbours: how often, and the words that have held them. */
  private static final class Pair {
    private long count;
    private int[] members = new int[2];
    private int size;

    void add(int word) {
      if (size > 0 && members[size - 1] == word) {
        return;
      }
      if (size == members.length) {
        members = Arrays.copyOf(members, 2 * size);
      }
      members[size++] = word;
    }
  }

  /** A pair with the count it had when it was queued. */
  private record Candidate(long pair, long count) {}

  /** Adds a piece; one that is there already stays where it is. */
  int add(String piece) {
    return ids.computeIfAbsent(
        piece,
        p -> {
          pieces.add(p);
          return pieces.size() - 1;
        });
  }

  /** Adds a word to learn from; one with a character that is no piece is passed over. */
  void word(String word, long weight) {
    int[] points = word.codePoints().toArray();
    var symbols = new int[points.length];
    for (int i = 0; i < points.length; i++) {
      var id = ids.get((i == 0 ? "" : INNER) + Character.toString(points[i]));
      if (id == null) {
        return;
      }
      symbols[i] = id;
    }
    words.add(symbols);
    weights.add(weight);
    count(words.size() - 1, 1, null);
  }

  /** Merges until there are so many pieces, or nothing is left to merge; returns all pieces. */
  List<String> merge(int size) {
    var queue =
        new PriorityQueue<Candidate>(
            Comparator.comparingLong((Candidate c) -> -c.count).thenComparingLong(c -> c.pair));
    pairs.forEach((key, pair) -> queue.add(new Candidate(key, pair.count)));
    while (pieces.size() < size && !queue.isEmpty()) {
      var best = queue.poll();
      var pair = pairs.get(best.pair);
      if (pair == null || pair.count <= 0) {
        continue;
      }
      if (pair.count != best.count) { // it was merged in part since it was queued
        queue.add(new Candidate(best.pair, pair.count));
        continue;
      }
      int left = (int) (best.pair >>> 32);
      int right = (int) best.pair;
      int joined = add(pieces.get(left) + pieces.get(right).substring(INNER.length()));
      var grown = new HashSet<Long>();
      for (int i = 0; i < pair.size; i++) {
        replace(pair.members[i], left, right, joined, grown);
      }
      pairs.remove(best.pair);
      grown.stream()
          .filter(pairs::containsKey)
          .forEach(key -> queue.add(new Candidate(key, pairs.get(key).count)));
    }
    return List.copyOf(pieces);
  }

  private void replace(int word, int left, int right, int joined, Set<Long> grown) {
    var before = words.get(word);
    var after = new int[before.length];
    int n = 0;
    for (int i = 0; i < before.length; i++) {
      boolean here = i + 1 < before.length && before[i] == left && before[i + 1] == right;
      after[n++] = here ? joined : before[i];
      i += here ? 1 : 0;
    }
    if (n < before.length) {
      count(word, -1, null);
      words.set(word, Arrays.copyOf(after, n));
      count(word, 1, grown);
    }
  }

  private void count(int word, int sign, Set<Long> grown) {
    var symbols = words.get(word);
    for (int i = 0; i + 1 < symbols.length; i++) {
      long key = (long) symbols[i] << 32 | symbols[i + 1];
      var pair = pairs.computeIfAbsent(key, k -> new Pair());
      pair.count += sign * weights.get(word);
      if (sign > 0) {
        pair.add(word);
        if (grown != null) {
          grown.add(key);
        }
      }
    }
  }
}
