package lamina.text.file;

import java.nio.file.Path;
import lamina.problem.Problem;

/**
 * The ids of a tokenizer's pieces.
 *
 * @param file that says them
 * @param largest of them; -1 where there is none
 */
public record PieceIds(Path file, int largest) {
  /**
   * Checks that each piece has a row in the word embeddings; rows beyond the pieces do no harm.
   *
   * @throws Problem naming both numbers
   */
  public void check(int rows) {
    if (largest >= rows) {
      throw new Problem(
          file
              + ": its pieces have ids up to "
              + largest
              + ", but the word embeddings have rows 0 to "
              + (rows - 1)
              + " (vocab_size "
              + rows
              + " in config.json). Tokenizer and weights are of different models, or the embeddings"
              + " weren't resized for tokens that were added; fetch or save them together.");
    }
  }
}
