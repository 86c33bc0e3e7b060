package lamina.checklist;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import lamina.evaluate.Interval;
import lamina.files.Document;
import lamina.files.JsonText;

/** Values of records as text, unrounded but for the six digits that records have. */
final class Values {
  private Values() {}

  /** A value of a file: a text, a number as it is written, or a list of these. */
  static String text(Document value) {
    if (value.isList()) {
      return value.items().stream().map(Values::text).collect(Collectors.joining(", "));
    }
    if (!value.isScalar()) {
      throw value.wrong("a text, a number or a list of these was expected");
    }
    return value.tree().asText();
  }

  /** A share, 0 to 1, or a difference of two. */
  static String number(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(JsonText.rounded(value)).stripTrailingZeros().toPlainString()
        : "none";
  }

  /** "0.739 [0.7325, 0.7452]". */
  static String estimate(double value, Interval interval) {
    return number(value) + " [" + number(interval.low()) + ", " + number(interval.high()) + "]";
  }
}
