package lamina.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import lamina.problem.Problem;

/**
 * A temporary file beside a target, locked while its writer lives: so another process tells what a
 * killed one left behind, and removes it. A folder that is written has one beside it, too.
 */
final class Part implements AutoCloseable {
  private static final int LONGEST = 60; // in characters, since most filesystems allow 255 bytes
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Tells this process's files from those of others, on this machine and on others. */
  private static final String PROCESS = random();

  /** Ending of a file, which its writer locks. */
  private static final String PART = ".part";

  /** Ending of a folder that is being filled, or of the old one after the exchange. */
  static final String NEW = ".new";

  /** Ending of an old folder where systems can't exchange: the new one beside it is whole. */
  static final String OLD = ".old";

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

  /** A folder of the same writer beside the same target. */
  Path beside(String ending) {
    return beside(path, ending);
  }

  private static Path beside(Path part, String ending) {
    var name = part.getFileName().toString();
    return part.resolveSibling(name.substring(0, name.length() - PART.length()) + ending);
  }

  private static String stem(Path target) {
    var name = target.getFileName().toString();
    if (name.length() <= LONGEST) {
      return "." + name + ".";
    }
    boolean half = Character.isHighSurrogate(name.charAt(LONGEST - 1));
    return "." + name.substring(0, half ? LONGEST - 1 : LONGEST) + ".";
  }

  private static Pattern names(Path target) {
    return Pattern.compile(
        Pattern.quote(stem(target)) + "([0-9a-f]{12})-[0-9a-f]{12}" + Pattern.quote(PART));
  }

  /** Makes an empty one, after removing what killed processes left beside the target. */
  static Part create(Path target) throws IOException {
    removeAbandoned(target);
    while (true) {
      var path = target.resolveSibling(stem(target) + PROCESS + "-" + random() + PART);
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

  /** Removes what killed processes left beside a target, and ends what they had almost done. */
  static void removeAbandoned(Path target) {
    var names = names(target);
    try (var files =
        Files.newDirectoryStream(
            target.getParent(), f -> names.matcher(f.getFileName().toString()).matches())) {
      for (var file : files) {
        // Closing any channel of a file would give up this process's own lock of it.
        if (!own(file, names)) {
          removeUnlessLocked(file, target);
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

  private static void removeUnlessLocked(Path file, Path target) {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        if (Files.exists(beside(file, OLD)) && !Files.exists(target)) {
          Files.move(beside(file, NEW), target, StandardCopyOption.ATOMIC_MOVE);
        }
        FileTree.delete(beside(file, NEW));
        FileTree.delete(beside(file, OLD));
        Files.deleteIfExists(file); // while the lock is held: see create
      }
    } catch (IOException | Problem e) {
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

  /** Gives it the target's name unless something has that already. */
  void moveToFree(Path target) throws IOException {
    try {
      link(target);
      Places.force(target.getParent());
    } catch (FileAlreadyExistsException e) {
      return;
    }
  }

  private void link(Path target) throws IOException {
    try {
      Files.createLink(target, path);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) { // a filesystem without links
      Files.move(path, target);
      moved = true;
    }
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
