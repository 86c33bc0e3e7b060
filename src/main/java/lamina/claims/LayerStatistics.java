package lamina.claims;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Statistics of numbers that stand layer by layer. */
final class LayerStatistics {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private LayerStatistics() {}

  /** A value at a layer with its interval. */
  record Point(double value, Interval interval) {}

  /**
   * The least-squares slope over layers 0, 1, ... The slope is a sum of the values with weights
   * that are known; its interval's arms are the sums of the values' arms by the weights' sizes. No
   * correlation between the values, which are measured on the same sentences, makes a standard
   * error larger than that sum: the interval holds whatever they have in common, and is wide for
   * it.
   *
   * @param points at least 3
   */
  static Point slope(List<Point> points) {
    int n = points.size();
    double middle = (n - 1) / 2.0;
    double square = IntStream.range(0, n).mapToDouble(i -> (i - middle) * (i - middle)).sum();
    double slope = 0;
    double down = 0;
    double up = 0;
    for (int i = 0; i < n; i++) {
      double weight = (i - middle) / square;
      var at = points.get(i);
      slope += weight * at.value;
      double below = at.value - at.interval.low();
      double above = at.interval.high() - at.value;
      down += Math.abs(weight) * (weight > 0 ? below : above);
      up += Math.abs(weight) * (weight > 0 ? above : below);
    }
    return new Point(slope, new Interval(slope - down, slope + up));
  }

  /** Pearson's correlation; NaN where one side is the same everywhere. */
  static double pearson(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElse(Double.NaN);
    double meanY = Arrays.stream(y).average().orElse(Double.NaN);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xx <= 1e-18 || yy <= 1e-18 ? Double.NaN : xy / Math.sqrt(xx * yy);
  }

  /** Spearman's correlation of values with their place; ties share their mean rank. */
  static double spearman(double[] y) {
    var order =
        IntStream.range(0, y.length).boxed().sorted(Comparator.comparingDouble(i -> y[i])).toList();
    var ranks = new double[y.length];
    for (int from = 0; from < y.length; ) {
      int to = from;
      while (to < y.length && y[order.get(to)] == y[order.get(from)]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order.get(i)] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return pearson(IntStream.range(0, y.length).asDoubleStream().toArray(), ranks);
  }

  /** Correlation of x and y with what both share with z taken away. */
  static double partial(double[] x, double[] y, double[] z) {
    double xy = pearson(x, y);
    double xz = pearson(x, z);
    double yz = pearson(y, z);
    double rest = (1 - xz * xz) * (1 - yz * yz);
    return rest <= 1e-12 ? Double.NaN : (xy - xz * yz) / Math.sqrt(rest);
  }

  /**
   * Fisher's interval and test (1921) of a correlation, as if layers were drawn independently. They
   * aren't, neighbours are alike: the interval is too narrow.
   *
   * @param n layers
   * @param given how many others were taken away, 0 or 1
   */
  static Intervals.Difference fisher(double r, int n, int given) {
    int degrees = n - 3 - given;
    if (degrees < 1 || Double.isNaN(r)) {
      return new Intervals.Difference(r, Evidence.NONE, 1);
    }
    double z = atanh(r);
    double error = 1 / Math.sqrt(degrees);
    double half = NORMAL.inverseCumulativeProbability(0.975) * error;
    return new Intervals.Difference(
        r,
        new Interval(Math.tanh(z - half), Math.tanh(z + half)),
        2 * NORMAL.cumulativeProbability(-Math.abs(z) / error));
  }

  private static double atanh(double r) {
    double inside = Math.clamp(r, -1 + 1e-12, 1 - 1e-12);
    return 0.5 * Math.log((1 + inside) / (1 - inside));
  }
}
