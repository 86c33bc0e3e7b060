package lamina.chart.figure;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a reader wants them: no more digits than a measurement has, no point without need. */
public final class Rounded {
  private static final MathContext DIGITS = new MathContext(6);

  private Rounded() {}

  /** A number with six digits at most; what isn't finite stays what it is. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    var rounded = new BigDecimal(value).round(DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** The same as a number. */
  public static Number number(double value) {
    return Double.isFinite(value) ? new BigDecimal(text(value)) : (Number) value;
  }
}
