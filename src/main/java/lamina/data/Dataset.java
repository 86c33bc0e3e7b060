package lamina.data;

import java.util.List;
import lamina.language.Language;

/**
 * The examples of one file.
 *
 * @param name what to call it, for example {@code ar.conllu}
 * @param language language of all its examples
 * @param sha256 hash of the file's bytes, hexadecimal
 */
public record Dataset(
    Task task, Language language, String name, String sha256, List<Example> examples) {
  /** Copies the list. */
  public Dataset {
    examples = List.copyOf(examples);
  }
}
