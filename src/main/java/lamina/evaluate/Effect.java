package lamina.evaluate;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * An estimated difference, or another contrast of conditions, with what is needed to test it.
 *
 * @param value estimate
 * @param error its standard error, at least 0
 * @param degrees of freedom of the error
 */
public record Effect(double value, double error, double degrees) {
  /** With so many degrees of freedom Student's t is the normal distribution. */
  static final double MANY = 1e6;

  /** Power at which a detectable difference is named. */
  public static final double POWER = 0.8;

  /** Two-sided test that the true value is 0, with its 95 % interval. */
  public Intervals.Difference difference() {
    double p = error == 0 ? (value == 0 ? 1 : 0) : 2 * t().cumulativeProbability(-ratio(value));
    return new Intervals.Difference(value, interval(Intervals.LEVEL), p);
  }

  /**
   * Interval that holds the true value with a probability.
   *
   * @param level 0 to 1
   */
  public Interval interval(double level) {
    double half = error == 0 ? 0 : error * quantile((1 + level) / 2);
    return new Interval(value - half, value + half);
  }

  /**
   * Test of equivalence: p of two one-sided tests (Schuirmann, 1987) that the true value is beyond
   * the margin, that is the larger of the two. Below 0.05 just where the 90 % interval lies within
   * the margin.
   *
   * @param margin above 0, in the units of the value; fixed before anything was measured
   */
  public double equivalence(double margin) {
    if (!(margin > 0)) {
      throw new IllegalArgumentException("a margin of " + margin + " is no margin");
    }
    if (error == 0) {
      return Math.abs(value) < margin ? 0 : 1;
    }
    return t().cumulativeProbability((Math.abs(value) - margin) / error);
  }

  /**
   * Whether the test of equivalence could succeed at all: even a measured value of 0 doesn't show
   * equivalence where the margin is within half the width of the interval of 1 - 2 a.
   *
   * @param level a of each of the two one-sided tests
   */
  public boolean canShowEquivalence(double margin, double level) {
    return error * quantile(1 - level) < margin;
  }

  /**
   * The smallest margin for which two one-sided tests succeed with a probability of 80 % where
   * there is no difference: {@code (t(1 - a) + t(0.9)) SE}.
   *
   * @param level a of each of the two
   */
  public double showable(double level) {
    return error * (quantile(1 - level) + quantile((1 + POWER) / 2));
  }

  /**
   * The smallest true difference that the two-sided test finds with a probability of 80 %: {@code
   * (t(1 - a / 2) + t(0.8)) SE} (Bloom, 1995, "Minimum detectable effects"); where it is the only
   * test of its family.
   *
   * @param level a of the test
   */
  public double detectable(double level) {
    return error * (quantile(1 - level / 2) + quantile(POWER));
  }

  private double quantile(double probability) {
    return t().inverseCumulativeProbability(probability);
  }

  private double ratio(double distance) {
    return Math.abs(distance) / error;
  }

  private TDistribution t() {
    return TDistribution.of(Math.min(degrees, MANY));
  }
}
