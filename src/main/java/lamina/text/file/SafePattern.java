package lamina.text.file;

/**
 * Tells regular expressions that native code finishes with from those it may not: its matcher gives
 * up after ten million steps back by ending the program. Read are alternatives of characters,
 * classes and groups of these, where what repeats without a limit repeats a single character or
 * class, and steps back over it grow no faster than the text. The published tokenizers known have
 * such patterns.
 */
final class SafePattern {
  private static final int LONGEST = 2000;
  private static final int DEEPEST = 4;
  private static final int MOST_WAYS = 1000;
  private static final String ESCAPES = "sSwWdDhHrntfv";

  private final String text;
  private int at;
  private int steps;

  /**
   * A part of a pattern.
   *
   * @param empty whether it may match nothing
   * @param sure whether it always matches, if only nothing
   * @param ways in how many lengths it may match, where it is bounded
   * @param endless whether it repeats without a limit
   */
  private record Part(boolean empty, boolean sure, int ways, boolean endless) {
    static final Part ONE = new Part(false, false, 1, false);
    static final Part PLACE = new Part(true, false, 1, false);
  }

  private SafePattern(String text) {
    this.text = text;
  }

  /**
   * Reads a pattern.
   *
   * @return how many steps back it may need in all for each character of a text
   * @throws IllegalArgumentException where it could end the program; its message follows the words
   *     "the pattern"
   */
  static int steps(String pattern) {
    if (pattern.isEmpty() || pattern.length() > LONGEST) {
      throw new IllegalArgumentException(
          "has " + pattern.length() + " characters; 1 to " + LONGEST + " were expected");
    }
    var reader = new SafePattern(pattern);
    var whole = reader.alternatives(0);
    if (reader.at < pattern.length()) {
      throw reader.refused("isn't understood");
    }
    if (whole.empty) {
      throw new IllegalArgumentException("may match nothing");
    }
    return reader.steps;
  }

  private IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(what + " from character " + (at + 1) + " on");
  }

  private boolean more() {
    return at < text.length();
  }

  private boolean ahead(String what) {
    return text.startsWith(what, at);
  }

  private boolean skip(String what) {
    boolean there = ahead(what);
    at += there ? what.length() : 0;
    return there;
  }

  private int point() {
    if (!more()) {
      throw refused("ends too early");
    }
    int point = text.codePointAt(at);
    at += Character.charCount(point);
    return point;
  }

  private Part alternatives(int depth) {
    if (depth > DEEPEST) {
      throw refused("is nested too deeply");
    }
    var all = sequence(depth);
    while (skip("|")) {
      var next = sequence(depth);
      all =
          new Part(
              all.empty || next.empty,
              all.sure || next.sure,
              all.ways + next.ways,
              all.endless || next.endless);
    }
    return all;
  }

  private Part sequence(int depth) {
    boolean empty = true;
    boolean sure = true;
    int ways = 1;
    int endless = 0;
    while (more() && !ahead("|") && !ahead(")")) {
      var part = quantified(depth);
      if (endless == 2 && (part.endless || !part.sure)) {
        throw refused("may take a time that grows with the square of the text");
      }
      ways = part.endless ? ways : ways * part.ways;
      if (ways > MOST_WAYS) {
        throw refused("may match in too many ways");
      }
      if (endless > 0 && !part.sure) {
        steps = Math.max(steps, ways);
      }
      endless += part.endless ? 1 : 0;
      empty &= part.empty;
      sure &= part.sure;
    }
    return new Part(empty, sure, ways, endless > 0);
  }

  private Part quantified(int depth) {
    boolean group = ahead("(");
    var part = group ? group(depth) : single();
    int low;
    int high;
    if (skip("?")) {
      low = 0;
      high = 1;
    } else if (skip("*")) {
      low = 0;
      high = Integer.MAX_VALUE;
    } else if (skip("+")) {
      low = 1;
      high = Integer.MAX_VALUE;
    } else if (ahead("{")) {
      return counted(part, group);
    } else {
      return part;
    }
    if (!skip("+")) { // possessive
      skip("?"); // as little as possible
    }
    return repeated(part, group, low, high);
  }

  private Part counted(Part part, boolean group) {
    at++;
    int low = number();
    int high = low;
    if (skip(",")) {
      high = ahead("}") ? Integer.MAX_VALUE : number();
    }
    if (!skip("}") || high < low || high == 0 || ahead("+") || ahead("?")) {
      throw refused("has a count that isn't understood");
    }
    return repeated(part, group, low, high);
  }

  private int number() {
    int from = at;
    while (more() && at - from < 3 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (from == at) {
      throw refused("has a count that isn't understood");
    }
    return Integer.parseInt(text.substring(from, at));
  }

  private Part repeated(Part part, boolean group, int low, int high) {
    if (ahead("*") || ahead("+") || ahead("?") || ahead("{")) {
      throw refused("repeats what repeats");
    }
    if (group && high > 1 || part.empty) {
      throw refused("repeats more than a single character or class");
    }
    if (high == Integer.MAX_VALUE) {
      return new Part(low == 0, low == 0, 1, true);
    }
    int ways = group ? part.ways + 1 : high - low + 1;
    return new Part(low == 0, low == 0, ways, false);
  }

  private Part group(int depth) {
    at++;
    boolean looks = skip("?=") || skip("?!");
    if (!looks && skip("?") && !skip(":") && !skip("i:")) {
      throw refused("has a group of a kind that isn't read");
    }
    var inner = alternatives(depth + 1);
    if (!skip(")")) {
      throw refused("has a group that isn't closed");
    }
    if (inner.endless) {
      throw refused("repeats without a limit within a group");
    }
    return looks ? new Part(true, false, inner.ways, false) : inner;
  }

  private Part single() {
    if (skip("^") || skip("$")) {
      return Part.PLACE;
    }
    if (ahead("[")) {
      characters(0);
      return Part.ONE;
    }
    if (ahead("\\")) {
      return escape() ? Part.PLACE : Part.ONE;
    }
    int point = point();
    if ("*+?{}]".indexOf(point) >= 0 || surrogate(point)) {
      at--;
      throw refused("isn't understood");
    }
    return Part.ONE;
  }

  private void characters(int depth) {
    at++;
    skip("^");
    if (depth > DEEPEST || ahead("]")) {
      throw refused("has a class that isn't understood");
    }
    while (!skip("]")) {
      if (ahead("[")) {
        characters(depth + 1);
      } else if (ahead("\\")) {
        escape();
      } else if (surrogate(point())) {
        throw refused("isn't understood");
      }
    }
  }

  private static boolean surrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /** Reads an escape and tells whether it matches a place rather than a character. */
  private boolean escape() {
    at++;
    int point = point();
    if (point == 'b' || point == 'B') {
      return true;
    }
    if (point == 'p' || point == 'P') {
      int end = text.indexOf('}', at);
      if (!ahead("{") || end < 0 || !text.substring(at + 1, end).matches("\\^?[A-Za-z_]{1,40}")) {
        throw refused("has a property that isn't understood");
      }
      at = end + 1;
      return false;
    }
    if (point == 'u' || point == 'x') {
      int digits = point == 'u' ? 4 : 2;
      if (at + digits > text.length()
          || !text.substring(at, at + digits).matches("[0-9A-Fa-f]+")
          || point == 'x' && text.charAt(at) > '7'
          || point == 'u' && surrogate(Integer.parseInt(text.substring(at, at + 4), 16))) {
        throw refused("has a number of a character that isn't understood");
      }
      at += digits;
      return false;
    }
    boolean letter = point < 128 && Character.isLetterOrDigit(point);
    if (letter && ESCAPES.indexOf(point) < 0 || surrogate(point)) {
      throw refused("has an escape that isn't read");
    }
    return false;
  }
}
