package lamina.evaluate;

import java.util.Random;
import org.apache.commons.statistics.descriptive.NaNPolicy;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

/**
 * A percentile of measured times with its interval; and the one definition of percentiles and
 * medians in this program. Percentile p of n values is that of type 6 in Hyndman and Fan (1996,
 * "Sample quantiles in statistical packages", The American Statistician 50): the value at rank (n +
 * 1) p / 100, by linear interpolation between its neighbours, never beyond the smallest and the
 * largest value. NaN is left out; a percentile of nothing is NaN.
 *
 * @param value in the samples' unit
 * @param interval 95 %, bootstrap over the samples
 * @param reliable whether at least ten samples lie beyond it
 */
public record Percentiles(double value, Interval interval, boolean reliable) {
  private static final int RESAMPLES = 500;
  private static final int BEYOND = 10;
  private static final Quantile INTERPOLATED =
      Quantile.withDefaults().withCopy(true).with(NaNPolicy.EXCLUDE).with(EstimationMethod.HF6);
  private static final Quantile ONE_OF_THEM = INTERPOLATED.with(EstimationMethod.HF1);

  /**
   * A percentile of samples.
   *
   * @param samples at least one
   * @param percent above 0, up to 100
   */
  public static Percentiles of(double[] samples, double percent) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("no samples, no percentile");
    }
    var random = new Random(23);
    var draws = new double[RESAMPLES];
    var drawn = new double[samples.length];
    for (int r = 0; r < RESAMPLES; r++) {
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = samples[random.nextInt(samples.length)];
      }
      draws[r] = at(drawn, percent);
    }
    return new Percentiles(
        at(samples, percent),
        Intervals.interval(draws),
        samples.length * (100 - percent) / 100 >= BEYOND);
  }

  /**
   * The percentile alone.
   *
   * @param values in any order; left as they are
   * @param percent 0 to 100
   */
  public static double at(double[] values, double percent) {
    return INTERPOLATED.evaluate(values, percent / 100);
  }

  /** The 50th percentile: the value in the middle, or halfway between the two there. */
  public static double median(double[] values) {
    return at(values, 50);
  }

  /**
   * The lower median, which is always one of the values: type 1 in Hyndman and Fan. For counts, and
   * where a number that was published so must stay.
   */
  public static double lowerMedian(double[] values) {
    return ONE_OF_THEM.evaluate(values, 0.5);
  }
}
