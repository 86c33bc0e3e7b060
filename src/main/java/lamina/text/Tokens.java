package lamina.text;

import java.util.List;

/**
 * One input as the encoder sees it: [CLS] pieces [SEP], or [CLS] premise [SEP] hypothesis [SEP].
 *
 * @param pieces the word pieces as printed, special tokens among them; T of them
 * @param ids T vocabulary ids
 * @param types T token type ids, 0 or 1
 * @param wordOf T indices into {@code words}, -1 for special tokens
 * @param words the words that the pieces come from, in reading order (both sentences for a pair)
 * @param firstPiece for every word the index of its first piece, -1 where the word was cut off or
 *     has no piece
 * @param cut how much of the text is not in the pieces
 */
public record Tokens(
    List<String> pieces,
    long[] ids,
    long[] types,
    int[] wordOf,
    List<String> words,
    int[] firstPiece,
    Cut cut) {

  /** Number of pieces T, special tokens included. */
  public int length() {
    return ids.length;
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

    /** A sentence to show, for example "Cut to the model's length: 126 of 400 pieces are read." */
    public String note() {
      return happened()
          ? "Cut to the model's length: " + keptPieces + " of " + allPieces + " pieces are read."
          : "";
    }
  }
}
