package lamina.data;

import java.util.List;
import lamina.language.Language;
import lamina.problem.Problem;

/** Reads one published format. */
interface ExampleReader {
  /**
   * All examples of a file.
   *
   * @param task whose labels are expected
   * @param language of the examples, or {@code null} if the file is to tell
   * @return at least one, all in one language
   * @throws Problem naming file and line for the first thing that does not fit
   */
  List<Example> read(TextFile file, Task task, Language language);
}
