package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lamina.evaluate.Interval;

/**
 * Debiased linear CKA, the similarity of two sets of vectors for the same sentences: 1 for sets
 * that a rotation and a scale turn into each other, 0 in the mean for sets that have nothing to do
 * with each other, whatever their width. {@code HSIC1(K, L) / sqrt(HSIC1(K, K) HSIC1(L, L))}
 * (Kornblith et al., ICML 2019), with the unbiased estimator of Song et al. (JMLR 2012), since the
 * biased one is far from 0 for wide random vectors:
 *
 * <pre>HSIC1(K, L) = (tr(KL) + 1'K1 1'L1 / ((n-1)(n-2)) - 2/(n-2) 1'KL1) / (n(n-3))</pre>
 *
 * where K and L are Gram matrices with zeros on their diagonals. Its 95 % interval is a jackknife's
 * over groups of sentences: a bootstrap would draw a sentence twice, whose likeness to itself isn't
 * the diagonal's any more.
 */
public final class LinearCka {
  /** Sentences below which the estimator isn't defined, or says nothing. */
  public static final int LEAST = 20;

  private static final int GROUPS = 20;
  private static final long SEED = 1;

  /** Student's t at 97.5 % with GROUPS - 1 degrees of freedom. */
  private static final double T_95 = 2.093024;

  /**
   * Similarity of two sets.
   *
   * @param value at most 1; may lie a little below 0
   * @param interval 95 %, cut to at most 1
   * @param without the value without each group of sentences
   */
  public record Similarity(double value, Interval interval, double[] without) {}

  /**
   * Gram matrix of one set, (N, N), diagonal included.
   *
   * @param own {@code HSIC1(K, K)} without each group, then of all
   */
  public record Gram(float[] values, int n, double[] own) {}

  private LinearCka() {}

  /**
   * The Gram matrix of vectors.
   *
   * @param x (N, E); at least {@link #LEAST} rows
   */
  public static Gram gram(NDArray x) {
    int n = (int) x.getShape().get(0);
    float[] values;
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var centred = x.sub(x.mean(new int[] {0}, true)); // the estimator doesn't see it; fp32 does
      values = centred.matMul(centred.transpose()).toFloatArray();
    }
    return new Gram(values, n, withoutEach(values, values, n));
  }

  /**
   * Similarity of two sets of vectors for the same sentences.
   *
   * @throws IllegalArgumentException where their numbers of sentences differ
   */
  public static Similarity of(Gram a, Gram b) {
    if (a.n != b.n || a.n < LEAST) {
      throw new IllegalArgumentException(a.n + " and " + b.n + " sentences");
    }
    var both = withoutEach(a.values, b.values, a.n);
    var estimates = new double[both.length];
    for (int g = 0; g < both.length; g++) {
      double scale = Math.sqrt(Math.max(0, a.own[g]) * Math.max(0, b.own[g]));
      estimates[g] = scale == 0 ? 0 : both[g] / scale;
    }
    var without = Arrays.copyOf(estimates, GROUPS);
    double value = estimates[GROUPS];
    return new Similarity(value, jackknife(value, without), without);
  }

  /**
   * Interval of a number that is known without each group of sentences (delete-a-group jackknife).
   *
   * @param without the number without each group
   */
  static Interval jackknife(double value, double[] without) {
    double mean = Arrays.stream(without).average().orElse(value);
    double squares = Arrays.stream(without).map(w -> (w - mean) * (w - mean)).sum();
    double half = T_95 * Math.sqrt(squares * (without.length - 1) / without.length);
    return new Interval(value - half, Math.min(1, value + half));
  }

  /** HSIC1 without each group of sentences, then of all. */
  private static double[] withoutEach(float[] k, float[] l, int n) {
    var groups = groups(n);
    return IntStream.rangeClosed(0, GROUPS)
        .parallel()
        .mapToDouble(g -> hsic(k, l, n, g < GROUPS ? without(n, groups.get(g)) : all(n)))
        .toArray();
  }

  private static List<List<Integer>> groups(int n) {
    var order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(order, new Random(SEED));
    return IntStream.range(0, GROUPS)
        .mapToObj(g -> order.subList(g * n / GROUPS, (g + 1) * n / GROUPS))
        .toList();
  }

  private static int[] all(int n) {
    return IntStream.range(0, n).toArray();
  }

  private static int[] without(int n, List<Integer> group) {
    var out = new boolean[n];
    group.forEach(i -> out[i] = true);
    return IntStream.range(0, n).filter(i -> !out[i]).toArray();
  }

  private static double hsic(float[] k, float[] l, int width, int[] rows) {
    double n = rows.length;
    double trace = 0;
    double sumK = 0;
    double sumL = 0;
    double cross = 0;
    for (int i : rows) {
      double ofK = 0;
      double ofL = 0;
      for (int j : rows) {
        if (i != j) {
          double a = k[i * width + j];
          double b = l[i * width + j];
          trace += a * b;
          ofK += a;
          ofL += b;
        }
      }
      sumK += ofK;
      sumL += ofL;
      cross += ofK * ofL;
    }
    return (trace + sumK * sumL / ((n - 1) * (n - 2)) - 2 / (n - 2) * cross) / (n * (n - 3));
  }
}
