package lamina.chart.export;

import lamina.files.PlainText;

/** Words of people's data as every format can draw and hold them. */
final class DrawableText {
  private static final int REPLACEMENT = 0xFFFD;

  private DrawableText() {}

  /**
   * A text on one line. White space becomes a blank; control characters, byte order marks and what
   * is no character become U+FFFD, so that they are seen; marks that turn the text after them,
   * which are drawn as boxes, go.
   */
  static String drawable(String text) {
    var drawable = new StringBuilder();
    PlainText.wellFormed(text)
        .codePoints()
        .filter(c -> !turning(c))
        .map(c -> space(c) ? ' ' : drawable(c) ? c : REPLACEMENT)
        .forEach(drawable::appendCodePoint);
    return drawable.isEmpty() && !text.isEmpty()
        ? Character.toString(REPLACEMENT)
        : drawable.toString();
  }

  private static boolean space(int point) {
    return point >= '\t' && point <= '\r' || point == 0x85 || point == 0x2028 || point == 0x2029;
  }

  /** Embeddings, overrides and isolates; the simple marks, which Words puts in, stay. */
  private static boolean turning(int point) {
    return point >= 0x202A && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
  }

  private static boolean drawable(int point) {
    return !Character.isISOControl(point) && point != 0xFEFF && (point & 0xFFFE) != 0xFFFE;
  }
}
