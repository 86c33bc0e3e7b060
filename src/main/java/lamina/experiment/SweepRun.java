package lamina.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import lamina.files.RunLock;
import lamina.problem.Problem;

/**
 * Runs jobs of a store that aren't done, each in a process of its own. A job that another process
 * is at, such as one that outlived the sweep that began it, is waited for.
 */
public final class SweepRun {
  private static final long TICK = 500;

  private final List<Path> jobs;
  private final int parallel;
  private final Function<Path, List<String>> command;
  private final Deque<Path> open = new ArrayDeque<>();
  private final Map<Path, JobProcess> running = new LinkedHashMap<>();
  private final Map<Path, String> elsewhere = new LinkedHashMap<>();
  private final Map<Path, End> ends = new LinkedHashMap<>();
  private volatile boolean stopped;

  /** How a job stands when its sweep ends. */
  public enum State {
    DONE("done"),
    FAILED("failed"),
    /** Cut off with the sweep, or asked to stop; it goes on from its checkpoint. */
    STOPPED("stopped"),
    NOT_STARTED("not started"),
    /** A process that this sweep didn't start is at it. */
    ELSEWHERE("running elsewhere");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** In words. */
    public String words() {
      return words;
    }
  }

  /**
   * What became of a job.
   *
   * @param reason why it isn't done; empty where it is
   */
  public record End(Path job, State state, String reason) {}

  /** What became of every job of the sweep, in its order. */
  public record Summary(List<End> jobs) {
    /** Jobs that ended so. */
    public int count(State state) {
      return (int) jobs.stream().filter(j -> j.state == state).count();
    }

    /** Whether every job is done. */
    public boolean done() {
      return count(State.DONE) == jobs.size();
    }
  }

  /**
   * Prepares a run.
   *
   * @param jobs folders of the sweep's jobs
   * @param parallel jobs at a time; the cores are shared among them
   * @param command that does the job of a folder and exits with 0
   */
  public SweepRun(List<Path> jobs, int parallel, Function<Path, List<String>> command) {
    this.jobs = List.copyOf(jobs);
    this.parallel = parallel;
    this.command = command;
  }

  /** Ends the run soon, with its jobs' processes; may be called from any thread. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs until no job is open; a job that fails doesn't stop the others.
   *
   * @param line told how far all is whenever that changes
   */
  public Summary run(Consumer<String> line) {
    jobs.stream().filter(d -> !Store.done(d)).forEach(open::add);
    var said = "";
    try {
      while (!stopped && !(open.isEmpty() && running.isEmpty() && elsewhere.isEmpty())) {
        start();
        await();
        var status = status();
        if (!status.equals(said)) {
          line.accept(status);
          said = status;
        }
      }
    } catch (InterruptedException e) {
      stopped = true;
      Thread.currentThread().interrupt();
    } finally {
      running.values().forEach(JobProcess::ask);
      running.values().forEach(JobProcess::end);
    }
    return new Summary(jobs.stream().map(this::end).toList());
  }

  private void start() {
    for (var job : List.copyOf(elsewhere.keySet())) {
      if (holder(job).isEmpty()) {
        elsewhere.remove(job);
        if (!Store.done(job)) {
          open.addFirst(job);
        }
      }
    }
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / parallel);
    while (running.size() < parallel && !open.isEmpty()) {
      var job = open.remove();
      try {
        var holder = holder(job);
        if (holder.isPresent()) {
          elsewhere.put(job, holder.get().inWords());
        } else if (!Store.done(job)) {
          Store.refuseRemoved(job);
          Journal.stop(job, false);
          running.put(job, JobProcess.start(job, command, threads));
        }
      } catch (Problem e) {
        ends.put(job, new End(job, State.FAILED, e.getMessage()));
      }
    }
  }

  private static Optional<RunLock.Holder> holder(Path job) {
    return Files.exists(job) ? RunLock.holder(job) : Optional.empty();
  }

  private void await() throws InterruptedException {
    if (running.isEmpty() && !elsewhere.isEmpty()) {
      Thread.sleep(TICK);
    }
    for (var job : List.copyOf(running.keySet())) {
      var process = running.get(job);
      if (process.ended(TICK / running.size())) {
        running.remove(job);
        ended(job, process);
      }
    }
  }

  private void ended(Path job, JobProcess process) {
    if (Store.done(job)) {
      return;
    }
    if (process.code() == JobRun.Outcome.TAKEN.code()) {
      open.addFirst(job); // to be waited for, if the other process is still at it
    } else if (process.code() == JobRun.Outcome.STOPPED.code()) {
      ends.put(job, new End(job, State.STOPPED, "it was asked to stop"));
    } else {
      ends.put(
          job,
          new End(
              job,
              State.FAILED,
              Files.exists(job.resolve(ExperimentJob.FILE))
                  ? process.lastLine()
                  : "its folder was removed while it ran"));
    }
  }

  private End end(Path job) {
    if (Store.done(job)) {
      return new End(job, State.DONE, "");
    }
    if (ends.containsKey(job)) {
      return ends.get(job);
    }
    if (running.containsKey(job)) {
      return new End(job, State.STOPPED, "it was cut off with the sweep and can go on");
    }
    if (elsewhere.containsKey(job)) {
      return new End(job, State.ELSEWHERE, elsewhere.get(job));
    }
    return Files.exists(job.resolve(ExperimentJob.FILE))
        ? new End(job, State.NOT_STARTED, "the sweep ended before its turn")
        : new End(job, State.FAILED, "its results were removed while the sweep ran");
  }

  /** "3 of 21 done, 1 running (last-seed2-… 45 %), 38 min left". */
  private String status() {
    var seconds = new ArrayList<Double>();
    double left = 0;
    int done = 0;
    for (var job : jobs) {
      Store.seconds(job).ifPresent(seconds::add);
      left += 1 - Store.progress(job).share();
      done += Store.done(job) ? 1 : 0;
    }
    var status = new StringBuilder(done + " of " + jobs.size() + " done");
    if (!running.isEmpty()) {
      var names =
          running.keySet().stream()
              .map(d -> d.getFileName() + " " + JobRun.percent(Store.progress(d).share()))
              .toList();
      status.append(", ").append(running.size()).append(" running (");
      status.append(String.join(", ", names)).append(")");
    }
    elsewhere.forEach(
        (job, who) -> status.append(", waits for ").append(job.getFileName() + " by " + who));
    for (var state : List.of(State.FAILED, State.STOPPED)) {
      long ended = ends.values().stream().filter(e -> e.state == state).count();
      if (ended > 0) {
        status.append(", ").append(ended).append(" ").append(state.words);
      }
    }
    double each = seconds.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    if (!Double.isNaN(each) && left > 0) {
      double minutes = each * left / 60 / Math.max(1, parallel);
      status.append(String.format(Locale.ROOT, ", %.0f min left", Math.ceil(minutes)));
    }
    return status.toString();
  }
}
