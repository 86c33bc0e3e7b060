package lamina.analyse;

import lamina.text.Tokens;

/** What a piece is to its word. */
public enum PieceKind {
  /** The first piece of a word. */
  FIRST,
  /** A later piece of a word. */
  LATER,
  /** A special piece, of no word. */
  SPECIAL;

  /** The kind of the piece at a place of an input. */
  public static PieceKind of(Tokens tokens, int piece) {
    int word = tokens.wordOf()[piece];
    if (word < 0) {
      return SPECIAL;
    }
    return piece > 0 && tokens.wordOf()[piece - 1] == word ? LATER : FIRST;
  }
}
