package lamina.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A temporary file beside a target, locked while its writer lives: so another process tells what a
 * killed one left behind, and removes it.
 */
final class Part implements AutoCloseable {
  private static final int LONGEST = 60; // in characters, since most filesystems allow 255 bytes
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Tells this process's files from those of others, on this machine and on others. */
  private static final String PROCESS = random();

  private final Path path;
  private final FileChannel channel;
  private boolean moved;

  private Part(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  private static String random() {
    var bytes = new byte[6];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** A name beside a target that nobody else uses, as {@code .model.4711-0815.new}. */
  static Path sibling(Path target, String ending) {
    return target.resolveSibling(stem(target) + PROCESS + "-" + random() + ending);
  }

  private static String stem(Path target) {
    var name = target.getFileName().toString();
    if (name.length() <= LONGEST) {
      return "." + name + ".";
    }
    boolean half = Character.isHighSurrogate(name.charAt(LONGEST - 1));
    return "." + name.substring(0, half ? LONGEST - 1 : LONGEST) + ".";
  }

  /** What matches the names of a target that {@link #sibling} gives in any process. */
  static Pattern names(Path target, String ending) {
    return Pattern.compile(
        Pattern.quote(stem(target)) + "([0-9a-f]{12})-[0-9a-f]{12}" + Pattern.quote(ending));
  }

  /** Makes an empty one, after removing what killed processes left beside the target. */
  static Part create(Path target) throws IOException {
    removeAbandoned(target);
    while (true) {
      var path = sibling(target, ".part");
      var channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      // Between these two lines another process may have taken it for abandoned.
      if (lock(channel) && Files.exists(path)) {
        return new Part(path, channel);
      }
      channel.close();
      Files.deleteIfExists(path);
    }
  }

  private static boolean lock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      return true; // a filesystem without locks, where nobody takes anything for abandoned
    }
  }

  private static void removeAbandoned(Path target) {
    var names = names(target, ".part");
    try (var files =
        Files.newDirectoryStream(
            target.getParent(), f -> names.matcher(f.getFileName().toString()).matches())) {
      for (var file : files) {
        // Closing any channel of a file would give up this process's own lock of it.
        if (!own(file, names)) {
          removeUnlessLocked(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // a folder that may be written but not listed: what was left behind stays
    }
  }

  private static boolean own(Path file, Pattern names) {
    var matcher = names.matcher(file.getFileName().toString());
    return matcher.matches() && matcher.group(1).equals(PROCESS);
  }

  private static void removeUnlessLocked(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        Files.deleteIfExists(file); // while the lock is held: see create
      }
    } catch (IOException e) {
      return; // gone already, of another user, or on a filesystem without locks
    }
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /** Puts it in the target's place. */
  void moveTo(Path target) throws IOException {
    try {
      Files.move(path, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
    }
    moved = true;
    Places.force(target.getParent());
  }

  /** Removes it unless it was moved: half a file would fill the device further. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (!moved) {
        Files.deleteIfExists(path);
      }
    }
  }
}
