package lamina.data.format;

import java.util.Locale;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.problem.Problem;

/**
 * The longest text that is read at once, wherever it comes from. It is checked before the text is
 * tokenised, which takes about a hundred bytes of memory a character.
 */
public final class TextLimit {
  /** Characters, as Java counts them; several hundred pages. */
  public static final int MOST = 1_000_000;

  private TextLimit() {}

  /**
   * Checks a text.
   *
   * @throws Problem naming its size and the limit
   */
  public static void check(long characters) {
    if (characters > MOST) {
      throw new Problem("The text has " + reason(characters));
    }
  }

  /** "2,000,000 characters; at most 1,000,000 are read at once. Shorten it, or …". */
  static String reason(long characters) {
    return String.format(
        Locale.ROOT,
        "%,d characters; at most %,d are read at once. Shorten it, or give it in parts.",
        characters,
        MOST);
  }

  /** Characters of an example, blanks between words included. */
  static long characters(Example example) {
    return switch (example) {
      case TaggedSentence s -> s.words().stream().mapToLong(w -> w.length() + 1L).sum() - 1;
      case SentencePair p -> (long) p.premise().length() + p.hypothesis().length();
    };
  }
}
