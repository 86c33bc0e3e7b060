package lamina.text;

/**
 * A word piece of a text.
 *
 * @param text as the vocabulary has it
 * @param id in the vocabulary
 * @param word index of its word; -1 for special pieces
 * @param span where it stands in its text
 * @param holds whether it holds a character of its word, rather than the space before it alone
 */
record Piece(String text, long id, int word, Tokens.Span span, boolean holds) {
  /** A piece that stands for no text: it begins, ends or separates. */
  static Piece special(String text, long id) {
    return new Piece(text, id, -1, Tokens.Span.NONE, false);
  }

  /** The same piece, of another word. */
  Piece of(int otherWord) {
    return new Piece(text, id, otherWord, span, holds);
  }
}
