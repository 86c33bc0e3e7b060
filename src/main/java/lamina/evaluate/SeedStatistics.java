package lamina.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.descriptive.Variance;

/**
 * Several runs that differ in their seed alone. A run is what it adds per language: groups of
 * parallel languages, a unit an item, see {@link ScoredSet#groups}; all runs score the same units.
 */
public final class SeedStatistics {
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
   * A condition in a contrast.
   *
   * @param weight of its mean score
   * @param runs in the order of their seeds
   */
  public record Weighted(double weight, List<List<List<ExampleScore[]>>> runs) {}

  /**
   * A contrast of conditions, the sum of their weighted mean scores, averaged over languages and
   * seeds. Seeds and units are crossed: every seed scores the same units. So the squared standard
   * error is s² / S, s² the variance of the S seeds' contrasts, plus the variance v of a bootstrap
   * over units, drawn once for all conditions and seeds, less what both hold of the interaction, (w
   * - v) / (S - 1), w the mean variance of that bootstrap for a single seed (the two-way random
   * model of analysis of variance). Degrees of freedom are Satterthwaite's: a bootstrap over two or
   * three seeds finds differences where there are none. With one seed it is the bootstrap over
   * units alone, and says nothing about other seeds.
   *
   * @param conditions runs of the same seeds in the same order
   */
  public static Effect contrast(List<Weighted> conditions, long seed) {
    return variances(conditions, seed).effect();
  }

  private static Variances variances(List<Weighted> conditions, long seed) {
    ToDoubleFunction<double[]> statistic =
        means ->
            IntStream.range(0, means.length)
                .mapToDouble(c -> conditions.get(c).weight * means[c])
                .sum();
    return estimate(conditions.stream().map(Weighted::runs).toList(), statistic, seed);
  }

  /**
   * The contrast, see {@link #contrast}, as it would be expected with another number of seeds: the
   * same value and variances.
   *
   * @param conditions runs of two seeds or more
   * @param planned number of seeds, at least 2
   */
  public static Effect expected(List<Weighted> conditions, int planned, long seed) {
    var found = variances(conditions, seed);
    return new Variances(found.value, found.ofSeeds, found.ofUnits, found.interaction, planned)
        .effect();
  }

  /** The contrast a - b of two conditions. */
  public static Effect difference(
      List<List<List<ExampleScore[]>>> a, List<List<List<ExampleScore[]>>> b, long seed) {
    return contrast(List.of(new Weighted(1, a), new Weighted(-1, b)), seed);
  }

  /**
   * Test of {@link #difference}: Student's t; with one seed the percentile bootstrap over units.
   *
   * @param a runs in the order of their seeds
   * @param b runs of the same seeds in the same order
   */
  public static Intervals.Difference test(
      List<List<List<ExampleScore[]>>> a, List<List<List<ExampleScore[]>>> b, long seed) {
    if (a.size() == 1 && b.size() == 1) {
      return Intervals.meanDifference(a.getFirst(), b.getFirst(), seed);
    }
    return difference(a, b, seed).difference();
  }

  /**
   * How much of another condition's score one keeps.
   *
   * @param share 1 for all of it
   * @param interval 95 %
   */
  public record Kept(double share, Interval interval) {}

  /**
   * Share of b's mean score that a keeps, with an interval as that of {@link #contrast}.
   *
   * @param a runs in the order of their seeds
   * @param b runs of the same seeds in the same order; its score is above 0
   */
  public static Kept kept(
      List<List<List<ExampleScore[]>>> a, List<List<List<ExampleScore[]>>> b, long seed) {
    var effect = estimate(List.of(a, b), means -> means[0] / means[1], seed).effect();
    return new Kept(effect.value(), effect.interval(Intervals.LEVEL));
  }

  /**
   * Interval of a condition's mean over languages and seeds, as that of {@link #contrast}.
   *
   * @param runs at least one
   */
  public static Interval interval(List<List<List<ExampleScore[]>>> runs, long seed) {
    if (runs.size() == 1) {
      return Intervals.mean(runs.getFirst(), seed);
    }
    var wide = contrast(List.of(new Weighted(1, runs)), seed).interval(Intervals.LEVEL);
    return new Interval(Math.max(0, wide.low()), Math.min(1, wide.high()));
  }

  /**
   * A statistic of conditions' means with its variances.
   *
   * @param conditions each by seed
   */
  private static Variances estimate(
      List<List<List<List<ExampleScore[]>>>> conditions,
      ToDoubleFunction<double[]> statistic,
      long seed) {
    int seeds = conditions.getFirst().size();
    if (seeds == 0 || conditions.stream().anyMatch(c -> c.size() != seeds)) {
      throw new IllegalArgumentException(
          conditions.stream().map(List::size).toList() + " runs don't pair up");
    }
    var means = // (C, S)
        conditions.stream()
            .map(c -> c.stream().mapToDouble(Intervals::mean).toArray())
            .toArray(double[][]::new);
    var draws = draws(conditions, seed);
    double value = statistic.applyAsDouble(overSeeds(means));
    double ofUnits = Variance.of(statistics(draws, statistic)).getAsDouble();
    if (seeds == 1) {
      return new Variances(value, 0, ofUnits, 0, 1);
    }
    double ofSeeds = Variance.of(bySeed(means, seeds, statistic)).getAsDouble();
    double single =
        IntStream.range(0, seeds)
            .mapToDouble(s -> Variance.of(statistics(ofSeed(draws, s), statistic)).getAsDouble())
            .average()
            .orElseThrow();
    double both = Math.max(0, single - ofUnits) / (seeds - 1);
    return new Variances(value, ofSeeds, Math.max(0, ofUnits - both), both * seeds, seeds);
  }

  /**
   * Where the error of a contrast comes from.
   *
   * @param ofSeeds variance of one seed's contrast, the interaction with units in it
   * @param ofUnits variance that units alone add, however many seeds there are
   * @param interaction variance of units that differs between seeds, of one seed
   */
  private record Variances(
      double value, double ofSeeds, double ofUnits, double interaction, int seeds) {
    Effect effect() {
      if (seeds == 1) {
        return new Effect(value, Math.sqrt(ofUnits), Effect.MANY);
      }
      double each = ofSeeds / seeds;
      double drawn = ofUnits + interaction / seeds;
      double all = Math.max(each + ofUnits, Math.max(each, drawn));
      double degrees = each == 0 ? Effect.MANY : all * all / (each * each / (seeds - 1));
      return new Effect(value, Math.sqrt(all), degrees);
    }
  }

  private static double[] overSeeds(double[][] means) {
    return Arrays.stream(means)
        .mapToDouble(m -> Arrays.stream(m).average().orElseThrow())
        .toArray();
  }

  /** One seed of all conditions: (C, 1, R). */
  private static double[][][] ofSeed(double[][][] draws, int seed) {
    return Arrays.stream(draws).map(c -> new double[][] {c[seed]}).toArray(double[][][]::new);
  }

  /** The statistic of each seed, of means (C, S). */
  private static double[] bySeed(
      double[][] means, int seeds, ToDoubleFunction<double[]> statistic) {
    return IntStream.range(0, seeds)
        .mapToDouble(
            s -> statistic.applyAsDouble(Arrays.stream(means).mapToDouble(m -> m[s]).toArray()))
        .toArray();
  }

  /** The statistic of each draw, of means over seeds of (C, S, R). */
  private static double[] statistics(double[][][] draws, ToDoubleFunction<double[]> statistic) {
    var found = new double[Resampling.RESAMPLES];
    var means = new double[draws.length];
    for (int r = 0; r < found.length; r++) {
      for (int c = 0; c < means.length; c++) {
        double sum = 0;
        for (var ofSeed : draws[c]) {
          sum += ofSeed[r];
        }
        means[c] = sum / draws[c].length;
      }
      found[r] = statistic.applyAsDouble(means);
    }
    return found;
  }

  /** Of each draw of units every run's mean over languages: (C, S, R). */
  private static double[][][] draws(List<List<List<List<ExampleScore[]>>>> conditions, long seed) {
    int seeds = conditions.getFirst().size();
    var runs = conditions.stream().flatMap(List::stream).toList();
    var first = runs.getFirst();
    int languages = first.stream().mapToInt(List::size).sum();
    var means = new double[conditions.size()][seeds][Resampling.RESAMPLES];
    for (int g = 0; g < first.size(); g++) {
      int group = g;
      int size = first.get(g).size();
      var columns = runs.stream().flatMap(run -> run.get(group).stream()).toList();
      var scores = Resampling.scores(columns, seed + g);
      for (int c = 0; c < scores.length; c++) {
        int run = c / size;
        var sum = means[run / seeds][run % seeds];
        for (int r = 0; r < sum.length; r++) {
          sum[r] += scores[c][r] / languages;
        }
      }
    }
    return means;
  }
}
