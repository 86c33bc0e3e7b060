package lamina.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time writes a folder; a second one is told who does. */
class RunLockTest {
  @TempDir Path folder;

  @Test
  void aSecondOneIsToldWhoHasIt() throws Exception {
    var run = folder.resolve("a/run");
    assertTrue(RunLock.holder(run).isEmpty());
    try (var other = new Other(run)) {
      var holder = RunLock.holder(run).orElseThrow();
      assertEquals(other.process.pid(), holder.process());
      var problem = assertThrows(Problem.class, () -> RunLock.take(run));
      assertTrue(problem.getMessage().contains("process " + other.process.pid() + " on "));
      assertTrue(problem.getMessage().contains("(lamina hold " + run + ")"), problem.getMessage());
      assertTrue(RunLock.tryTake(run).isEmpty());
    }
    assertTrue(RunLock.holder(run).isEmpty());
    RunLock.take(run).close();
    assertEquals(List.of(), files(folder.resolve("a")));
  }

  @Test
  void theLockOfAKilledProcessIsTakenOver() throws Exception {
    var run = folder.resolve("run");
    try (var other = new Other(run)) {
      other.process.destroyForcibly().waitFor();
      assertEquals(2, files(folder).size(), "a killed process leaves its files");
      assertTrue(RunLock.holder(run).isEmpty());
      try (var _ = RunLock.take(run)) {
        assertEquals(ProcessHandle.current().pid(), RunLock.holder(run).orElseThrow().process());
      }
    }
  }

  @Test
  void thisProcessTakesItOnceAndALookDoesNotLoseIt() throws Exception {
    var run = folder.resolve("run");
    try (var _ = RunLock.take(run)) {
      for (int i = 0; i < 3; i++) {
        assertTrue(RunLock.holder(run).isPresent());
        assertTrue(RunLock.tryTake(run).isEmpty());
      }
      Files.createDirectory(run);
      assertTrue(RunLock.holder(run).isPresent());
      assertFalse(Other.canTake(run));
    }
    assertTrue(Other.canTake(run));
  }

  @Test
  void aLinkToAFolderHasItsLock() throws IOException {
    var run = Files.createDirectory(folder.resolve("run"));
    var link = Files.createSymbolicLink(folder.resolve("link"), run);
    try (var _ = RunLock.take(run)) {
      assertTrue(RunLock.tryTake(link).isEmpty());
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    var problem = assertThrows(Problem.class, () -> RunLock.take(file.resolve("run")));
    assertTrue(problem.getMessage().contains("a folder was expected"), problem.getMessage());
  }

  @Test
  void brokenWordsOfAnOwnerDoNotMatter() throws IOException {
    var run = folder.resolve("run");
    for (var words : List.of("", "null", "[]", "{\"process\":\"x\"}", "\u0000")) {
      Files.writeString(folder.resolve("run.owner.json"), words);
      Files.writeString(folder.resolve("run.lock"), words);
      assertTrue(RunLock.holder(run).isEmpty());
      RunLock.take(run).close();
    }
  }

  @Test
  void neverTwoAtOnce() throws Exception {
    var run = folder.resolve("run");
    try (var others = new Others(run, 2);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> work = () -> Other.contend(run, 30);
      for (var done : threads.invokeAll(List.of(work, work))) {
        assertEquals(30, done.get());
      }
      assertTrue(RunLock.holder(folder.resolve("another")).isEmpty());
      others.end();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }

  /** Processes that take and give back the lock as fast as they can. */
  private record Others(List<Process> processes) implements AutoCloseable {
    Others(Path run, int n) throws IOException {
      this(new ArrayList<>());
      for (int i = 0; i < n; i++) {
        processes.add(Other.start("contend", run));
      }
    }

    void end() throws InterruptedException {
      for (var process : processes) {
        assertEquals(0, process.waitFor());
      }
    }

    @Override
    public void close() {
      processes.forEach(Process::destroyForcibly);
    }
  }

  /** Another process that has a lock until it is closed. */
  static final class Other implements AutoCloseable {
    final Process process;

    Other(Path run) throws IOException {
      process = start("hold", run);
      assertEquals("taken", process.inputReader().readLine());
    }

    static boolean canTake(Path run) throws Exception {
      return start("try", run).waitFor() == 0;
    }

    static Process start(String what, Path run) throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xshare:auto",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              Other.class.getName(),
              what,
              run.toString())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    }

    /** Takes the lock so often, and makes sure each time that nobody else has it. */
    static int contend(Path run, int times) throws IOException {
      int taken = 0;
      while (taken < times) {
        var lock = RunLock.tryTake(run);
        if (lock.isPresent()) {
          try (var _ = lock.get()) {
            Files.delete(Files.createFile(run.resolveSibling("marker"))); // fails where it exists
            taken++;
          }
        }
      }
      return taken;
    }

    public static void main(String[] args) throws Exception {
      var run = Path.of(args[1]);
      switch (args[0]) {
        case "try" -> System.exit(RunLock.tryTake(run).isPresent() ? 0 : 1);
        case "contend" -> contend(run, 30);
        default -> {
          try (var _ = RunLock.take(run)) {
            System.out.println("taken");
            System.in.read();
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      process.outputWriter().close();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
