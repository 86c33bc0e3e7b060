package lamina.data;

/** Numbers of things in words. */
public final class RowCount {
  private RowCount() {}

  /** "1 sentence is", "3 sentences are". */
  public static String of(int n, String thing) {
    return n == 1 ? "1 " + thing + " is" : n + " " + thing + "s are";
  }
}
