package lamina.answers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.model.HeadKey;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Which share of a label's units gets which answer, with 95 % intervals. A share is a ratio of two
 * sums over what was drawn (sentences, premises); its variance is that of the ratio's linear part
 * (Cochran, Sampling Techniques, 1977, section 6.4), so that words of one sentence aren't taken as
 * independent, and it is quick enough for a slider.
 */
public final class ConfusionShares {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int FEW = 10;
  private static final double REACH = NORMAL.inverseCumulativeProbability(0.975);

  private final ConfusionMatrix matrix;
  private final int[][][] drawn;

  private ConfusionShares(ConfusionMatrix matrix, int[][][] drawn) {
    this.matrix = matrix;
    this.drawn = drawn;
  }

  /** The shares of a head's answers. */
  public static ConfusionShares of(AnsweredSet set, HeadKey head) {
    return of(set, head, ConfusionMatrix.labels(set, head));
  }

  /** Shares of two heads, of one model or of two, over the same labels, to be compared. */
  public static List<ConfusionShares> both(
      AnsweredSet a, HeadKey headOfA, AnsweredSet b, HeadKey headOfB) {
    var occurring =
        Stream.concat(
                ConfusionMatrix.labels(a, headOfA).stream(),
                ConfusionMatrix.labels(b, headOfB).stream())
            .toList();
    var labels =
        Stream.concat(a.task().labels().stream(), Stream.of(""))
            .filter(occurring::contains)
            .toList();
    return List.of(of(a, headOfA, labels), of(b, headOfB, labels));
  }

  private static ConfusionShares of(AnsweredSet set, HeadKey head, List<String> answers) {
    var matrix = ConfusionMatrix.of(set, head, answers);
    int[] draws = set.draws();
    int units = Arrays.stream(draws).max().orElse(-1) + 1;
    var drawn = new int[units][matrix.labels().size()][answers.size()];
    for (int e = 0; e < draws.length; e++) {
      var gold = set.gold(e);
      var said = set.of(head, e);
      for (int u = 0; u < gold.size(); u++) {
        int label = answers.indexOf(gold.get(u));
        drawn[draws[e]][label][answers.indexOf(said.get(u).label())]++;
      }
    }
    return new ConfusionShares(matrix, drawn);
  }

  /** The counts. */
  public ConfusionMatrix matrix() {
    return matrix;
  }

  /** The share of a label's units that get an answer; NaN of a label that no unit has. */
  public double share(int label, int answer) {
    return matrix.share(label, answer);
  }

  /**
   * Its interval, within 0 and 1; of a label in few draws, and of a share of nothing or of all,
   * where the variance of the sample says nothing, Wilson's as if units were independent.
   */
  public Interval interval(int label, int answer) {
    double share = share(label, answer);
    if (few(label) || share == 0 || share == 1) {
      return Intervals.wilson(matrix.counts()[label][answer], matrix.total(label));
    }
    double wide = REACH * error(residuals(label, answer));
    return new Interval(Math.max(0, share - wide), Math.min(1, share + wide));
  }

  private boolean few(int label) {
    return draws(label) < FEW;
  }

  /** How many draws hold a label. */
  private long draws(int label) {
    return Arrays.stream(drawn).filter(unit -> Arrays.stream(unit[label]).sum() > 0).count();
  }

  /**
   * How much larger a share is than that of other answers to the same units. Of a label in few
   * draws no difference is claimed: p is 1.
   *
   * @param other made with these by {@link #both}
   */
  public Intervals.Difference minus(ConfusionShares other, int label, int answer) {
    double value = share(label, answer) - other.share(label, answer);
    if (few(label)) {
      var wide =
          Intervals.independent(
              share(label, answer),
              interval(label, answer),
              other.share(label, answer),
              other.interval(label, answer));
      return new Intervals.Difference(value, wide.interval(), 1);
    }
    double[] residuals = residuals(label, answer);
    double[] others = other.residuals(label, answer);
    for (int u = 0; u < residuals.length; u++) {
      residuals[u] -= others[u];
    }
    double error = error(residuals);
    double p = error == 0 ? 1 : 2 * NORMAL.survivalProbability(Math.abs(value) / error);
    var interval = new Interval(value - REACH * error, value + REACH * error);
    return new Intervals.Difference(value, interval, p);
  }

  private double[] residuals(int label, int answer) {
    double share = share(label, answer);
    int total = matrix.total(label);
    return Arrays.stream(drawn)
        .mapToDouble(
            unit -> (unit[label][answer] - share * Arrays.stream(unit[label]).sum()) / total)
        .toArray();
  }

  private static double error(double[] residuals) {
    double n = residuals.length;
    return Math.sqrt(n / Math.max(1, n - 1) * Arrays.stream(residuals).map(r -> r * r).sum());
  }
}
