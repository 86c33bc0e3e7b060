package lamina.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import lamina.files.FileTree;
import lamina.files.RunLock;
import lamina.problem.Problem;

/**
 * A run that was taken out of its store, with all that it made. It can be brought back.
 *
 * @param directory where it was
 * @param kept where it is now: in a folder {@value #TRASH} of the store, until a person empties
 *     that
 */
public record RemovedRun(Path directory, Path kept) {
  /** Folder of a store that holds what was removed. */
  public static final String TRASH = ".trash";

  /**
   * Takes a run out of its store.
   *
   * @throws Problem where a process is at it, or it can't be moved; it stays then
   */
  static RemovedRun of(Path directory) {
    try (var _ = RunLock.take(directory)) {
      var trash = directory.resolveSibling(TRASH);
      var name = directory.getFileName().toString();
      var kept = trash.resolve(name);
      for (int i = 2; Files.exists(kept); i++) {
        kept = trash.resolve(name + "-" + i);
      }
      FileTree.move(directory, kept);
      return new RemovedRun(directory, kept);
    }
  }

  /**
   * Brings it back.
   *
   * @throws Problem where another run has its place now, or it isn't there any more
   */
  public void restore() {
    if (Files.exists(directory)) {
      throw new Problem(
          directory
              + " is there again: another run has its place. The removed one stays in "
              + kept
              + ".");
    }
    FileTree.move(kept, directory);
  }
}
