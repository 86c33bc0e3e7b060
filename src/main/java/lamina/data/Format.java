package lamina.data;

import java.util.List;
import lamina.language.Language;

/** One format that data sets are distributed in. */
interface Format {
  /** Whether a file looks like this format. */
  boolean fits(TextFile file, Task task);

  /**
   * Reads the examples.
   *
   * @param language of the examples; null to take it from the file
   * @throws lamina.problem.Problem naming file, line and what was expected
   */
  List<Example> read(TextFile file, Task task, Language language);
}
