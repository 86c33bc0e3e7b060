package lamina.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import lamina.problem.Problem;

/** A folder with all that is in it. */
public final class FileTree {
  private FileTree() {}

  /**
   * Whether nothing is in a folder.
   *
   * @throws Problem where it is no folder or can't be read
   */
  public static boolean isEmpty(Path folder) {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (NotDirectoryException e) {
      throw new Problem(folder + ": a folder was expected, this is a file.", e);
    } catch (IOException e) {
      throw new Problem(folder + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  /**
   * Moves a folder within a file system; folders above its new place are made.
   *
   * @throws Problem where it can't be moved; it is whole where it was
   */
  public static void move(Path from, Path to) {
    try {
      Files.createDirectories(to.toAbsolutePath().getParent());
      Files.move(from, to);
    } catch (IOException e) {
      throw new Problem(
          from + ": could not be moved to " + to + " (" + e.getMessage() + "). Is it in use?", e);
    }
  }

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
