package lamina.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import lamina.problem.Problem;

/**
 * The right of one process to write a folder and what lies beside it under its name ({@code
 * NAME.run}). The operating system holds the lock, on {@code NAME.lock}, and frees it whatever ends
 * the process; {@code NAME.owner.json} says who has it. Both lie beside the folder, which may not
 * exist yet or be replaced meanwhile, and go when the lock is given back; what a killed process
 * leaves of them is taken over by the next one.
 */
public final class RunLock implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Behind every byte of the file: Windows keeps others from reading what is locked. */
  private static final long PLACE = Long.MAX_VALUE - 1;

  private static final long MOST_OWNER = 1 << 20;
  private static final int TRIES = 10;
  private static final long PAUSE = 20;

  private final Place files;
  private final FileChannel channel;

  /** The two files of a folder's lock. */
  private record Place(Path lock, Path owner) {}

  /**
   * Who works in a folder.
   *
   * @param process its number; 0 where it isn't known
   * @param host machine that it runs on
   * @param command as a person would type it
   * @param since when it took the lock
   * @param started when the process began, which tells it from a later one of the same number; 0
   *     where the system doesn't say
   */
  public record Holder(long process, String host, String command, long since, long started) {
    private static final Holder UNKNOWN = new Holder(0, "", "", 0, 0);

    private static Holder self() {
      var own = ProcessHandle.current();
      return new Holder(own.pid(), hostName(), ownCommand(), now(), startOf(own));
    }

    private static long now() {
      return Instant.now().toEpochMilli();
    }

    private static long startOf(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Whether it is this very process. */
    boolean isSelf() {
      var own = ProcessHandle.current();
      return process == own.pid() && started == startOf(own) && host.equals(hostName());
    }

    /** "process 4711 on host (lamina train …), since 2026-03-01 10:15:00". */
    public String inWords() {
      if (process == 0) {
        return "another process";
      }
      var time =
          DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
              .format(
                  Instant.ofEpochMilli(since)
                      .atZone(ZoneId.systemDefault())
                      .truncatedTo(ChronoUnit.SECONDS));
      return "process " + process + " on " + host + " (" + command + "), since " + time;
    }
  }

  private RunLock(Place files, FileChannel channel) {
    this.files = files;
    this.channel = channel;
  }

  /**
   * Takes the lock of a folder, which needn't exist; folders above it are made.
   *
   * @throws Problem saying who has it, or that the place can't be written
   */
  public static RunLock take(Path folder) {
    return tryTake(folder)
        .orElseThrow(
            () ->
                new Problem(
                    folder
                        + " is in use by "
                        + holder(folder).orElse(Holder.UNKNOWN).inWords()
                        + ". Wait until that ends, or stop it; then give the same command again."));
  }

  /**
   * Takes the lock of a folder unless somebody has it, even another part of this process.
   *
   * @throws Problem where the place can't be written
   */
  public static Optional<RunLock> tryTake(Path folder) {
    try {
      var files = files(folder, true);
      // A look at the lock by another process holds it for a moment.
      for (int i = 0; i < TRIES; i++) {
        var taken = once(files);
        if (taken.isPresent()) {
          return taken;
        }
        if (ownerOf(files).filter(Holder::isSelf).isPresent()) {
          return Optional.empty();
        }
        Thread.sleep(PAUSE);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new Problem(
          folder
              + ": this place can't be written ("
              + reason(e)
              + "); choose another, or make it writable.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** One at a time in this process: closing a file ends all locks that the process has on it. */
  private static synchronized Optional<RunLock> once(Place files) throws IOException {
    if (ownerOf(files).filter(Holder::isSelf).isPresent()) {
      return Optional.empty();
    }
    var before = key(files.lock);
    var channel = FileChannel.open(files.lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      // A process that gives its lock back removes the file: ours may be the removed one.
      if (channel.tryLock(PLACE, 1, false) != null
          && (before == null || before.equals(key(files.lock)))
          && Files.exists(files.lock)) {
        AtomicFile.replace(files.owner, out -> out.write(JSON.writeValueAsBytes(Holder.self())));
        return Optional.of(new RunLock(files, channel));
      }
    } catch (OverlappingFileLockException e) {
      // this process has it
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  /** Who has the lock of a folder; empty where nobody has, whatever a killed process left. */
  public static synchronized Optional<Holder> holder(Path folder) {
    try {
      var files = files(folder, false);
      var owner = ownerOf(files);
      if (owner.filter(Holder::isSelf).isPresent()) {
        return owner;
      }
      if (!Files.isRegularFile(files.lock)) {
        return Optional.empty();
      }
      try (var channel = RegularFile.channel(files.lock);
          var free = channel.tryLock(PLACE, 1, true)) {
        return free == null ? owner.or(() -> Optional.of(Holder.UNKNOWN)) : Optional.empty();
      }
    } catch (OverlappingFileLockException e) {
      return Optional.of(Holder.self());
    } catch (NoSuchFileException e) {
      return Optional.empty(); // given back just now
    } catch (IOException e) {
      throw new Problem(folder + ": its lock could not be read (" + reason(e) + ").", e);
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    synchronized (RunLock.class) {
      try (channel) {
        Files.deleteIfExists(files.owner);
        Files.deleteIfExists(files.lock);
      } catch (IOException e) {
        // The files that stay mean nothing without the lock, which closing the channel gave back.
      }
    }
  }

  private static Place files(Path folder, boolean make) throws IOException {
    var absolute = folder.toAbsolutePath().normalize();
    var name = absolute.getFileName();
    if (name == null) {
      throw new Problem(folder + ": a folder with a name was expected.");
    }
    var parent = absolute.getParent();
    if (make) {
      directories(parent);
    }
    // One lock by whatever links the folder is named.
    var real =
        Files.exists(absolute)
            ? absolute.toRealPath()
            : Files.exists(parent) ? parent.toRealPath().resolve(name) : absolute;
    return new Place(
        real.resolveSibling(real.getFileName() + ".lock"),
        real.resolveSibling(real.getFileName() + ".owner.json"));
  }

  private static void directories(Path parent) throws IOException {
    try {
      Files.createDirectories(parent);
    } catch (FileAlreadyExistsException e) {
      throw new Problem(parent + ": a folder was expected, this is a file.", e);
    }
  }

  /** Who says to have the lock; empty where nobody does or the words are broken. */
  private static Optional<Holder> ownerOf(Place files) {
    try {
      return Optional.ofNullable(
          JSON.readValue(RegularFile.bytes(files.owner, MOST_OWNER), Holder.class));
    } catch (IOException | Problem e) {
      return Optional.empty();
    }
  }

  private static Object key(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replaceAll("Exception$", "") + ": " + e.getMessage();
  }

  private static String hostName() {
    var linux = Path.of("/proc/sys/kernel/hostname"); // no look-up, which may be slow
    try {
      return Files.isReadable(linux)
          ? Files.readString(linux).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "this machine";
    }
  }

  /** "lamina train --out X": the main class is nobody's word. */
  private static String ownCommand() {
    var line = System.getProperty("sun.java.command", "");
    int space = line.indexOf(' ');
    return space < 0 ? "lamina" : "lamina" + line.substring(space);
  }
}
