package lamina.experiment;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs the open jobs of a store, each in a process of its own. */
public final class SweepRun {
  private static final long TICK = 500;

  private final Store store;
  private final int parallel;
  private final Function<Path, List<String>> command;

  /**
   * How a sweep went.
   *
   * @param failed what went wrong, by folder of the job
   */
  public record Summary(int done, Map<Path, String> failed) {}

  /**
   * Prepares a run.
   *
   * @param parallel jobs at a time; the cores are shared among them
   * @param command that does the job of a folder and exits with 0
   */
  public SweepRun(Store store, int parallel, Function<Path, List<String>> command) {
    this.store = store;
    this.parallel = parallel;
    this.command = command;
  }

  /**
   * Runs until no job is open; a job that fails doesn't stop the others.
   *
   * @param line told how far all is whenever that changes
   */
  public Summary run(Consumer<String> line) {
    var open = new ArrayDeque<Path>();
    store.jobs().stream().filter(d -> !Store.done(d)).forEach(open::add);
    var running = new LinkedHashMap<Path, JobProcess>();
    var failed = new LinkedHashMap<Path, String>();
    var said = "";
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / parallel);
    try {
      while (!open.isEmpty() || !running.isEmpty()) {
        while (running.size() < parallel && !open.isEmpty()) {
          var directory = open.remove();
          Journal.stop(directory, false);
          running.put(directory, JobProcess.start(directory, command, threads));
        }
        for (var directory : List.copyOf(running.keySet())) {
          var process = running.get(directory);
          if (process.ended(TICK / running.size())) {
            running.remove(directory);
            if (process.failed()) {
              failed.put(directory, process.lastLine());
            }
          }
        }
        var status = status(running.keySet().stream().toList(), failed.size());
        if (!status.equals(said)) {
          line.accept(status);
          said = status;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.values().forEach(JobProcess::destroy);
    }
    int done = (int) store.jobs().stream().filter(Store::done).count();
    return new Summary(done, failed);
  }

  /** "3 of 21 done, 1 running (last-seed2-… 45 %), 38 min left". */
  private String status(List<Path> running, int failed) {
    var all = store.jobs();
    var seconds = new ArrayList<Double>();
    double left = 0;
    int done = 0;
    for (var directory : all) {
      Store.seconds(directory).ifPresent(seconds::add);
      left += 1 - Store.progress(directory);
      done += Store.done(directory) ? 1 : 0;
    }
    var status = new StringBuilder(done + " of " + all.size() + " done");
    if (!running.isEmpty()) {
      var names =
          running.stream()
              .map(d -> d.getFileName() + " " + JobRun.percent(Store.progress(d)))
              .toList();
      status.append(", ").append(running.size()).append(" running (");
      status.append(String.join(", ", names)).append(")");
    }
    if (failed > 0) {
      status.append(", ").append(failed).append(" failed");
    }
    double each = seconds.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    if (!Double.isNaN(each) && left > 0) {
      double minutes = each * left / 60 / Math.max(1, parallel);
      status.append(String.format(Locale.ROOT, ", %.0f min left", Math.ceil(minutes)));
    }
    return status.toString();
  }
}
