package lamina.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;

/** Where a write really goes, and what must be so there. */
final class Places {
  private static final int MOST_LINKS = 40; // as Linux

  private Places() {}

  /**
   * Follows links, to one that leads nowhere yet, too: the file that is written, absolute.
   *
   * @throws IOException where links lead in a circle
   */
  static Path target(Path file) throws IOException {
    var at = file.toAbsolutePath();
    for (int i = 0; Files.isSymbolicLink(at) && !device(at); i++) {
      if (i == MOST_LINKS) {
        throw new FileSystemException(file.toString(), null, "its links lead in a circle");
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    if (at.endsWith(".") || at.endsWith("..")) {
      at = at.toRealPath();
    }
    if (at.getParent() == null) {
      throw new FileSystemException(file.toString(), null, "it is the root of a device");
    }
    return at;
  }

  /** Whether a path is no file or folder but a device or pipe, {@code /dev/stdout} say. */
  static boolean device(Path path) {
    return path.startsWith("/dev/fd")
        || path.startsWith("/dev/stdout")
        || path.startsWith("/dev/stderr")
        || path.startsWith("/proc")
        || Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }

  /** Makes a folder and those above it, to outlast a crash. */
  static void createFolders(Path folder) throws IOException {
    var missing = new ArrayDeque<Path>();
    for (var at = folder; at != null && !Files.exists(at); at = at.getParent()) {
      missing.push(at);
    }
    Files.createDirectories(folder);
    for (var made : missing) {
      force(made.getParent());
    }
  }

  /** Forces a folder's names to the device, where the system can. */
  static void force(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders, and some network filesystems force none: there the names are as
      // safe as the system makes them.
      return;
    }
  }

  /** Gives a new file the permissions of the one that it replaces, if there is one. */
  static void copyPermissions(Path from, Path to) throws IOException {
    if (Files.exists(from) && Files.getFileStore(from).supportsFileAttributeView("posix")) {
      var permissions = Files.getPosixFilePermissions(from);
      if (!permissions.equals(Files.getPosixFilePermissions(to))) {
        Files.setPosixFilePermissions(to, permissions);
      }
    }
  }
}
