package lamina.evaluate;

import java.util.Random;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * A percentile of measured times with its interval.
 *
 * @param value in the samples' unit
 * @param interval 95 %, bootstrap over the samples
 * @param reliable whether at least ten samples lie beyond it
 */
public record Percentiles(double value, Interval interval, boolean reliable) {
  private static final int RESAMPLES = 500;
  private static final int BEYOND = 10;

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
      draws[r] = new Percentile().evaluate(drawn, percent);
    }
    return new Percentiles(
        new Percentile().evaluate(samples, percent),
        new Interval(new Percentile().evaluate(draws, 2.5), new Percentile().evaluate(draws, 97.5)),
        samples.length * (100 - percent) / 100 >= BEYOND);
  }
}
