package lamina.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import lamina.problem.Problem;

/**
 * Writes files whole or not at all, to outlast a crash of the program or the machine; folders on
 * the way are made.
 *
 * <p>What is written goes into a temporary file of a name of its own beside the target, is forced
 * to the device and renamed over the target, so that two writers at once don't meet and a reader
 * sees either the old or the new file. Where a filesystem has no atomic rename, an ordinary one
 * takes its place. A link stays a link: the file that it leads to is replaced. A file keeps its
 * permissions, and one that may not be written is refused. Devices and pipes are written straight.
 */
public final class AtomicFile {
  private static final int BUFFER = 1 << 16;

  private AtomicFile() {}

  /** What fills a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, for callers that say themselves what a failure means.
   *
   * @throws IOException where the file can't be written; what was there before is whole, and
   *     nothing temporary stays
   */
  public static void replace(Path file, Content content) throws IOException {
    var target = Places.target(file);
    if (Files.isDirectory(target)) {
      throw new FileSystemException(file.toString(), null, "it is a folder");
    }
    if (Places.device(target)) {
      try (var out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
        content.writeTo(out);
      }
      return;
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new AccessDeniedException(file.toString(), null, "it is marked as read-only");
    }
    Places.createFolders(target.getParent());
    try (var part = Part.create(target)) {
      fill(part.channel(), content);
      Places.copyPermissions(target, part.path());
      part.moveTo(target);
    }
  }

  private static void fill(FileChannel channel, Content content) throws IOException {
    var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    content.writeTo(out);
    out.flush();
    channel.force(true);
  }

  /**
   * Writes a file unless there is one, which stays as it is, another process's of just now too.
   *
   * @throws Problem where the file can't be written
   */
  public static void writeNew(Path file, Content content) {
    try {
      var target = Places.target(file);
      if (Files.exists(target)) {
        return;
      }
      Places.createFolders(target.getParent());
      try (var part = Part.create(target)) {
        fill(part.channel(), content);
        part.moveToFree(target);
      }
    } catch (IOException e) {
      throw problem(file, e);
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
      throw problem(file, e);
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

  /** What to tell a person of a file or folder that could not be written. */
  public static Problem problem(Path file, IOException e) {
    return new Problem(file + ": could not be written (" + reason(e) + "). " + advice(e), e);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileSystemException f when f.getReason() != null -> f.getReason();
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException none -> "there is no such folder";
      case ClosedByInterruptException stopped -> "it was told to stop";
      default ->
          e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().stripTrailing();
    };
  }

  private static String advice(IOException e) {
    return (e instanceof FileSystemException
            ? "Choose a place that may be written."
            : "Is there space on the device?")
        + " What was there before is whole.";
  }
}
