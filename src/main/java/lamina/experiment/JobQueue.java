package lamina.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lamina.files.RunLock;
import lamina.problem.Problem;

/**
 * The jobs of a store one after another, to be paused, resumed and cancelled. Its state is in the
 * jobs' folders, so that a program that is started again finds them as they were.
 */
public final class JobQueue implements AutoCloseable {
  /** A step takes less; a job that doesn't end then is ended by force. */
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final Store store;
  private final Function<Path, List<String>> command;
  private final int threads;
  private final Deque<Path> waiting = new ArrayDeque<>();
  private final Map<Path, String> failures = new HashMap<>();
  private final Map<Path, Long> cancelled = new LinkedHashMap<>(); // and when
  private final List<RemovedRun> removed = new ArrayList<>();
  private Path current;
  private JobProcess process;

  /** Where a job stands. */
  public enum State {
    WAITING,
    RUNNING,
    PAUSED,
    DONE,
    FAILED
  }

  /**
   * Opens a queue; jobs that aren't done are paused until somebody resumes them.
   *
   * @param command that does the job of a folder
   * @param threads of the engine in a job's process
   */
  public JobQueue(Store store, Function<Path, List<String>> command, int threads) {
    this.store = store;
    this.command = command;
    this.threads = threads;
  }

  /** Folder of the jobs' folders; made with the first of them. */
  public Path root() {
    return store.root();
  }

  /** Adds a job at the end. */
  public synchronized Path add(ExperimentJob job) {
    var directory = store.add(List.of(job)).getFirst();
    resume(directory);
    return directory;
  }

  /** Folders of all jobs; none before the first one is added. */
  public List<Path> jobs() {
    return Files.isDirectory(store.root()) ? store.jobs() : List.of();
  }

  /** Where a job stands. */
  public synchronized State state(Path directory) {
    if (Store.done(directory)) {
      return State.DONE;
    }
    if (directory.equals(current) || RunLock.holder(directory).isPresent()) {
      return State.RUNNING; // maybe in a process that outlived the window that began it
    }
    if (waiting.contains(directory)) {
      return State.WAITING;
    }
    return failures.containsKey(directory) ? State.FAILED : State.PAUSED;
  }

  /** What went wrong with a job that failed. */
  public synchronized String failure(Path directory) {
    return failures.getOrDefault(directory, "");
  }

  /** Stops a job that isn't done after its step, with a checkpoint. */
  public synchronized void pause(Path directory) {
    waiting.remove(directory);
    if (!Store.done(directory)) {
      Journal.stop(directory, true);
    }
  }

  /** Puts a job at the end of the queue; nothing happens where it is done or somebody is at it. */
  public synchronized void resume(Path directory) {
    var state = state(directory);
    if (state == State.PAUSED || state == State.FAILED) {
      Journal.stop(directory, false);
      failures.remove(directory);
      waiting.add(directory);
    }
    tick();
  }

  /**
   * Ends a job that waits or runs, in whatever process; once it has ended it is taken out of the
   * store, see {@link #removed}. Nothing happens to another, and one that is done before it ends
   * stays.
   */
  public synchronized void cancel(Path directory) {
    var state = state(directory);
    if (state == State.WAITING) {
      waiting.remove(directory);
      removed.add(RemovedRun.of(directory));
    } else if (state == State.RUNNING) {
      Journal.stop(directory, true);
      if (directory.equals(current)) {
        process.ask();
      }
      cancelled.putIfAbsent(directory, System.nanoTime());
    }
    tick();
  }

  /**
   * Takes a job out of the store that neither waits nor runs, with all that it made.
   *
   * @throws Problem where it waits or runs
   */
  public synchronized void remove(Path directory) {
    var state = state(directory);
    if (state == State.WAITING || state == State.RUNNING) {
      throw new Problem(
          directory.getFileName() + " waits or runs; cancel it before you remove it.");
    }
    removed.add(RemovedRun.of(directory));
    failures.remove(directory);
  }

  /** The jobs that were taken out of the store since this was asked before. */
  public synchronized List<RemovedRun> removed() {
    var all = List.copyOf(removed);
    removed.clear();
    return all;
  }

  /** Looks after the running jobs and starts the next; to be called now and then. */
  public synchronized void tick() {
    if (current != null && !process.running()) {
      if (process.failed()
          && !Journal.stopped(current)
          && RunLock.holder(current).isEmpty()) { // another process was faster
        failures.put(current, process.lastLine());
      }
      current = null;
    }
    List.copyOf(cancelled.keySet()).forEach(this::endCancelled);
    if (current == null && !waiting.isEmpty()) {
      var next = waiting.remove();
      if (RunLock.holder(next).isPresent()) {
        return; // another process is at it
      }
      try {
        process = JobProcess.start(next, command, threads);
        current = next;
      } catch (Problem e) {
        failures.put(next, e.getMessage());
      }
    }
  }

  private void endCancelled(Path directory) {
    if (state(directory) != State.RUNNING) {
      cancelled.remove(directory);
      if (!Store.done(directory) && Files.exists(directory)) {
        removed.add(RemovedRun.of(directory));
      }
    } else if (directory.equals(current)
        && System.nanoTime() - cancelled.get(directory) > PATIENCE_NANOS) {
      process.end();
    }
  }

  /** Asks the running job to stop; its checkpoint stays. */
  @Override
  public synchronized void close() {
    waiting.clear();
    if (current != null) {
      Journal.stop(current, true);
    }
  }
}
