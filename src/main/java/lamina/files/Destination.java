package lamina.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import lamina.problem.Problem;

/** A place that is written only after long work: refused before the work, not after it. */
public final class Destination {
  private Destination() {}

  /**
   * Makes sure that a file can be written; nothing is made or changed.
   *
   * @throws Problem naming the place and what stands in the way
   */
  public static void file(Path file) {
    try {
      var target = Places.target(file);
      if (Places.device(target)) {
        if (!Files.exists(target) && !Files.isSymbolicLink(target)) {
          throw new Problem(file + ": there is no such device; choose another place.");
        }
        return;
      }
      if (Files.isDirectory(target)) {
        throw new Problem(file + ": is a folder; name a file to write.");
      }
      writable(file, target.getParent());
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  /**
   * Makes sure that files can be written into a folder, which may not exist yet; nothing is made or
   * changed.
   *
   * @throws Problem naming the place and what stands in the way
   */
  public static void folder(Path folder) {
    try {
      writable(folder, folder.toAbsolutePath());
    } catch (IOException e) {
      throw refused(folder, e);
    }
  }

  /**
   * Makes sure that a folder can be written in which nothing lies yet; nothing is made or changed.
   *
   * @throws Problem naming the place and what stands in the way
   */
  public static void emptyFolder(Path folder) {
    folder(folder);
    try (var entries = Files.exists(folder) ? Files.list(folder) : Stream.<Path>empty()) {
      if (entries.findAny().isPresent()) {
        throw new Problem(
            folder + ": is there already and not empty; choose another directory or remove it.");
      }
    } catch (IOException e) {
      throw refused(folder, e);
    }
  }

  private static void writable(Path asked, Path folder) throws IOException {
    var there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there)) {
      throw new Problem(
          asked + ": can't be written, since " + there + " is no folder; choose another place.");
    }
    // Whether a place can be written only writing tells: rights, read-only devices, full ones.
    Files.delete(Files.createTempFile(there, ".lamina", ".part"));
  }

  private static Problem refused(Path asked, IOException e) {
    return new Problem(
        asked
            + ": can't be written ("
            + e.getClass().getSimpleName().replaceAll("Exception$", "")
            + ": "
            + e.getMessage()
            + "); choose another place, or make it writable.",
        e);
  }
}
