package lamina.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lamina.problem.Problem;
import lamina.process.ChildProcess;
import lamina.process.LogTail;

/** The process that does a job; what it says goes to {@code log.txt} in the job's folder. */
final class JobProcess {
  private static final String LOG = "log.txt";
  private static final int PATIENCE = 25;

  private final Path directory;
  private final Process process;

  private JobProcess(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param command that does the job of a folder and exits with 0
   * @param threads of the engine
   */
  static JobProcess start(Path directory, Function<Path, List<String>> command, int threads) {
    var builder = ChildProcess.builder(command.apply(directory));
    builder.environment().putIfAbsent("OMP_NUM_THREADS", Integer.toString(threads));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve(LOG).toFile()));
    try {
      return new JobProcess(directory, builder.start());
    } catch (IOException e) {
      throw new Problem(
          "A process for " + directory + " could not be started (" + e.getMessage() + ").", e);
    }
  }

  /** Waits at most so long; true where it has ended. */
  boolean ended(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  boolean running() {
    return process.isAlive();
  }

  /** Whether it ended with a failure. */
  boolean failed() {
    return !process.isAlive() && process.exitValue() != 0;
  }

  /** The code that it ended with. */
  int code() {
    return process.exitValue();
  }

  /** Asks it to end, which it does after its step, with a checkpoint. */
  void ask() {
    process.destroy();
  }

  /** Ends it, by force where it doesn't end soon, and waits until it has ended. */
  void end() {
    process.destroy();
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Its last word, which says what went wrong. */
  String lastLine() {
    return LogTail.of(directory.resolve(LOG));
  }
}
