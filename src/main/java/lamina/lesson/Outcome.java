package lamina.lesson;

import java.util.Locale;

/** How one side stands to another. */
public enum Outcome {
  /** More often right. */
  MORE,
  /** As often right, or no difference that the numbers show. */
  SAME,
  /** Less often right. */
  FEWER;

  /** Name in files: more, same, fewer. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Outcome of(int sign) {
    return sign > 0 ? MORE : sign < 0 ? FEWER : SAME;
  }
}
