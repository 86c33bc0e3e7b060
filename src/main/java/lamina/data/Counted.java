package lamina.data;

/** Numbers of things in words. */
final class Counted {
  private Counted() {}

  /** "1 sentence is", "3 sentences are". */
  static String of(int n, String thing) {
    return n == 1 ? "1 " + thing + " is" : n + " " + thing + "s are";
  }
}
