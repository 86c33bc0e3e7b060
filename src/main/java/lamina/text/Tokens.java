package lamina.text;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lamina.files.PlainText;
import lamina.text.file.PieceTemplate;

/**
 * One input as the encoder sees it: one text or two with the special pieces around them, as {@link
 * PieceTemplate} puts them.
 *
 * @param pieces the word pieces as printed, special tokens among them; T of them
 * @param ids T vocabulary ids
 * @param types T token type ids, 0 or 1
 * @param wordOf T indices into {@code words}, -1 for special tokens
 * @param words the words that the pieces come from, in reading order (both sentences for a pair)
 * @param labelPiece for every word the index of the piece that its label sits on: the first that
 *     holds a character of it; -1 where the word was cut off, has no piece, or is answered by
 *     another window
 * @param spans T places in the text, or of words given one by one in the word
 * @param cut how much of the text is not in the pieces
 */
public record Tokens(
    List<String> pieces,
    long[] ids,
    long[] types,
    int[] wordOf,
    List<String> words,
    int[] labelPiece,
    List<Span> spans,
    Cut cut) {
  /**
   * A place in a text, as native code tells it.
   *
   * @param from first code point
   * @param to code point after the last
   */
  public record Span(int from, int to) {
    static final Span NONE = new Span(0, 0);
  }

  /** Number of pieces T, special tokens included. */
  public int length() {
    return ids.length;
  }

  /** Number of words up to the last one with a piece: a cut leaves the rest unread. */
  public int wordsRead() {
    int count = labelPiece.length;
    while (count > 0 && labelPiece[count - 1] < 0) {
      count--;
    }
    return count;
  }

  /** The first word of each sentence that isn't read any more; of a sentence read whole none. */
  public List<Integer> stops() {
    return IntStream.range(0, labelPiece.length)
        .filter(w -> labelPiece[w] < 0 && (w == 0 || labelPiece[w - 1] >= 0))
        .boxed()
        .toList();
  }

  /**
   * What was cut, as a sentence to show; empty where nothing was. For example "Cut to the model's
   * length: 126 of 400 pieces are read, nothing from "bridge" (word 94 of 310) on."
   */
  public String note() {
    if (!cut.happened()) {
      return "";
    }
    var from =
        stops().stream()
            .map(w -> "\"" + word(w) + "\" (word " + (w + 1) + " of " + words.size() + ")")
            .collect(Collectors.joining(" and "));
    return "Cut to the model's length: "
        + cut.keptPieces
        + " of "
        + cut.allPieces
        + " pieces are read"
        + (from.isEmpty() ? "." : ", nothing from " + from + " on.");
  }

  /** A word as a message names it: what is called a word may be a page without a space. */
  public String word(int index) {
    return PlainText.shortened(words.get(index));
  }

  /**
   * What was left out because the text is longer than the model reads.
   *
   * @param keptPieces pieces kept, special tokens not counted
   * @param allPieces pieces the whole text has, special tokens not counted
   */
  public record Cut(int keptPieces, int allPieces) {
    /** Whether anything was left out. */
    public boolean happened() {
      return keptPieces < allPieces;
    }
  }
}
