package lamina.similarity;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import lamina.evaluate.Permutations;

/**
 * Whether two matrices of distances between the same things agree: Pearson's correlation over all
 * pairs, and how often it is as far from 0 when the things of one matrix change places at random
 * (Mantel, Cancer Research 1967). Pairs share things, so that no test which takes them for
 * independent would do.
 *
 * @param r correlation, -1 to 1; NaN where one matrix is the same everywhere
 * @param p two-sided; 1 where there is no correlation to test
 * @param things their number n
 */
public record Mantel(double r, double p, int things) {
  /** Permutations behind p. */
  public static final int PERMUTATIONS = 9_999;

  private static final long SEED = 17;

  /**
   * Tests two matrices.
   *
   * @param a (n, n), symmetric; diagonals are not read
   * @param b as a
   */
  public static Mantel of(double[][] a, double[][] b) {
    int n = a.length;
    var order = IntStream.range(0, n).toArray();
    double r = correlation(a, b, order);
    if (Double.isNaN(r)) {
      return new Mantel(r, 1, n);
    }
    var random = new SplittableRandom(SEED);
    int beyond = 0;
    for (int draw = 0; draw < PERMUTATIONS; draw++) {
      Permutations.shuffle(order, random);
      // equal correlations differ by their rounding
      beyond += Math.abs(correlation(a, b, order)) >= Math.abs(r) - 1e-12 ? 1 : 0;
    }
    return new Mantel(r, (beyond + 1.0) / (PERMUTATIONS + 1), n);
  }

  private static double correlation(double[][] a, double[][] b, int[] order) {
    int n = a.length;
    int pairs = n * (n - 1) / 2;
    var x = new double[pairs];
    var y = new double[pairs];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        x[at] = a[i][j];
        y[at++] = b[order[i]][order[j]];
      }
    }
    double meanX = Arrays.stream(x).average().orElse(Double.NaN);
    double meanY = Arrays.stream(y).average().orElse(Double.NaN);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < pairs; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xx <= 1e-18 || yy <= 1e-18 ? Double.NaN : xy / Math.sqrt(xx * yy);
  }
}
