package lamina.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS) // has no such signals
class TerminationTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;

  /** Does what its first argument says and is told to end while it does. */
  static final class Program {
    public static void main(String[] arguments) throws Exception {
      Termination.install();
      var file = Path.of(arguments[1]);
      switch (arguments[0]) {
        case "finishing" -> {
          try (var _ = Termination.finishing(Duration.ofSeconds(30))) {
            System.out.println("ready");
            while (!Termination.underWay()) {
              Thread.sleep(2);
            }
            Files.writeString(file, "finished");
          }
          Thread.sleep(Long.MAX_VALUE);
        }
        case "endless" -> {
          try (var _ = Termination.finishing(Duration.ofMillis(50))) {
            System.out.println("ready");
            Thread.sleep(Long.MAX_VALUE);
          }
        }
        case "after" -> {
          Termination.atEnd(() -> write(file, "ended"));
          Termination.atEnd(() -> write(file, "never")).close();
          System.out.println("ready");
          while (!Termination.underWay()) {
            Thread.sleep(2);
          }
          try (var _ = Termination.finishing(Duration.ofSeconds(1))) {
            write(file.resolveSibling("begun"), "after the end");
          }
        }
        default -> System.exit(7);
      }
    }

    private static void write(Path file, String text) {
      try {
        Files.writeString(file, text);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private int terminated(String how, Path file) throws Exception {
    var command = ChildProcess.command(Program.class.getName(), how, file.toString());
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = process.inputReader()) {
      if ("ready".equals(lines.readLine())) {
        process.destroy();
      }
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), how);
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theEndWaitsForWhatIsFinishing() throws Exception {
    var file = folder.resolve("f");
    assertEquals(TERMINATED, terminated("finishing", file));
    assertEquals("finished", Files.readString(file));
  }

  @Test
  void theEndWaitsNoLongerThanSaid() throws Exception {
    assertEquals(TERMINATED, terminated("endless", folder.resolve("f")));
  }

  @Test
  void whatIsToBeDoneAtTheEndIsDoneAndNoLongerWorkIsBegun() throws Exception {
    var file = folder.resolve("f");
    assertEquals(TERMINATED, terminated("after", file));
    assertEquals("ended", Files.readString(file));
    assertFalse(Files.exists(folder.resolve("begun")));
  }

  @Test
  void anExitOfItsOwnKeepsItsCode() throws Exception {
    assertEquals(7, terminated("exit", folder.resolve("f")));
    assertFalse(Termination.underWay(), "here");
  }
}
