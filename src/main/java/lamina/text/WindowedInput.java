package lamina.text;

import java.util.List;

/**
 * How a model reads an input: whole, or where its words are more than the model reads at once, in
 * windows that overlap, so that every word is read with words before and after it.
 *
 * @param windows in reading order; none where the input holds nothing that the model reads
 * @param words of the whole input, of a pair those of both sentences
 * @param cut which pieces are in no window: of a pair that is too long, or of a single word that is
 */
public record WindowedInput(List<Window> windows, int words, Tokens.Cut cut) {
  /** Copies the list. */
  public WindowedInput {
    windows = List.copyOf(windows);
  }

  /**
   * A part of an input.
   *
   * @param firstWord index of its first word in the input
   * @param tokens as the encoder sees them; {@code labelPiece} is -1 for words that another window
   *     answers, in which more of their neighbours are
   */
  public record Window(int firstWord, Tokens tokens) {}

  /** What became of an input that is read. */
  public enum How {
    /** All of it is read at once. */
    WHOLE,
    /** Its words are read in several windows. */
    WINDOWED,
    /** Read at once without its end: a pair, or one word, that is longer than the model reads. */
    CUT,
    /** It holds nothing that the model reads, so that nothing is answered. */
    UNANSWERABLE
  }

  /** What became of it. */
  public How how() {
    return switch (windows.size()) {
      case 0 -> How.UNANSWERABLE;
      case 1 -> cut.happened() ? How.CUT : How.WHOLE;
      default -> How.WINDOWED;
    };
  }
}
