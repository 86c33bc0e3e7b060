package lamina.claims;

import java.util.Locale;
import lamina.evaluate.Interval;

/**
 * A number behind a verdict.
 *
 * @param what it is of, for example a task or a layer
 * @param unit for example {@code points}
 * @param interval 95 %; ends are NaN where none is known
 * @param p corrected as the test says; NaN where nothing was tested
 * @param n how many
 * @param of what n counts
 */
public record Evidence(
    String what, double value, String unit, Interval interval, double p, long n, String of) {
  /** An interval that isn't known. */
  static final Interval NONE = new Interval(Double.NaN, Double.NaN);

  /** Whether the interval is known. */
  public boolean hasInterval() {
    return !Double.isNaN(interval.low());
  }

  /** "+0.12 points [-0.03, +0.27], p 0.210, n = 16000 sentences". */
  public String words() {
    var text = new StringBuilder(number(value)).append(unit.isEmpty() ? "" : " " + unit);
    if (hasInterval()) {
      text.append(" [").append(number(interval.low())).append(", ");
      text.append(number(interval.high())).append("]");
    }
    if (!Double.isNaN(p)) {
      text.append(p < 0.001 ? ", p <0.001" : String.format(Locale.ROOT, ", p %.3f", p));
    }
    return text.append(", n = ").append(n).append(" ").append(of).toString();
  }

  /** With two decimals; whole numbers as such. */
  public static String number(double value) {
    return Double.isNaN(value)
        ? "none"
        : value == Math.rint(value) && Math.abs(value) < 1e6
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.2f", value);
  }
}
