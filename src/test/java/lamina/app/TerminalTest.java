package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lamina.process.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {
  private static final int WRONG_USE = 2;

  @TempDir private Path folder;

  @Test
  void onlyALocaleThatIsNotUtf8DestroysArguments() {
    assertEquals(Optional.empty(), Terminal.destroyed(List.of("a\uFFFD"), "UTF-8"));
    assertEquals(Optional.empty(), Terminal.destroyed(List.of("a"), "ANSI_X3.4-1968"));
    var said = Terminal.destroyed(List.of("b", "a\uFFFD"), "ANSI_X3.4-1968").orElseThrow();
    assertTrue(said.getMessage().contains("ANSI_X3.4-1968"), said.getMessage());
    assertTrue(Terminal.destroyed(List.of("\uFFFD"), "no such charset").isPresent());
  }

  private record Ended(int code, String out, String err) {}

  /** Runs shell text, written as UTF-8 whatever this process's own locale is. */
  private Ended shell(String text) throws IOException, InterruptedException {
    var script = Files.writeString(folder.resolve("script.sh"), text);
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var process =
        new ProcessBuilder("sh", script.toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static String program(String arguments) {
    var command = ChildProcess.command(Main.class.getName());
    command.removeIf(a -> a.startsWith("-Dstd"));
    return String.join(" ", command.stream().map(a -> "'" + a + "'").toList()) + " " + arguments;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsPrintedIsUtf8AndDestroyedArgumentsAreTold() throws Exception {
    var told = shell("export LC_ALL=C\n" + program("predict --text 'Wörter 中文'"));
    assertEquals(WRONG_USE, told.code, told.err);
    assertTrue(told.err.contains("LC_ALL=C.UTF-8"), told.err);
    var whole = shell("export LC_ALL=C.UTF-8\n" + program("predict --lang 'Wörter 中文'"));
    assertEquals(WRONG_USE, whole.code, whole.err);
    var help = shell("export LC_ALL=C\n" + program("predict --text @README.md --task tanz"));
    assertEquals(WRONG_USE, help.code);
    assertTrue(help.err.contains("--lang"), "an argument that begins with @ is no file: " + help);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aReaderThatHasGoneAndAFullDeviceAreTold() throws Exception {
    var command = ChildProcess.command(Main.class.getName(), "--help");
    var gone = new ProcessBuilder(command).start();
    gone.getInputStream().close(); // long before anything is printed
    assertTrue(gone.waitFor(60, TimeUnit.SECONDS));
    assertEquals(128 + 13, gone.exitValue());
    assertEquals("", new String(gone.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    var full = shell(program("--help") + " >/dev/full");
    assertEquals(1, full.code, full.err);
    assertTrue(full.err.contains("No space left"), full.err);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void textComesBackAsItCame() throws Exception {
    var text = "Grüße aus Köln 中文 العربية";
    var ended =
        shell(
            "export LC_ALL=C.UTF-8\nexport LC_CTYPE=C.UTF-8\n"
                + program("--" + text.replace(" ", "_")));
    assertTrue(ended.err.contains("Grüße_aus_Köln_中文_العربية"), ended.err);
    assertEquals(
        ended.err, new String(ended.err.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }
}
