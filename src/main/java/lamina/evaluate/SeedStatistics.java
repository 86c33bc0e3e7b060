package lamina.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.descriptive.Variance;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Several runs that differ in their seed alone. A run is what it adds per language: groups of
 * parallel languages, see {@link Intervals#mean(List, long)}; all runs score the same items.
 */
public final class SeedStatistics {
  private static final int RESAMPLES = 1000;

  /** With so many degrees of freedom Student's t is the normal distribution. */
  private static final double MANY = 1e6;

  private SeedStatistics() {}

  /**
   * Mean and sample standard deviation of runs; sd is NaN for a single one.
   *
   * @param n runs
   */
  public record Spread(double mean, double sd, int n) {}

  /** Mean and standard deviation of values. */
  public static Spread spread(double... values) {
    double sd = values.length > 1 ? StandardDeviation.of(values).getAsDouble() : Double.NaN;
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
   * Difference of two conditions, averaged over languages and seeds. Seeds and items are crossed:
   * every seed scores the same items. So the squared standard error is s² / S, s² the variance of
   * the S seeds' differences, plus the variance v of a bootstrap over items, drawn once for both
   * conditions and all seeds, less what both hold of the interaction, (w - v) / (S - 1), w the mean
   * variance of that bootstrap for a single seed (the two-way random model of analysis of
   * variance). The interval takes Student's t with Satterthwaite's degrees of freedom: a bootstrap
   * over two or three seeds finds differences where there are none. With one seed it is the
   * bootstrap over items alone, and says nothing about other seeds.
   *
   * @param a runs in the order of their seeds
   * @param b runs of the same seeds in the same order
   */
  public static Intervals.Difference difference(
      List<List<List<ExampleScore[]>>> a, List<List<List<ExampleScore[]>>> b, long seed) {
    var draws = draws(a, b, Means::difference, seed);
    if (a.size() == 1) {
      return Intervals.difference(means(a, b).difference(), draws.overall);
    }
    return estimate(a, b, Means::difference, draws).difference();
  }

  /**
   * How much of another condition's score one keeps.
   *
   * @param share 1 for all of it
   * @param interval 95 %
   */
  public record Kept(double share, Interval interval) {}

  /**
   * Share of b's mean score that a keeps, with the interval of {@link #difference}.
   *
   * @param a runs in the order of their seeds
   * @param b runs of the same seeds in the same order; its score is above 0
   */
  public static Kept kept(
      List<List<List<ExampleScore[]>>> a, List<List<List<ExampleScore[]>>> b, long seed) {
    var draws = draws(a, b, Means::ratio, seed);
    if (a.size() == 1) {
      return new Kept(means(a, b).ratio(), Intervals.interval(draws.overall));
    }
    var estimate = estimate(a, b, Means::ratio, draws);
    return new Kept(estimate.value, estimate.difference().interval());
  }

  /**
   * Interval of a condition's mean over languages and seeds, as that of {@link #difference}.
   *
   * @param runs at least one
   */
  public static Interval interval(List<List<List<ExampleScore[]>>> runs, long seed) {
    var none =
        runs.stream()
            .map(
                run ->
                    run.stream()
                        .map(group -> group.stream().map(items -> nothing(items.length)).toList())
                        .toList())
            .toList();
    var wide = difference(runs, none, seed).interval();
    return new Interval(Math.max(0, wide.low()), Math.min(1, wide.high()));
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

  /** A value, its standard error and the degrees of freedom of that. */
  private record Estimate(double value, double error, double degrees) {
    Intervals.Difference difference() {
      if (error == 0) {
        return new Intervals.Difference(value, new Interval(value, value), value == 0 ? 1 : 0);
      }
      var t = TDistribution.of(Math.min(degrees, MANY));
      double half = error * t.inverseCumulativeProbability((1 + Intervals.LEVEL) / 2);
      double p = 2 * t.cumulativeProbability(-Math.abs(value) / error);
      return new Intervals.Difference(value, new Interval(value - half, value + half), p);
    }
  }

  private static Estimate estimate(
      List<List<List<ExampleScore[]>>> a,
      List<List<List<ExampleScore[]>>> b,
      ToDoubleFunction<Means> statistic,
      Draws draws) {
    int seeds = a.size();
    var bySeed =
        IntStream.range(0, seeds)
            .mapToDouble(
                s -> statistic.applyAsDouble(means(a.subList(s, s + 1), b.subList(s, s + 1))))
            .toArray();
    double ofSeeds = Variance.of(bySeed).getAsDouble() / seeds;
    double ofItems = Variance.of(draws.overall).getAsDouble();
    double single =
        Arrays.stream(draws.bySeed)
            .mapToDouble(d -> Variance.of(d).getAsDouble())
            .average()
            .orElseThrow();
    double both = Math.max(0, single - ofItems) / (seeds - 1);
    double all = Math.max(ofSeeds + ofItems - both, Math.max(ofSeeds, ofItems));
    double degrees = ofSeeds == 0 ? MANY : all * all / (ofSeeds * ofSeeds / (seeds - 1));
    return new Estimate(statistic.applyAsDouble(means(a, b)), Math.sqrt(all), degrees);
  }

  private static Means means(
      List<List<List<ExampleScore[]>>> a, List<List<List<ExampleScore[]>>> b) {
    return new Means(
        a.stream().mapToDouble(Intervals::mean).average().orElseThrow(),
        b.stream().mapToDouble(Intervals::mean).average().orElseThrow());
  }

  /** A statistic for each draw of items: of the means over all seeds, and of each seed (S, R). */
  private record Draws(double[] overall, double[][] bySeed) {}

  private static Draws draws(
      List<List<List<ExampleScore[]>>> a,
      List<List<List<ExampleScore[]>>> b,
      ToDoubleFunction<Means> statistic,
      long seed) {
    if (a.size() != b.size() || a.isEmpty()) {
      throw new IllegalArgumentException(a.size() + " and " + b.size() + " runs don't pair up");
    }
    var random = new Random(seed);
    var draws = new Draws(new double[RESAMPLES], new double[a.size()][RESAMPLES]);
    for (int r = 0; r < RESAMPLES; r++) {
      var drawn = items(a.getFirst(), random);
      double left = 0;
      double right = 0;
      for (int s = 0; s < a.size(); s++) {
        var means = new Means(mean(a.get(s), drawn), mean(b.get(s), drawn));
        draws.bySeed[s][r] = statistic.applyAsDouble(means);
        left += means.a / a.size();
        right += means.b / a.size();
      }
      draws.overall[r] = statistic.applyAsDouble(new Means(left, right));
    }
    return draws;
  }

  private static ExampleScore[] nothing(int n) {
    var items = new ExampleScore[n];
    Arrays.fill(items, new ExampleScore(0, 1));
    return items;
  }

  /** Items drawn with replacement, once a group of parallel languages. */
  private static int[][] items(List<List<ExampleScore[]>> groups, Random random) {
    return groups.stream()
        .map(group -> random.ints(group.getFirst().length, 0, group.getFirst().length).toArray())
        .toArray(int[][]::new);
  }

  /** Mean over languages of the scores on drawn items. */
  private static double mean(List<List<ExampleScore[]>> groups, int[][] drawn) {
    double sum = 0;
    int languages = 0;
    for (int g = 0; g < groups.size(); g++) {
      for (var items : groups.get(g)) {
        sum += Intervals.score(items, drawn[g]);
        languages++;
      }
    }
    return sum / languages;
  }
}
