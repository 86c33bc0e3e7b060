package lamina.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import lamina.files.FileTree;
import lamina.files.RunLock;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep tells of every job what became of it; its jobs here are processes that only pretend. */
class SweepRunTest {
  @TempDir Path folder;

  private Path job(String name) throws IOException {
    var job = new ExperimentJob(name, Map.of(), List.of(), Map.of(), false, Map.of());
    var directory = Files.createDirectory(folder.resolve(name));
    job.write(directory);
    return directory;
  }

  private static List<String> command(Path job) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Pretender.class.getName(),
        job.toString());
  }

  /** A job's process; its folder's name says what it does. */
  public static final class Pretender {
    private Pretender() {}

    /** Does the job of the folder that is named. */
    public static void main(String[] args) throws Exception {
      var job = Path.of(args[0]);
      switch (job.getFileName().toString()) {
        case "good" -> Store.finish(job, Duration.ofSeconds(1));
        case "bad" -> {
          System.out.println("The loss became NaN at step 5.");
          System.exit(1);
        }
        case "silent" -> {}
        case "asked" -> System.exit(JobRun.Outcome.STOPPED.code());
        case "removed" -> FileTree.delete(job);
        default -> Thread.sleep(Duration.ofMinutes(5));
      }
    }
  }

  private static String told(SweepRun.Summary summary, Path job) {
    var end = summary.jobs().stream().filter(j -> j.job().equals(job)).findFirst().orElseThrow();
    return end.state().words() + ": " + end.reason();
  }

  @Test
  void everyJobsEndIsTold() throws IOException {
    var good = job("good");
    var bad = job("bad");
    var silent = job("silent");
    var asked = job("asked");
    var removed = job("removed");
    var summary =
        new SweepRun(List.of(good, bad, silent, asked, removed), 5, SweepRunTest::command)
            .run(line -> {});
    assertEquals("done: ", told(summary, good));
    assertEquals("failed: The loss became NaN at step 5.", told(summary, bad));
    assertTrue(told(summary, silent).startsWith("failed: "), told(summary, silent));
    assertEquals("stopped: it was asked to stop", told(summary, asked));
    assertEquals("failed: its folder was removed while it ran", told(summary, removed));
    assertFalse(summary.done());
    assertEquals(1, summary.count(SweepRun.State.DONE));
    assertTrue(new SweepRun(List.of(good), 1, SweepRunTest::command).run(l -> {}).done());
  }

  @Test
  void aSweepThatIsToldToEndEndsItsJobsAndTellsOfThem() throws IOException {
    var slow = job("slow");
    var later = job("later");
    var run = new AtomicReference<SweepRun>();
    run.set(new SweepRun(List.of(slow, later), 1, SweepRunTest::command));
    var summary = run.get().run(line -> run.get().stop());
    assertTrue(told(summary, slow).startsWith("stopped: "), told(summary, slow));
    assertTrue(told(summary, later).startsWith("not started: "), told(summary, later));
    assertTrue(
        ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive), "none is left");
  }

  @Test
  void aJobOfAnotherProcessIsWaitedForAndThenDoneOnce() throws IOException {
    var job = job("good");
    var lines = new ArrayList<String>();
    var lock = RunLock.take(job);
    var summary =
        new SweepRun(List.of(job), 1, SweepRunTest::command)
            .run(
                line -> {
                  lines.add(line);
                  lock.close(); // the other process ends, and hasn't done it
                });
    assertTrue(lines.getFirst().contains("waits for good by process"), lines.getFirst());
    assertEquals("done: ", told(summary, job));
  }

  @Test
  void aJobThatOutlivedItsWindowIsShownAndKept() throws IOException {
    var job = job("good");
    try (var queue = new JobQueue(new Store(folder), SweepRunTest::command, 1)) {
      assertEquals(JobQueue.State.PAUSED, queue.state(job));
      try (var _ = RunLock.take(job)) {
        assertEquals(JobQueue.State.RUNNING, queue.state(job));
        var problem = assertThrows(Problem.class, () -> queue.remove(job));
        assertTrue(problem.getMessage().contains("waits or runs"), problem.getMessage());
        queue.resume(job);
        assertEquals(JobQueue.State.RUNNING, queue.state(job));
        assertTrue(Files.exists(job.resolve(ExperimentJob.FILE)));
      }
      assertEquals(JobQueue.State.PAUSED, queue.state(job));
      queue.remove(job);
      assertTrue(Files.notExists(job), "it is out of the store");
    }
  }
}
