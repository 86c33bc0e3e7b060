package lamina.analyse;

import java.util.Arrays;
import java.util.Locale;
import lamina.problem.Problem;
import lamina.text.Tokens;

/** What a piece is to its word. */
public enum PieceKind {
  /** The first piece of a word. */
  FIRST,
  /** A later piece of a word. */
  LATER,
  /** A special piece, of no word. */
  SPECIAL;

  /**
   * A kind by its name in files, {@code first} for one.
   *
   * @throws Problem naming those there are
   */
  static PieceKind of(String name) {
    return Arrays.stream(values())
        .filter(k -> k.key().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    "There is no kind of piece \""
                        + name
                        + "\"; it is one of "
                        + Arrays.stream(values()).map(PieceKind::key).toList()
                        + "."));
  }

  /** Its name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of the piece at a place of an input. */
  public static PieceKind of(Tokens tokens, int piece) {
    int word = tokens.wordOf()[piece];
    if (word < 0) {
      return SPECIAL;
    }
    return piece > 0 && tokens.wordOf()[piece - 1] == word ? LATER : FIRST;
  }
}
