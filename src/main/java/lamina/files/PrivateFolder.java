package lamina.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Folders that nobody else can write, so that what is run from them is what was put there. Windows
 * keeps others out of a user's folders by itself; nothing is checked there.
 */
public final class PrivateFolder {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  private static final int OTHERS_WRITE = 0002;
  private static final int GROUP_OR_OTHERS_WRITE = 0022;
  private static final int STICKY = 01000;

  private PrivateFolder() {}

  /**
   * Makes a folder that is its owner's alone, with those above it; an existing one stays as it is.
   *
   * @return what is wrong with the folder, to stand behind its path; empty where it is private and
   *     can be written
   */
  public static Optional<String> make(Path folder) {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
          return Optional.of(
              Files.isSymbolicLink(folder) ? "is a symbolic link" : "is no directory");
        }
        Files.createDirectories(folder.toAbsolutePath().getParent());
        if (POSIX) {
          Files.createDirectory(
              folder,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
          Files.createDirectory(folder);
        }
      }
      return POSIX ? objection(folder.toRealPath()) : Optional.empty();
    } catch (IOException e) {
      return Optional.of("can't be written");
    }
  }

  private static Optional<String> objection(Path folder) throws IOException {
    int me = me(folder);
    if (uid(folder) != me) {
      return Optional.of("belongs to another user");
    }
    if ((mode(folder) & GROUP_OR_OTHERS_WRITE) != 0) {
      return Optional.of("may be written by others; chmod 700 it, or delete it");
    }
    for (var above = folder.getParent(); above != null; above = above.getParent()) {
      int mode = mode(above);
      if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
        return Optional.of("lies in " + above + ", which everybody may write");
      }
    }
    return Optional.empty();
  }

  /** The user as the folder's filesystem knows them. */
  private static int me(Path folder) throws IOException {
    var probe = Files.createTempFile(folder, "probe", null);
    try {
      return uid(probe);
    } finally {
      Files.delete(probe);
    }
  }

  private static int uid(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private static int mode(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
  }
}
