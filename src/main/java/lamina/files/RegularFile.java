package lamina.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import lamina.problem.Problem;

/**
 * Files that come from outside. Folders, pipes, sockets and devices are refused before they are
 * opened, since opening or reading one may never end; so is what is larger than its reader can
 * take.
 */
public final class RegularFile {
  private static final long MEGABYTE = 1 << 20;

  private RegularFile() {}

  /**
   * Checks that a path leads to a file.
   *
   * @return the path
   * @throws Problem where there is nothing, or something else
   */
  public static Path checked(Path file) {
    if (Files.isRegularFile(file)) {
      return file;
    }
    if (Files.isDirectory(file)) {
      throw new Problem(file + " is a directory; a file was expected. Name a file in it.");
    }
    throw new Problem(
        Files.exists(file)
            ? file
                + " is a pipe or a device; a file was expected. Save its content as a file first."
            : file + " does not exist; a file was expected. Check the path.");
  }

  /**
   * The whole file.
   *
   * @param most bytes that it may have
   * @throws Problem where it is no file, too large or can't be read
   */
  public static byte[] bytes(Path file, long most) {
    try (var in = open(file)) {
      long size = Files.size(file);
      var bytes = size > most ? null : in.readNBytes((int) Math.min(Integer.MAX_VALUE, most + 1));
      if (bytes == null || bytes.length > most) { // it may have grown, or have no size, as in /proc
        throw new Problem(
            file
                + " has "
                + size(Math.max(size, bytes == null ? 0 : bytes.length))
                + "; at most "
                + size(most)
                + " are read of such a file. Choose another, or split it.");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Opens a file to be read piece by piece.
   *
   * @throws Problem where it is no file or can't be opened
   */
  public static InputStream open(Path file) {
    try {
      return Files.newInputStream(checked(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Opens a file to be read at any place.
   *
   * @throws Problem where it is no file
   * @throws IOException where it can't be opened
   */
  public static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(checked(file), StandardOpenOption.READ);
  }

  /** What to tell a person of a file that could not be read. */
  public static Problem unreadable(Path file, IOException e) {
    var why =
        switch (e) {
          case AccessDeniedException denied -> "permission denied";
          case NoSuchFileException none -> "it was removed";
          default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    return new Problem(file + " cannot be read (" + why + "). Check its rights.", e);
  }

  private static String size(long bytes) {
    return bytes < MEGABYTE
        ? bytes + " bytes"
        : String.format(Locale.ROOT, "%.1f MB", (double) bytes / MEGABYTE);
  }
}
