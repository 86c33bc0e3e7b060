package lamina.trim;

import java.util.List;

/**
 * What trimming did.
 *
 * @param changed by language
 */
public record TrimReport(Size before, Size after, List<Changed> changed) {
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
