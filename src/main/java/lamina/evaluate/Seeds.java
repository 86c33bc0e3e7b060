package lamina.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * Several runs that differ in their seed alone. A run is what it adds per language: groups of
 * parallel languages, see {@link Intervals#mean(List, long)}; all runs score the same items.
 */
public final class Seeds {
  private static final int RESAMPLES = 1000;

  private Seeds() {}

  /**
   * Mean and sample standard deviation of runs; sd is NaN for a single one.
   *
   * @param n runs
   */
  public record Spread(double mean, double sd, int n) {}

  /** Mean and standard deviation of values. */
  public static Spread spread(double... values) {
    double sd = values.length > 1 ? new StandardDeviation().evaluate(values) : Double.NaN;
    return new Spread(Arrays.stream(values).average().orElse(Double.NaN), sd, values.length);
  }

  /**
   * Cohen's d of two conditions over their runs: the difference of means over the pooled standard
   * deviation; NaN where there are fewer than two runs on a side.
   */
  public static double effect(double[] a, double[] b) {
    var left = spread(a);
    var right = spread(b);
    double pooled = Math.sqrt((left.sd * left.sd + right.sd * right.sd) / 2);
    return (left.mean - right.mean) / pooled;
  }

  /**
   * Difference of two conditions, averaged over languages and seeds, with a hierarchical bootstrap:
   * seeds are drawn, then for each drawn seed items; both conditions with the same draws.
   *
   * @param a runs in the order of their seeds
   * @param b runs of the same seeds in the same order
   */
  public static Intervals.Difference difference(
      List<List<List<Item[]>>> a, List<List<List<Item[]>>> b, long seed) {
    var draws = Arrays.stream(draws(a, b, seed)).mapToDouble(Means::difference).toArray();
    return Intervals.difference(means(a, b).difference(), draws);
  }

  /**
   * How much of another condition's score one keeps.
   *
   * @param share 1 for all of it
   * @param interval 95 %
   */
  public record Kept(double share, Interval interval) {}

  /**
   * Share of b's mean score that a keeps, with the bootstrap of {@link #difference}.
   *
   * @param a runs in the order of their seeds
   * @param b runs of the same seeds in the same order; its score is above 0
   */
  public static Kept kept(List<List<List<Item[]>>> a, List<List<List<Item[]>>> b, long seed) {
    var draws = Arrays.stream(draws(a, b, seed)).mapToDouble(Means::ratio).toArray();
    return new Kept(means(a, b).ratio(), Intervals.interval(draws));
  }

  /** Mean scores of two conditions. */
  private record Means(double a, double b) {
    double difference() {
      return a - b;
    }

    double ratio() {
      return a / b;
    }
  }

  private static Means means(List<List<List<Item[]>>> a, List<List<List<Item[]>>> b) {
    return new Means(
        a.stream().mapToDouble(Intervals::mean).average().orElseThrow(),
        b.stream().mapToDouble(Intervals::mean).average().orElseThrow());
  }

  private static Means[] draws(List<List<List<Item[]>>> a, List<List<List<Item[]>>> b, long seed) {
    if (a.size() != b.size() || a.isEmpty()) {
      throw new IllegalArgumentException(a.size() + " and " + b.size() + " runs don't pair up");
    }
    var random = new Random(seed);
    var draws = new Means[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double left = 0;
      double right = 0;
      for (int s = 0; s < a.size(); s++) {
        int drawn = a.size() == 1 ? 0 : random.nextInt(a.size());
        var one = resampled(a.get(drawn), b.get(drawn), random);
        left += one.a / a.size();
        right += one.b / a.size();
      }
      draws[r] = new Means(left, right);
    }
    return draws;
  }

  /**
   * Interval of a condition's mean over languages and seeds, by the same bootstrap.
   *
   * @param runs at least one
   */
  public static Interval interval(List<List<List<Item[]>>> runs, long seed) {
    var none =
        runs.stream()
            .map(
                run ->
                    run.stream()
                        .map(group -> group.stream().map(items -> nothing(items.length)).toList())
                        .toList())
            .toList();
    return difference(runs, none, seed).interval();
  }

  private static Item[] nothing(int n) {
    var items = new Item[n];
    Arrays.fill(items, new Item(0, 1));
    return items;
  }

  /** Means over languages, items drawn once a group of parallel languages. */
  private static Means resampled(List<List<Item[]>> a, List<List<Item[]>> b, Random random) {
    double left = 0;
    double right = 0;
    int languages = 0;
    for (int g = 0; g < a.size(); g++) {
      int n = a.get(g).getFirst().length;
      var drawn = new int[n];
      for (int i = 0; i < n; i++) {
        drawn[i] = random.nextInt(n);
      }
      for (int l = 0; l < a.get(g).size(); l++) {
        left += Intervals.score(a.get(g).get(l), drawn);
        right += Intervals.score(b.get(g).get(l), drawn);
        languages++;
      }
    }
    return new Means(left / languages, right / languages);
  }
}
