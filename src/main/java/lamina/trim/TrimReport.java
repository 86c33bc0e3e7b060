package lamina.trim;

import java.util.List;
import lamina.text.PieceCount;

/**
 * What trimming did.
 *
 * @param changed by language
 * @param counted by language
 */
public record TrimReport(Size before, Size after, List<Changed> changed, List<Counted> counted) {
  /**
   * Pieces of the text that was counted, by the vocabulary as it was and as it is.
   *
   * @param language its code
   */
  public record Counted(String language, PieceCount before, PieceCount after) {}

  /**
   * How large a checkpoint or model is.
   *
   * @param pieces of its vocabulary
   * @param parameters all of them
   * @param embeddings those in the embeddings
   * @param bytes on disk: weights, wherever they lie, vocabulary and settings
   */
  public record Size(int pieces, long parameters, long embeddings, long bytes) {
    /** Parameters outside the embeddings. */
    public long others() {
      return parameters - embeddings;
    }
  }

  /**
   * Words whose pieces aren't what they were.
   *
   * @param language its code
   * @param sentences different ones that were counted
   * @param words in them
   * @param changed how many of the words have other pieces now
   * @param unseen how many would have, if their own sentence hadn't been counted: what to expect of
   *     new text of the same kind
   */
  public record Changed(String language, long sentences, long words, long changed, long unseen) {}
}
