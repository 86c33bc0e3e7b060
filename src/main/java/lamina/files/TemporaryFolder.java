package lamina.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lamina.problem.Problem;

/**
 * A folder for files that nobody needs once this is closed; no other user can read it.
 *
 * @param path the folder
 */
public record TemporaryFolder(Path path) implements AutoCloseable {
  /**
   * Makes one.
   *
   * @param name what its name begins with
   * @throws Problem where the system's temporary folder can't be written
   */
  public static TemporaryFolder create(String name) {
    try {
      return new TemporaryFolder(Files.createTempDirectory(name));
    } catch (IOException e) {
      throw AtomicFile.problem(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  /**
   * Makes one on the file system of a target, for files too large for the system's temporary
   * folder.
   *
   * @param target what is written at the end; its folder is made where it is missing
   * @throws Problem where that folder can't be written
   */
  public static TemporaryFolder beside(Path target) {
    var parent = target.toAbsolutePath().normalize().getParent();
    try {
      Files.createDirectories(parent);
      return new TemporaryFolder(Files.createTempDirectory(parent, ".lamina-"));
    } catch (IOException e) {
      throw AtomicFile.problem(parent, e);
    }
  }

  @Override
  public void close() {
    FileTree.delete(path);
  }
}
