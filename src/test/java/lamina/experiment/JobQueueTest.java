package lamina.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import lamina.experiment.JobQueue.State;
import lamina.files.RunLock;
import lamina.problem.Problem;
import lamina.process.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What steering a run does, and what it never does: take away what somebody made. */
class JobQueueTest {
  @TempDir Path folder;

  /** A job's process that lasts until it is told to end. */
  static final class Lasting {
    private Lasting() {}

    /** Waits. */
    public static void main(String[] args) throws InterruptedException {
      Thread.sleep(Duration.ofMinutes(5));
    }
  }

  private static final Function<Path, List<String>> COMMAND =
      job -> ChildProcess.command(Lasting.class.getName());

  private JobQueue queue() {
    return new JobQueue(new Store(folder.resolve("runs")), COMMAND, 1);
  }

  private Path run(String name) throws IOException {
    var directory = Files.createDirectories(folder.resolve("runs").resolve(name));
    Files.writeString(directory.resolve(ExperimentJob.FILE), "{}");
    Files.writeString(directory.resolve("loss.csv"), "step,steps,loss,rate\n1,2,0.5,0.1\n");
    return directory;
  }

  private static void until(JobQueue queue, java.util.function.BooleanSupplier there)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!there.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it doesn't end");
      Thread.sleep(20);
      queue.tick();
    }
  }

  @Test
  void cancelNeverTouchesARunThatIsDonePausedOrFailed() throws Exception {
    try (var queue = queue()) {
      var done = run("done");
      Store.finish(done, Duration.ofSeconds(1));
      var paused = run("paused");
      for (var directory : List.of(done, paused)) {
        queue.cancel(directory);
        queue.pause(directory);
        assertTrue(Files.exists(directory.resolve("loss.csv")), directory.toString());
      }
      assertEquals(State.DONE, queue.state(done));
      assertEquals(State.PAUSED, queue.state(paused));
      assertEquals(List.of(), queue.removed());
    }
  }

  @Test
  void aRunThatEndsWhileItIsCancelledStays() throws Exception {
    try (var queue = queue()) {
      var directory = run("late");
      var other = RunLock.take(directory); // as its process has it
      assertEquals(State.RUNNING, queue.state(directory));
      queue.cancel(directory);
      assertTrue(Journal.stopped(directory), "it is asked to stop");
      Store.finish(directory, Duration.ofSeconds(1));
      other.close();
      queue.tick();
      assertEquals(State.DONE, queue.state(directory));
      assertEquals(List.of(), queue.removed());
    }
  }

  @Test
  void aRunThatOutlivedItsWindowRunsAndIsNeitherStartedTwiceNorRemoved() throws Exception {
    try (var queue = queue()) {
      var directory = run("outlived");
      try (var _ = RunLock.take(directory)) {
        assertEquals(State.RUNNING, queue.state(directory));
        queue.resume(directory);
        queue.tick();
        assertFalse(Files.exists(directory.resolve("log.txt")), "no second process");
        assertThrows(Problem.class, () -> queue.remove(directory));
        queue.cancel(directory);
        queue.tick();
        assertTrue(Files.exists(directory.resolve("loss.csv")), "its process is still at it");
      }
      queue.tick();
      var removed = queue.removed().getFirst();
      assertFalse(Files.exists(directory));
      removed.restore();
      assertTrue(Files.exists(directory.resolve("loss.csv")));
      assertEquals(State.PAUSED, queue.state(directory));
    }
  }

  @Test
  void whatIsCancelledOrRemovedCanComeBack() throws Exception {
    try (var queue = queue()) {
      var running = run("running");
      var waiting = run("waiting");
      queue.resume(running);
      queue.resume(waiting);
      assertEquals(State.RUNNING, queue.state(running));
      assertEquals(State.WAITING, queue.state(waiting));
      queue.cancel(waiting);
      queue.cancel(running);
      until(queue, () -> !Files.exists(running));
      var removed = queue.removed();
      assertEquals(List.of(waiting, running), removed.stream().map(RemovedRun::directory).toList());
      assertEquals(List.of(), queue.jobs());
      removed.forEach(RemovedRun::restore);
      assertEquals(List.of(running, waiting), queue.jobs());
      queue.remove(running);
      var first = queue.removed().getFirst();
      run("running");
      queue.remove(running);
      var second = queue.removed().getFirst();
      assertFalse(first.kept().equals(second.kept()), "neither covers the other");
      second.restore();
      assertThrows(Problem.class, first::restore);
      assertTrue(Files.exists(first.kept().resolve("loss.csv")));
    }
  }

  @Test
  void aQueueOpensWhereItsFolderCannotBeMade() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "");
    try (var queue = new JobQueue(new Store(file.resolve("runs")), COMMAND, 1)) {
      assertEquals(List.of(), queue.jobs());
      queue.tick();
    }
  }
}
