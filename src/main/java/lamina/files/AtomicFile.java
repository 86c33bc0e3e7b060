package lamina.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import lamina.problem.Problem;

/** Writes files whole or not at all; folders on the way are made. */
public final class AtomicFile {
  private AtomicFile() {}

  /** What fills a file. */
  public interface Content {
    /** Writes everything. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, for callers that say themselves what a failure means.
   *
   * @throws IOException where the file can't be written; what was there before is whole
   */
  public static void replace(Path file, Content content) throws IOException {
    var absolute = file.toAbsolutePath();
    var part = absolute.resolveSibling(file.getFileName() + ".part");
    Files.createDirectories(absolute.getParent());
    try {
      try (var out = Files.newOutputStream(part)) {
        content.writeTo(out);
      }
      Files.move(
          part, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(part); // half a file would fill the device further
      throw e;
    }
  }

  /**
   * Writes a file.
   *
   * @throws Problem where the file can't be written; what was there before is whole
   */
  public static void write(Path file, Content content) {
    try {
      replace(file, content);
    } catch (IOException e) {
      throw new Problem(
          file + ": could not be written (" + e.getMessage() + "); is there space on the device?",
          e);
    }
  }

  /** Writes bytes, as {@link #write(Path, Content)}. */
  public static void write(Path file, byte[] bytes) {
    write(file, out -> out.write(bytes));
  }

  /** Writes a text as UTF-8, as {@link #write(Path, Content)}. */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
