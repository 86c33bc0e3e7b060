package lamina.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import lamina.files.Sha256;
import lamina.problem.Problem;

/** Tries one reader with one file after another and keeps what went wrong. */
public final class Trial {
  private static final int LONGEST_MESSAGE = 5000;
  private static final double MOST_SECONDS = 5;

  private final Target target;
  private final Path folder;
  private final Path kept;
  private final List<byte[]> corpus = new ArrayList<>();
  private final Map<String, Integer> faults = new TreeMap<>();
  private long accepted;
  private long refused;
  private double slowest;
  private final long begun =
      ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();

  /**
   * Prepares a trial.
   *
   * @param folder empty, to work in
   * @param kept where files that go wrong are written; made then
   */
  public Trial(Target target, Path folder, Path kept) throws IOException {
    this.target = target;
    this.folder = folder;
    this.kept = kept;
    if (target.beside().isPresent()) {
      try (var files = Files.list(target.beside().get())) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    for (var file : target.corpus()) {
      corpus.add(Files.readAllBytes(file));
    }
  }

  /** Tries the corpus as it is. */
  public void replay() throws IOException {
    for (var file : corpus) {
      attempt(file);
    }
  }

  /** Tries damaged files, which follow from the seed alone. */
  public void run(long seed, long from, long to) throws IOException {
    for (long i = from; i < to; i++) {
      var random = new Random(seed * 1_000_003 + i);
      var file = corpus.get(random.nextInt(corpus.size()));
      var other = corpus.get(random.nextInt(corpus.size()));
      attempt(target.form().damaged(file, other, random));
    }
  }

  private void attempt(byte[] bytes) throws IOException {
    Files.write(folder.resolve(target.file()), bytes);
    long begin = System.nanoTime();
    try {
      target.reader().read(folder);
      accepted++;
    } catch (Problem e) {
      refused++;
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        fault("a problem without words", bytes, e);
      } else if (e.getMessage().length() > LONGEST_MESSAGE) {
        fault("a message of more than " + LONGEST_MESSAGE + " characters", bytes, e);
      }
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      fault(e.getClass().getSimpleName(), bytes, e);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    slowest = Math.max(slowest, seconds);
    if (seconds > MOST_SECONDS) {
      fault("more than " + MOST_SECONDS + " s", bytes, null);
    }
  }

  private void fault(String what, byte[] bytes, Throwable e) throws IOException {
    var place = "";
    if (e != null) {
      for (var frame : e.getStackTrace()) {
        if (frame.getClassName().startsWith("lamina.")) {
          place =
              " at "
                  + frame.getClassName()
                  + "."
                  + frame.getMethodName()
                  + ":"
                  + frame.getLineNumber();
          break;
        }
      }
    }
    if (faults.merge(what + place, 1, Integer::sum) == 1) {
      Files.createDirectories(kept);
      var name = target.name() + "-" + Sha256.of(bytes).substring(0, 8) + "-" + target.file();
      Files.write(kept.resolve(name), bytes);
      if (e != null) {
        System.err.println(name + ":");
        e.printStackTrace();
      }
    }
  }

  /** What went wrong, by kind and place, with how often. */
  public Map<String, Integer> faults() {
    return faults;
  }

  /**
   * One line: reader, inputs, accepted, refused, kinds of faults, slowest input, seconds of a
   * processor in all.
   */
  public String line() {
    return String.format(
        java.util.Locale.ROOT,
        "%-16s %8d %8d %8d %6d %8.2f s %8.1f s",
        target.name(),
        accepted + refused + faults.values().stream().mapToInt(Integer::intValue).sum(),
        accepted,
        refused,
        faults.size(),
        slowest,
        (ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() - begun)
            / 1e3);
  }
}
