package lamina.text.file;

import java.nio.file.Path;
import java.util.List;

/**
 * A form in which a checkpoint keeps its tokenizer. A kind is one class, and one line in {@link
 * TokenizerKinds}.
 */
public interface TokenizerKind {
  /** Names of the files that a directory of this kind has one of. */
  List<String> files();

  /**
   * The tokenizer as the text of a tokenizer.json.
   *
   * @param file one of {@link #files}, which is there
   * @throws lamina.problem.Problem naming the file and what is wrong with it
   */
  String json(Path file);

  /** What is assumed because no file says it, in sentences. */
  default List<String> notes(Path file) {
    return List.of();
  }
}
