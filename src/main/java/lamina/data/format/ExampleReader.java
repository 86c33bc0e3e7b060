package lamina.data.format;

import java.util.List;
import lamina.data.Example;
import lamina.problem.Problem;

/** Reads one published format. */
interface ExampleReader {
  /**
   * All examples of a file.
   *
   * @return at least one, all in one language
   * @throws Problem naming file and line for the first thing that does not fit
   */
  List<Example> read(ReadContext in);
}
