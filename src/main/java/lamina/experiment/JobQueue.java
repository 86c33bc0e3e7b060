package lamina.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lamina.files.FileTree;
import lamina.files.RunLock;
import lamina.problem.Problem;

/**
 * The jobs of a store one after another, to be paused, resumed and cancelled. Its state is in the
 * jobs' folders, so that a program that is started again finds them as they were.
 */
public final class JobQueue implements AutoCloseable {
  private final Store store;
  private final Function<Path, List<String>> command;
  private final int threads;
  private final Deque<Path> waiting = new ArrayDeque<>();
  private final Map<Path, String> failures = new HashMap<>();
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
  public synchronized Path add(Job job) {
    var directory = store.add(List.of(job)).getFirst();
    resume(directory);
    return directory;
  }

  /** Folders of all jobs. */
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

  /** Stops a job after its step, with a checkpoint. */
  public synchronized void pause(Path directory) {
    waiting.remove(directory);
    Journal.stop(directory, true);
  }

  /** Puts a job at the end of the queue. */
  public synchronized void resume(Path directory) {
    Journal.stop(directory, false);
    failures.remove(directory);
    if (!waiting.contains(directory) && !directory.equals(current) && !Store.done(directory)) {
      waiting.add(directory);
    }
    tick();
  }

  /**
   * Ends a job that this queue runs and removes its folder.
   *
   * @throws Problem where a process that this queue didn't start is at it; nothing is removed
   */
  public synchronized void cancel(Path directory) {
    if (directory.equals(current)) {
      process.end();
      current = null;
    }
    try (var _ = RunLock.take(directory)) {
      waiting.remove(directory);
      failures.remove(directory);
      FileTree.delete(directory);
    } finally {
      tick();
    }
  }

  /** Looks after the running job and starts the next; to be called now and then. */
  public synchronized void tick() {
    if (current != null && !process.running()) {
      if (process.failed()
          && !Journal.stopped(current)
          && RunLock.holder(current).isEmpty()) { // another process was faster
        failures.put(current, process.lastLine());
      }
      current = null;
    }
    if (current == null && !waiting.isEmpty()) {
      var next = waiting.remove();
      if (RunLock.holder(next).isPresent()) {
        return; // another process is at it
      }
      current = next;
      process = JobProcess.start(current, command, threads);
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
