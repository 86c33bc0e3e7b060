package lamina.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import lamina.problem.Problem;

/** A folder with all that is in it. */
public final class FileTree {
  private FileTree() {}

  /**
   * Removes a folder; nothing happens where there is none.
   *
   * @throws Problem where something in it can't be removed
   */
  public static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new Problem(folder + ": could not be removed (" + e.getMessage() + ").", e);
    }
  }
}
