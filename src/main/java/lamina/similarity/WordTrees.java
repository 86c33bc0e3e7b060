package lamina.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

/** Trees over the words of a sentence, and how far words are apart in them. */
public final class WordTrees {
  private WordTrees() {}

  /**
   * Edges between any two words, (n, n).
   *
   * @param heads of each word the number of its head from 1, 0 for the root; one tree, or several
   *     that count as hung under one node more
   */
  static int[][] distances(int[] heads) {
    int n = heads.length;
    var distance = new int[n][n];
    var up = new ArrayList<int[]>();
    for (int i = 0; i < n; i++) {
      up.add(ancestors(heads, i));
    }
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        distance[i][j] = between(up.get(i), up.get(j));
        distance[j][i] = distance[i][j];
      }
    }
    return distance;
  }

  /** A word and those above it, the root of all (-1) last. */
  private static int[] ancestors(int[] heads, int word) {
    var path = new ArrayList<Integer>();
    for (int at = word; at >= 0; at = heads[at] - 1) {
      path.add(at);
    }
    path.add(-1);
    return path.stream().mapToInt(i -> i).toArray();
  }

  private static int between(int[] a, int[] b) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        if (a[i] == b[j]) {
          return i + j;
        }
      }
    }
    throw new IllegalStateException("no common root");
  }

  /**
   * The edges of a tree, without that of its root.
   *
   * @return pairs of words, the smaller first
   */
  static List<List<Integer>> edges(int[] heads) {
    return edges(heads, word -> true);
  }

  /** The edges from some words to their heads. */
  static List<List<Integer>> edges(int[] heads, IntPredicate words) {
    var edges = new ArrayList<List<Integer>>();
    for (int i = 0; i < heads.length; i++) {
      if (heads[i] > 0 && words.test(i)) {
        edges.add(List.of(Math.min(i, heads[i] - 1), Math.max(i, heads[i] - 1)));
      }
    }
    return edges;
  }

  /**
   * The minimum spanning tree of distances (Prim, 1957).
   *
   * @param distance (n, n) or larger
   * @param words those to span
   * @return edges as {@link #edges} has them
   */
  static List<List<Integer>> spanning(float[][] distance, List<Integer> words) {
    var edges = new ArrayList<List<Integer>>();
    var open = new ArrayList<>(words.subList(1, words.size()));
    var in = new ArrayList<>(List.of(words.getFirst()));
    while (!open.isEmpty()) {
      int from = in.getFirst();
      int to = open.getFirst();
      for (int a : in) {
        for (int b : open) {
          if (distance[a][b] < distance[from][to]) {
            from = a;
            to = b;
          }
        }
      }
      edges.add(List.of(Math.min(from, to), Math.max(from, to)));
      in.add(to);
      open.remove((Integer) to);
    }
    return edges;
  }

  /**
   * A tree of the control task: each word form hangs for good under the first of the words that are
   * scored, the last, or the one before, as drawn for it; so a probe can only have remembered words
   * and places. After the control task for edges of Hewitt and Liang (EMNLP 2019), made a tree.
   *
   * @param scored places of the words that are scored, at least one; others hang under the first
   * @return heads as {@link #distances} takes them
   */
  static int[] control(List<String> words, List<Integer> scored, long seed) {
    var heads = new int[words.size()];
    int first = scored.getFirst();
    int last = scored.getLast();
    Arrays.fill(heads, first + 1);
    heads[first] = 0;
    for (int i = 1; i < scored.size() - 1; i++) {
      int word = scored.get(i);
      int kind = new Random(seed + words.get(word).hashCode()).nextInt(3);
      heads[word] = 1 + (kind == 0 ? first : kind == 1 ? last : scored.get(i - 1));
    }
    return heads;
  }
}
