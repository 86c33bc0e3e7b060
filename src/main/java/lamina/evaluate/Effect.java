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
   * equivalence where the margin is within the 90 % interval's half width.
   */
  public boolean canShowEquivalence(double margin) {
    return error * quantile(Intervals.LEVEL) < margin;
  }

  /**
   * The smallest margin for which two one-sided tests succeed with a probability of 80 % where
   * there is no difference: {@code (t(0.95) + t(0.9)) SE}.
   */
  public double showable() {
    return error * (quantile(Intervals.LEVEL) + quantile((1 + POWER) / 2));
  }

  /**
   * The smallest true difference that the two-sided test at 5 % finds with a probability of 80 %:
   * {@code (t(0.975) + t(0.8)) SE} (Bloom, 1995, "Minimum detectable effects").
   */
  public double detectable() {
    return error * (quantile((1 + Intervals.LEVEL) / 2) + quantile(POWER));
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
