package lamina.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lamina.files.FileTree;
import lamina.process.ChildProcess;

/**
 * Ends a small sweep again and again, in every way that a process can end, and compares its results
 * with those of a sweep that nobody ended; by hand, see docs/reliability.md.
 *
 * <pre>
 * java --enable-native-access=ALL-UNNAMED -Dai.djl.offline=true -cp target/classes:target/test-classes:LIBRARIES \
 *   lamina.experiment.SweepKills [ENDS [SEED]]
 * </pre>
 */
public final class SweepKills {
  private static final String MAIN = "lamina.app.Main";
  private static final int JOBS = 4;
  private static final int TERMINATED = 128 + 15;
  private static final String SWEEP =
      """
      test: %1$s/test
      settings:
        task: pos
        train: [%1$s/train.en.conllu]
        dev: %1$s/dev.en.conllu
        batch: 16
        epochs: 3
        freeze: 0
        checkpoint: 2
      grid:
        - {name: last, base: src/test/resources/checkpoints/small/base, depth: 3, protocol: single, variants: last}
        - {name: paper, base: src/test/resources/checkpoints/small/base, depth: 3, protocol: single, variants: paper, layers: 1}
        - {name: frozen, base: src/test/resources/checkpoints/small/base, depth: 3, protocol: frozen}
        - {name: student, teacher: src/test/resources/checkpoints/small/pos-student, studentLayers: 2, gates: 1}
      """;

  /** How a running sweep is ended. */
  private enum Way {
    /** SIGKILL to the sweep; its job goes on. */
    SWEEP_KILLED,
    /** SIGTERM to the sweep, which ends its job and tells of all. */
    SWEEP_TERMINATED,
    /** SIGKILL to the sweep and its job, as when the power fails. */
    ALL_KILLED,
    /** SIGKILL to the job; the sweep goes on with the others. */
    JOB_KILLED
  }

  private final Path work;
  private final Random random;
  private final Map<Way, Integer> ends = new EnumMap<>(Way.class);
  private int seconds;
  private int starts;
  private int finished;

  private SweepKills(Path work, long seed) {
    this.work = work;
    this.random = new Random(seed);
  }

  /** Ends with 1 at the first difference; what was compared stays then. */
  public static void main(String[] args) throws Exception {
    int kills = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    Files.createDirectories(Path.of("target")); // jobs name files relative to here
    var work = Files.createTempDirectory(Path.of("target"), "sweep-kills");
    new SweepKills(work, seed).run(kills);
    FileTree.delete(work);
  }

  private void run(int kills) throws Exception {
    data();
    long began = System.nanoTime();
    var whole = store("whole");
    check(start(whole).waitFor() == 0, "a sweep that nobody ends must end with 0");
    check(done(whole) == JOBS, JOBS + " jobs were expected");
    long millis = (System.nanoTime() - began) / 1_000_000;
    System.out.println("never ended: " + millis / 1000 + " s");
    int round = 1;
    while (ends.values().stream().mapToInt(n -> n).sum() < kills) {
      if (once(store("ended-" + round), 500 + random.nextLong(millis * 2 / 3))) {
        compare(store("ended-" + round++));
      }
    }
    var last = store("ended-" + round);
    check(start(last).waitFor() == 0, "the last sweep must end with 0");
    compare(last);
    System.out.printf(
        "ended: %s; sweeps started while one ran: %d, refused: %d; sweeps that were done in the"
            + " end: %d, all byte for byte as the one that nobody ended%n",
        ends, seconds, seconds, finished);
  }

  /** One start of a sweep; whether all its jobs are done afterwards. */
  private boolean once(Path store, long pause) throws Exception {
    var sweep = start(store);
    var out = out(store);
    if (sweep.waitFor(pause, TimeUnit.MILLISECONDS)) {
      return ended(store, sweep, out);
    }
    if (random.nextInt(3) == 0) {
      second(store, sweep);
    }
    var jobs = sweep.descendants().toList();
    var way = Way.values()[random.nextInt(Way.values().length)];
    if (!sweep.isAlive() || way == Way.JOB_KILLED && jobs.isEmpty()) {
      sweep.waitFor();
      return ended(store, sweep, out);
    }
    int before = done(store);
    switch (way) {
      case SWEEP_KILLED -> sweep.destroyForcibly();
      case SWEEP_TERMINATED -> sweep.destroy();
      case ALL_KILLED -> {
        sweep.destroyForcibly();
        jobs.forEach(ProcessHandle::destroyForcibly);
      }
      case JOB_KILLED -> jobs.forEach(ProcessHandle::destroyForcibly);
    }
    int code = sweep.waitFor();
    if (code == 0) { // it was done before the signal came
      return ended(store, sweep, out);
    }
    ends.merge(way, 1, Integer::sum);
    System.out.printf("%s after %.1f s, %d of %d done%n", way, pause / 1e3, before, JOBS);
    var said = Files.readString(out);
    switch (way) {
      case SWEEP_TERMINATED -> {
        check(code == TERMINATED, "a sweep that is terminated ends with 143, not " + code);
        check(jobs.stream().noneMatch(ProcessHandle::isAlive), "its job must have ended before it");
        check(rows(said) == JOBS, "every job's end must be told: " + said);
        check(
            said.contains("stopped") || said.contains("not started") || done(store) == JOBS,
            said); // the signal may come when the last job has just ended
      }
      case JOB_KILLED -> {
        check(code == 1, "a sweep with a failed job ends with 1, not " + code);
        check(rows(said) == JOBS && said.contains("failed"), said);
      }
      default -> {}
    }
    return done(store) == JOBS;
  }

  private boolean ended(Path store, Process sweep, Path out) throws IOException {
    check(
        sweep.exitValue() == 0 && done(store) == JOBS,
        "exit code " + sweep.exitValue() + " where nobody ended it: " + Files.readString(out));
    return true;
  }

  /** A second sweep beside one that runs is told who runs. */
  private void second(Path store, Process first) throws Exception {
    var second = start(store);
    int code = second.waitFor();
    var said = Files.readString(out(store));
    if (first.isAlive()) {
      check(code == 1 && said.contains("in use by process " + first.pid()), code + ": " + said);
      seconds++;
    }
  }

  private void compare(Path store) throws IOException {
    finished++;
    var whole = store("whole");
    for (var job : new Store(whole).jobs()) {
      for (var name : List.of(RunResult.METRICS, RunResult.ITEMS)) {
        var file = store.resolve(job.getFileName()).resolve(name);
        check(
            Arrays.equals(Files.readAllBytes(job.resolve(name)), Files.readAllBytes(file)),
            file + " differs");
      }
      var log = Files.readString(store.resolve(job.getFileName()).resolve("log.txt"));
      check(log.lines().filter(l -> l.endsWith(": done")).count() <= 1, job + " was done twice");
    }
    try (var entries = Files.list(store)) {
      var left =
          entries
              .filter(e -> !Files.isDirectory(e))
              .map(Path::toString)
              .collect(Collectors.joining(" "));
      check(left.isEmpty(), "left over: " + left);
    }
    System.out.println(store.getFileName() + ": as the sweep that nobody ended");
  }

  private Process start(Path store) throws IOException {
    starts++;
    var builder =
        new ProcessBuilder(
            ChildProcess.command(MAIN, "sweep", work + "/sweep.yaml", "--out", store.toString()));
    builder.environment().putIfAbsent("OMP_NUM_THREADS", "1");
    return builder.redirectErrorStream(true).redirectOutput(out(store).toFile()).start();
  }

  /** What the last sweep that was started said. */
  private Path out(Path store) {
    return work.resolve(store.getFileName() + "-" + starts + ".txt");
  }

  private Path store(String name) {
    return work.resolve(name);
  }

  private static int done(Path store) throws IOException {
    if (!Files.isDirectory(store)) {
      return 0;
    }
    return (int) new Store(store).jobs().stream().filter(Store::done).count();
  }

  /** Lines that tell the end of a job. */
  private static long rows(String said) {
    return said.lines()
        .filter(l -> l.matches("(last|paper|frozen|student)-seed1-\\w{8} .*"))
        .count();
  }

  private void data() throws IOException {
    Files.createDirectory(work.resolve("test"));
    sentences("train/en.conllu", "train.en.conllu", 160);
    sentences("dev/en.conllu", "dev.en.conllu", 40);
    sentences("de.conllu", "test/de.conllu", 40);
    sentences("fr.conllu", "test/fr.conllu", 40);
    Files.writeString(
        work.resolve("sweep.yaml"), SWEEP.formatted(work.toString().replace('\\', '/')));
  }

  private void sentences(String from, String to, int count) throws IOException {
    var all = Files.readString(Path.of("sample-data/pos").resolve(from)).split("\n\n");
    Files.writeString(
        work.resolve(to),
        Arrays.stream(all).limit(count).collect(Collectors.joining("\n\n", "", "\n\n")));
  }

  private void check(boolean good, String what) {
    if (!good) {
      System.out.println("FAILED: " + what + "; see " + work);
      System.exit(1);
    }
  }
}
