package lamina.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import lamina.model.HeadKey;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Intervals and tests for scores; all at 95 %, all repeatable from their seed. What is passed as
 * items is what each unit adds to a score, see {@link ScoredSet#units(HeadKey)}.
 */
public final class Intervals {
  static final double LEVEL = 0.95;

  /** Draws behind every interval and test. */
  public static final int RESAMPLES = Resampling.RESAMPLES;

  /** Units below which a bootstrap isn't tried, and draws below which their share isn't known. */
  private static final int FEW = 10;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * A difference of two scores on the same items.
   *
   * @param p two-sided, from the bootstrap
   */
  public record Difference(double value, Interval interval, double p) {}

  private Intervals() {}

  /** Wilson's score interval of a proportion; of single answers that are independent. */
  public static Interval wilson(int right, int n) {
    return share((double) right / n, n);
  }

  /**
   * Percentile bootstrap over units: sentences or premises, never tokens. Of few units, and of
   * units that are all alike, resamples tell too little: Wilson's interval stands in, as if each
   * unit were right or wrong as a whole, which no score of units varies more than.
   */
  public static Interval bootstrap(ExampleScore[] items, long seed) {
    var drawn =
        items.length < FEW
            ? new Interval(0, 0)
            : interval(Resampling.scores(List.<ExampleScore[]>of(items), seed)[0]);
    return drawn.low() < drawn.high() ? drawn : share(ExampleScore.score(items), items.length);
  }

  /**
   * Wilson's interval (1927) of a share of n, which need not be a whole number of them: libraries
   * have it of whole numbers alone.
   */
  private static Interval share(double value, int n) {
    if (n == 0) {
      return new Interval(0, 1);
    }
    double z = NORMAL.inverseCumulativeProbability((1 + LEVEL) / 2);
    double widen = 1 + z * z / n;
    double middle = (value + z * z / (2 * n)) / widen;
    double half = z / widen * Math.sqrt(value * (1 - value) / n + z * z / (4.0 * n * n));
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
  }

  /** Bootstrap of the difference a - b on the same units, drawn together. */
  public static Difference paired(ExampleScore[] a, ExampleScore[] b, long seed) {
    var scores = Resampling.scores(List.of(a, b), seed);
    return difference(ExampleScore.score(a) - ExampleScore.score(b), minus(scores[0], scores[1]));
  }

  private static double[] minus(double[] a, double[] b) {
    var difference = new double[a.length];
    Arrays.setAll(difference, r -> a[r] - b[r]);
    return difference;
  }

  /**
   * Test of a difference by its draws: p is twice the share of draws on the other side of 0. Where
   * fewer than ten draws are there, that share is hardly known, and can't be small enough for a
   * large family; the normal distribution with the draws' standard deviation says p then.
   */
  static Difference difference(double value, double[] draws) {
    long below = Arrays.stream(draws).filter(d -> d <= 0).count();
    long above = Arrays.stream(draws).filter(d -> d >= 0).count();
    long beyond = Math.min(below, above);
    double p = Math.min(1, 2.0 * (beyond + 1) / (draws.length + 1));
    double sd = StandardDeviation.of(draws).getAsDouble();
    if (beyond < FEW && sd > 0) {
      p = 2 * NORMAL.cumulativeProbability(-Math.abs(value) / sd);
    }
    return new Difference(value, interval(draws), p);
  }

  /**
   * Interval of the mean score over languages. Within a group of parallel data items are drawn once
   * for all its languages, because translations of one sentence aren't independent.
   *
   * @param groups languages whose items are translations of each other, in one order
   */
  public static Interval mean(List<List<ExampleScore[]>> groups, long seed) {
    return interval(meanDraws(groups, seed));
  }

  /**
   * Bootstrap of the difference of two mean scores on the same items, drawn as in {@link #mean}.
   */
  public static Difference meanDifference(
      List<List<ExampleScore[]>> a, List<List<ExampleScore[]>> b, long seed) {
    var draws = minus(meanDraws(a, seed), meanDraws(b, seed)); // the same seed draws the same
    return difference(mean(a) - mean(b), draws);
  }

  /** The mean score over all languages of all groups. */
  public static double mean(List<List<ExampleScore[]>> groups) {
    return groups.stream()
        .flatMap(List::stream)
        .mapToDouble(ExampleScore::score)
        .average()
        .orElse(0);
  }

  private static double[] meanDraws(List<List<ExampleScore[]>> groups, long seed) {
    var means = new double[Resampling.RESAMPLES];
    int languages = groups.stream().mapToInt(List::size).sum();
    for (int g = 0; g < groups.size(); g++) {
      for (var scores : Resampling.scores(groups.get(g), seed + g)) {
        for (int r = 0; r < means.length; r++) {
          means[r] += scores[r] / languages;
        }
      }
    }
    return means;
  }

  /**
   * Difference a - b of two numbers that are known by their intervals alone, as if they were
   * independent: the interval is that of MOVER (Zou and Donner, 2008), p goes with it. Where the
   * two were measured on the same items the true interval is narrower.
   */
  public static Difference independent(double a, Interval ofA, double b, Interval ofB) {
    double low = a - b - Math.hypot(a - ofA.low(), ofB.high() - b);
    double high = a - b + Math.hypot(ofA.high() - a, b - ofB.low());
    return new Difference(a - b, new Interval(low, high), p(a - b, low, high));
  }

  /**
   * A ratio as a difference of logarithms: above 0 where the ratio is above 1.
   *
   * @param interval of the ratio, both ends above 0
   */
  public static Difference ofRatio(double ratio, Interval interval) {
    double low = Math.log(interval.low());
    double high = Math.log(interval.high());
    double value = Math.log(ratio);
    return new Difference(value, new Interval(low, high), p(value, low, high));
  }

  /** Below 0.05 just where the interval leaves 0 out. */
  private static double p(double value, double low, double high) {
    double half = value > 0 ? value - low : high - value;
    if (half <= 0 || Double.isNaN(half)) {
      return value == 0 || Double.isNaN(value) ? 1 : 0;
    }
    double z = Math.abs(value) / half * NORMAL.inverseCumulativeProbability((1 + LEVEL) / 2);
    return 2 * NORMAL.cumulativeProbability(-z);
  }

  /**
   * Holm's correction (1979) of several p values.
   *
   * @return corrected values in the order given
   */
  public static double[] holm(double[] p) {
    return holm(p, p.length);
  }

  /**
   * Holm's correction where not all hypotheses can be true together: Shaffer (1986), procedure S1.
   * The s-th smallest of m values is multiplied by the most hypotheses that can be true once s - 1
   * are false, at most {@code m - s + 1}.
   *
   * @param together most hypotheses that can be true at once
   * @return corrected values in the order given
   */
  static double[] holm(double[] p, int together) {
    var order =
        IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(i -> p[i])).toList();
    var corrected = new double[p.length];
    double highest = 0;
    for (int rank = 0; rank < p.length; rank++) {
      int times = Math.min(together, p.length - rank);
      highest = Math.max(highest, Math.min(1, p[order.get(rank)] * times));
      corrected[order.get(rank)] = highest;
    }
    return corrected;
  }

  /** What the middle 95 % of a bootstrap's draws span: the percentile interval. */
  public static Interval interval(double[] draws) {
    return new Interval(
        Percentiles.at(draws, 100 * (1 - LEVEL) / 2), Percentiles.at(draws, 100 * (1 + LEVEL) / 2));
  }
}
