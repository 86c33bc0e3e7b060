package lamina.ui.control;

import java.nio.file.Path;
import java.util.Optional;

/** Asks a person for files; tests answer in the person's place. */
public interface SaveDialog {
  /**
   * Where to save.
   *
   * @param suggestion file name to begin with
   * @return nothing where the person cancels
   */
  Optional<Path> save(String suggestion);

  /** Which file to read. */
  Optional<Path> file();

  /** Which directory to open. */
  Optional<Path> directory();
}
