package lamina.bench;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import lamina.bench.LatencyReport.Estimate;
import lamina.bench.LatencyReport.Latency;
import lamina.evaluate.Intervals;
import lamina.evaluate.Percentiles;

/** What is made of the samples; intervals at 95 %, repeatable. */
final class Statistics {
  private static final int RESAMPLES = 1000;
  private static final long SEED = 29;

  private Statistics() {}

  /**
   * Percentiles of single calls, and how much faster they are.
   *
   * @param first calls of the contender to compare with, on the same sentences in the same order
   */
  static Latency latency(double[] first, double[] millis) {
    return new Latency(
        millis.length,
        Percentiles.of(millis, 50),
        Percentiles.of(millis, 90),
        Percentiles.of(millis, 99),
        ratioOfMedians(first, millis));
  }

  /**
   * Median of one over the median of the other. Rounds are drawn, not calls: the calls of a round
   * have the sentence and the machine's mood in common.
   *
   * @param above one a round
   * @param below one a round
   */
  static Estimate ratioOfMedians(double[] above, double[] below) {
    if (above.length != below.length) {
      throw new IllegalArgumentException(above.length + " and " + below.length + " rounds");
    }
    return estimate(
        Percentiles.median(above) / Percentiles.median(below),
        random -> {
          var a = new double[above.length];
          var b = new double[above.length];
          for (int i = 0; i < a.length; i++) {
            int round = random.nextInt(a.length);
            a[i] = above[round];
            b[i] = below[round];
          }
          return Percentiles.median(a) / Percentiles.median(b);
        });
  }

  /**
   * Things done a second over whole passes; the times of each batch are drawn among its own, since
   * batches differ in what they hold.
   *
   * @param millis of each pass, each batch
   * @param things that a pass does
   */
  static Estimate rate(double[][] millis, double things) {
    double all = Arrays.stream(millis).flatMapToDouble(Arrays::stream).sum();
    return estimate(
        1000 * things * millis.length / all,
        random -> {
          double drawn = 0;
          for (var pass : millis) {
            for (int batch = 0; batch < pass.length; batch++) {
              drawn += millis[random.nextInt(millis.length)][batch];
            }
          }
          return 1000 * things * millis.length / drawn;
        });
  }

  private static Estimate estimate(double value, ToDoubleFunction<Random> draw) {
    var random = new Random(SEED);
    var draws = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      draws[r] = draw.applyAsDouble(random);
    }
    return new Estimate(value, Intervals.interval(draws));
  }

  /** Distance of the quartiles over the median. */
  static double spread(double[] values) {
    double between = Percentiles.at(values, 75) - Percentiles.at(values, 25);
    return between / Percentiles.median(values);
  }

  /**
   * The same, with each call over the median of its own sentence: what is left when sentences of
   * different length are put aside.
   *
   * @param sentences in turn; call i is of sentence i modulo this
   */
  static double spreadWithin(double[] millis, int sentences) {
    var within = new double[millis.length];
    for (int s = 0; s < Math.min(sentences, millis.length); s++) {
      int count = (millis.length - s + sentences - 1) / sentences;
      var own = new double[count];
      for (int i = 0; i < count; i++) {
        own[i] = millis[s + i * sentences];
      }
      double median = Percentiles.median(own);
      for (int i = 0; i < count; i++) {
        within[s + i * sentences] = own[i] / median;
      }
    }
    return spread(within);
  }
}
