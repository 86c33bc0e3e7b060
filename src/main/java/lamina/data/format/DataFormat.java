package lamina.data.format;

import java.util.List;
import java.util.Optional;
import lamina.data.Example;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.problem.Problem;

/**
 * A format of data files: how a file of it is told, and how it is read. What sets a format apart is
 * declared here and nowhere else; {@link DataFormats} lists them. A format has no state.
 */
interface DataFormat {
  /** What it is called, in docs/data-forms.md. */
  String label();

  /**
   * Endings of the names of its files, lower case, without dot. They say which files of a folder
   * are data and which may be dropped on the window; what a file is its text decides.
   */
  List<String> endings();

  /** How a file of it is told, for docs/data-forms.md: what goes on with "is one whose". */
  String told();

  /** Whether it reads a file of a task; the first in the list that does is taken. */
  boolean reads(TextFile file, Task task);

  /** Whether a file is of it whatever its task, so that it says itself what the task is. */
  default boolean tellsTask(TextFile file) {
    return false;
  }

  /**
   * The task of a file; asked only where {@link #tellsTask} is true.
   *
   * @param preferred where it may be of several
   * @param tasks that it may be of
   */
  default Optional<Task> task(TextFile file, Task preferred, Tasks tasks) {
    return Optional.empty();
  }

  /**
   * All examples of a file.
   *
   * @return at least one, all in one language
   * @throws Problem naming file and line for the first thing that does not fit
   */
  List<Example> read(ReadContext in);
}
