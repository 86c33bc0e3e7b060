package lamina.similarity;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree of what is alike, by average linkage (UPGMA, Sokal and Michener, 1958): the two nearest
 * groups are joined again and again, where the distance of two groups is the mean over all pairs of
 * their members.
 *
 * @param leaves number of members n
 * @param joins n - 1 of them, the nearest first
 */
public record Dendrogram(int leaves, List<Join> joins) {
  /**
   * Two groups that become one.
   *
   * @param left a leaf below n, or n plus the index of the join that made the group
   * @param right as left
   * @param height their distance
   */
  public record Join(int left, int right, double height) {}

  /** Copies the list. */
  public Dendrogram {
    joins = List.copyOf(joins);
  }

  /**
   * The tree of distances.
   *
   * @param distance (n, n), symmetric; the diagonal is not read. Of equal distances the one whose
   *     groups come first is joined first
   */
  public static Dendrogram of(double[][] distance) {
    int n = distance.length;
    var groups = new ArrayList<List<Integer>>();
    var ids = new ArrayList<Integer>();
    for (int i = 0; i < n; i++) {
      groups.add(List.of(i));
      ids.add(i);
    }
    var joins = new ArrayList<Join>();
    while (groups.size() > 1) {
      int a = 0;
      int b = 1;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < groups.size(); i++) {
        for (int j = i + 1; j < groups.size(); j++) {
          double d = mean(distance, groups.get(i), groups.get(j));
          if (d < least) {
            least = d;
            a = i;
            b = j;
          }
        }
      }
      joins.add(new Join(ids.get(a), ids.get(b), least));
      var both = new ArrayList<>(groups.get(a));
      both.addAll(groups.get(b));
      groups.set(a, both);
      ids.set(a, n + joins.size() - 1);
      groups.remove(b);
      ids.remove(b);
    }
    return new Dendrogram(n, joins);
  }

  private static double mean(double[][] distance, List<Integer> left, List<Integer> right) {
    double sum = 0;
    for (int i : left) {
      for (int j : right) {
        sum += distance[i][j];
      }
    }
    return sum / (left.size() * right.size());
  }

  /** Leaves from one side of the tree to the other, so that no two of its lines cross. */
  public List<Integer> order() {
    var order = new ArrayList<Integer>();
    walk(leaves + joins.size() - 1, order);
    return List.copyOf(order);
  }

  private void walk(int node, List<Integer> order) {
    if (node < leaves) {
      order.add(node);
      return;
    }
    var join = joins.get(node - leaves);
    walk(join.left, order);
    walk(join.right, order);
  }
}
