package lamina.chart.export;

import java.util.regex.Pattern;

/**
 * Path data of SVG in few characters: relative, rounded, without needless separators. A tenth of a
 * unit is less than two dots of a 1200 dpi printer, and errors don't add up.
 */
final class SvgPath {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z]|-?[0-9.]+(?:E-?[0-9]+)?");

  private SvgPath() {}

  /**
   * Data with absolute M, L, Q, C and Z as relative data.
   *
   * @param decimals kept of each number
   */
  static String relative(String data, int decimals) {
    double steps = Math.pow(10, decimals);
    var out = new StringBuilder();
    var at = new long[2];
    var start = new long[2];
    var last = new long[2];
    char command = ' ';
    int coordinate = 0;
    var tokens = TOKEN.matcher(data);
    while (tokens.find()) {
      char first = tokens.group().charAt(0);
      if (Character.isLetter(first)) {
        command = first;
        coordinate = 0;
        out.append(Character.toLowerCase(command));
        if (command == 'Z') {
          System.arraycopy(start, 0, at, 0, 2);
        }
        continue;
      }
      int axis = coordinate % 2;
      last[axis] = Math.round(Double.parseDouble(tokens.group()) * steps);
      var number = number(last[axis] - at[axis], decimals);
      boolean separate = coordinate > 0 && number.charAt(0) != '-';
      out.append(separate ? " " : "").append(number);
      coordinate++;
      if (coordinate == length(command)) {
        System.arraycopy(last, 0, at, 0, 2);
        if (command == 'M') {
          System.arraycopy(last, 0, start, 0, 2);
        }
      }
    }
    return out.toString();
  }

  private static int length(char command) {
    return switch (command) {
      case 'C' -> 6;
      case 'Q' -> 4;
      default -> 2;
    };
  }

  /** A number of steps of the last decimal. */
  static String number(long steps, int decimals) {
    var text = java.math.BigDecimal.valueOf(steps, decimals).stripTrailingZeros().toPlainString();
    return text.replaceFirst("^(-?)0\\.", "$1.");
  }
}
