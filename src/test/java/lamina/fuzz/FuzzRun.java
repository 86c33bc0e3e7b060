package lamina.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The long run: damaged files for all readers, or for those named.
 *
 * <pre>
 * java -Xmx512m -cp target/classes:target/test-classes:LIBRARIES lamina.fuzz.FuzzRun COUNT SEED [READER ...]
 * </pre>
 *
 * Files that go wrong are kept in {@code target/fuzz}; put them into {@code
 * src/test/resources/fuzz} once their fault is mended. An input that takes a minute ends the run
 * with its reader's name.
 */
public final class FuzzRun {
  private static final int STEP = 500;
  private static final long PATIENCE_MILLIS = 120_000;

  private FuzzRun() {}

  /** Runs. */
  public static void main(String[] args) throws Exception {
    long count = Long.parseLong(args[0]);
    long seed = Long.parseLong(args[1]);
    var names = Arrays.asList(args).subList(2, args.length);
    var kept = Path.of("target/fuzz");
    System.out.println("reader             inputs accepted  refused  kinds    slowest  processor");
    boolean clean = true;
    for (var target : chosen(names)) {
      var folder = Files.createTempDirectory("lamina-fuzz");
      var trial = new Trial(target, folder, kept);
      trial.replay();
      for (long i = 0; i < count; i += STEP) {
        var watch = watch(target);
        trial.run(seed, i, Math.min(count, i + STEP));
        watch.interrupt();
      }
      System.out.println(trial.line());
      trial.faults().forEach((what, times) -> System.out.println("    " + times + " " + what));
      clean &= trial.faults().isEmpty();
      lamina.files.FileTree.delete(folder);
    }
    System.exit(clean ? 0 : 1);
  }

  private static List<Target> chosen(List<String> names) {
    return Targets.all().stream().filter(t -> names.isEmpty() || names.contains(t.name())).toList();
  }

  /** Ends the run where a step takes far too long, with the place where it stands. */
  private static Thread watch(Target target) {
    var worker = Thread.currentThread();
    return Thread.startVirtualThread(
        () -> {
          try {
            Thread.sleep(PATIENCE_MILLIS);
            System.out.println(target.name() + " hangs:");
            for (var frame : worker.getStackTrace()) {
              System.out.println("  at " + frame);
            }
            Runtime.getRuntime().halt(3);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the step is done
          }
        });
  }
}
