package lamina.chart.figure;

/**
 * The tokens of a map that are shown, where it has more than there is room for.
 *
 * @param first index of the first
 * @param count how many
 */
public record TokenWindow(int first, int count) {
  /** Shows all. */
  public static final TokenWindow ALL = new TokenWindow(0, Integer.MAX_VALUE);

  private static final double READABLE = 13;
  private static final double LEAST = 6.5;

  /**
   * A window as wide as can be read; all tokens where their columns aren't too narrow.
   *
   * @param tokens that there are
   * @param first that is wanted at its beginning
   * @param width of all columns together
   */
  public static TokenWindow of(int tokens, int first, double width) {
    if (tokens * LEAST <= width) {
      return new TokenWindow(0, tokens);
    }
    int count = Math.clamp((int) (width / READABLE), 1, tokens);
    return new TokenWindow(Math.clamp(first, 0, tokens - count), count);
  }

  /** The window cut to tokens that there are. */
  public TokenWindow within(int tokens) {
    int begin = Math.clamp(first, 0, Math.max(0, tokens - 1));
    return new TokenWindow(begin, Math.min(count, tokens - begin));
  }

  /** Index after the last. */
  public int end() {
    return first + count;
  }
}
