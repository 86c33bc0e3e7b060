package lamina.peer;

import java.util.Random;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.evaluate.Percentiles;

/**
 * Times of one contender, milliseconds.
 *
 * @param millis by round; the same round of all contenders ran within a second or two
 */
record Timings(String name, double[] millis) {
  private static final int RESAMPLES = 1000;

  /**
   * A ratio of medians.
   *
   * @param interval 95 %, bootstrap over rounds
   */
  record Ratio(double value, Interval interval) {}

  Percentiles percentile(double percent) {
    return Percentiles.of(millis, percent);
  }

  /** How many times as long as another, of the same run; rounds are drawn for both together. */
  Ratio to(Timings other) {
    var random = new Random(29);
    int n = millis.length;
    var draws = new double[RESAMPLES];
    var a = new double[n];
    var b = new double[n];
    for (int r = 0; r < RESAMPLES; r++) {
      for (int i = 0; i < n; i++) {
        int round = random.nextInt(n);
        a[i] = millis[round];
        b[i] = other.millis[round];
      }
      draws[r] = Percentiles.median(a) / Percentiles.median(b);
    }
    return new Ratio(
        Percentiles.median(millis) / Percentiles.median(other.millis), Intervals.interval(draws));
  }
}
