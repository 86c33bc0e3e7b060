package lamina.chart;

import java.util.regex.Pattern;

/**
 * Path data of SVG in few characters: relative, in tenths of a unit, without needless separators. A
 * tenth is less than two dots of a 1200 dpi printer, and errors don't add up.
 */
final class SvgPath {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z]|-?[0-9.]+(?:E-?[0-9]+)?");

  private SvgPath() {}

  /** Data with absolute M, L, Q, C and Z as relative data. */
  static String relative(String data) {
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
      last[axis] = Math.round(Double.parseDouble(tokens.group()) * 10);
      var number = number(last[axis] - at[axis]);
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

  private static String number(long tenths) {
    var text = java.math.BigDecimal.valueOf(tenths, 1).stripTrailingZeros().toPlainString();
    return text.replaceFirst("^(-?)0\\.", "$1.");
  }
}
