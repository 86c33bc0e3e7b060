package lamina.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lamina.files.TemporaryFolder;
import lamina.problem.Problem;
import lamina.process.ChildProcess;
import lamina.process.LogTail;
import lamina.process.Termination;
import org.jspecify.annotations.Nullable;

/** A model in a process of its own. */
final class WorkerRunner implements Runner {
  private static final long POLL_MILLIS = 20;
  private static final String END = ""; // no reply is empty

  private final String name;
  private final Process process;
  private final TemporaryFolder folder;
  private final Path log;
  private final Termination.Guard end;
  private final BufferedWriter orders;
  private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
  private final WorkerProtocol wire = new WorkerProtocol();

  private WorkerRunner(String name, Process process, TemporaryFolder folder, Path log) {
    this.name = name;
    this.process = process;
    this.folder = folder;
    this.log = log;
    end = Termination.atEnd(this::destroy);
    orders =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    Thread.ofPlatform().daemon().name("replies of " + name).start(this::listen);
  }

  /** Starts a process for a contender. */
  static WorkerRunner start(String name) {
    return start(name, ChildProcess.command(Worker.class.getName()));
  }

  /**
   * Starts a process.
   *
   * @param name of the contender, for messages
   * @param command that speaks as {@link Worker} does
   */
  static WorkerRunner start(String name, List<String> command) {
    var folder = TemporaryFolder.create("lamina-bench");
    try {
      var log = folder.path().resolve("errors.log");
      var builder = ChildProcess.builder(command).redirectError(log.toFile());
      return new WorkerRunner(name, builder.start(), folder, log);
    } catch (IOException e) {
      folder.close();
      throw new Problem(
          "A process to measure " + name + " could not be started (" + e.getMessage() + ").", e);
    }
  }

  private void listen() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (WorkerProtocol.ours(line)) {
          replies.add(line);
        }
      }
    } catch (IOException e) {
      // it was ended, which is said below
    }
    replies.add(END);
  }

  @Override
  public <R> R ask(BenchmarkRequest<R> order, Runnable waiting) {
    try {
      orders.write(wire.line(order));
      orders.newLine();
      orders.flush();
    } catch (IOException e) {
      throw ended(e);
    }
    try {
      var line = replies.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      while (line == null) {
        waiting.run();
        line = replies.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
      if (line.equals(END)) {
        throw ended(null);
      }
      return wire.reply(line, order.reply(), name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Measuring " + name + " was interrupted.", e);
    }
  }

  private Problem ended(@Nullable Exception cause) {
    String how;
    try {
      how =
          process.waitFor(1, TimeUnit.SECONDS)
              ? "ended with exit code " + process.exitValue()
              : "closed its output";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      how = "ended";
    }
    return new Problem(
        "The process that measures "
            + name
            + " "
            + how
            + " before it answered; its last words: "
            + LogTail.of(log)
            + ". An exit code of 137 means that the system ended it, mostly for want of memory:"
            + " measure fewer or smaller models at once.",
        cause);
  }

  @Override
  public Optional<ProcessHandle> process() {
    return Optional.of(process.toHandle());
  }

  /** Ends the process at once, whatever it is at. */
  @Override
  public void close() {
    end.close();
    destroy();
  }

  private void destroy() {
    process.destroyForcibly().onExit().thenRun(folder::close).join();
  }
}
