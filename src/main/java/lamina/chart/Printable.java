package lamina.chart;

/** Text that every format of files can hold. */
final class Printable {
  private Printable() {}

  /**
   * The text with a space for each control character and byte order mark, and U+FFFD for halves of
   * characters and for code points that are none.
   */
  static String of(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean none =
                  (c & 0xFFFE) == 0xFFFE
                      || c >= 0xFDD0 && c <= 0xFDEF
                      || c <= 0xFFFF && Character.isSurrogate((char) c);
              clean.appendCodePoint(none ? 0xFFFD : blank(c) ? ' ' : c);
            });
    return clean.toString();
  }

  private static boolean blank(int c) {
    return Character.isISOControl(c) || c == 0xFEFF;
  }
}
