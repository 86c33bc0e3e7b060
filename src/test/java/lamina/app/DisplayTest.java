package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The window on a true display of 1280 x 720, clicked through; a virtual one, Xvfb, serves. */
class DisplayTest {
  private static final int PATIENCE_MINUTES = 5;

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"en, 100", "en, 200", "ar, 100", "ar, 200"})
  void everyPanelIsReachedByClicksAndReadable(String language, String textSize) throws Exception {
    assumeTrue(onPath("Xvfb"), "Xvfb isn't installed: sudo apt install xvfb");
    assumeTrue(gtk(), "The window's library isn't there: sudo apt install libgtk-3-0");
    var given = System.getProperty("lamina.pictures");
    var folder = given == null ? temporary : Path.of(given, "display-" + language + textSize);
    Files.createDirectories(folder);
    var display =
        new ProcessBuilder(
                "Xvfb", "-displayfd", "1", "-screen", "0", "1280x720x24", "-nolisten", "tcp")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var told =
        new BufferedReader(
            new InputStreamReader(display.getInputStream(), StandardCharsets.UTF_8))) {
      var number = told.readLine();
      assertTrue(number != null, "Xvfb ended before it was ready");
      assertEquals(List.of(), clicked(":" + number, language, textSize, folder));
      try (var pictures = Files.list(folder)) {
        assertEquals(10, pictures.filter(f -> f.toString().endsWith(".png")).count());
      }
    } finally {
      display.destroy();
      display.waitFor(10, TimeUnit.SECONDS);
    }
  }

  /** What the click path found wrong. */
  private List<String> clicked(String display, String language, String textSize, Path folder)
      throws Exception {
    var said = temporary.resolve("said.txt");
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx2g",
            "-Djava.awt.headless=true",
            "-Dglass.platform=gtk",
            "-Dprism.order=sw",
            "-Dprism.lcdtext=false",
            "-Dai.djl.offline=true",
            "-Duser.language=en",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ClickPath.class.getName(),
            language,
            textSize,
            folder.toString());
    builder.environment().put("DISPLAY", display);
    builder.environment().remove("WAYLAND_DISPLAY");
    var errors = temporary.resolve("errors.txt");
    var window = builder.redirectOutput(said.toFile()).redirectError(errors.toFile()).start();
    try {
      assertTrue(
          window.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES),
          () -> "The window didn't end in " + PATIENCE_MINUTES + " minutes");
      var lines = Files.readAllLines(said);
      assertEquals(0, window.exitValue(), lines + "\n" + Files.readString(errors));
      return lines;
    } finally {
      window.destroyForcibly();
    }
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static boolean gtk() throws Exception {
    for (var program : List.of("ldconfig", "/sbin/ldconfig")) {
      try {
        var asked = new ProcessBuilder(program, "-p").redirectErrorStream(true).start();
        var libraries = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (libraries.contains("libgtk-3.so.0")) {
          return true;
        }
      } catch (java.io.IOException e) {
        continue; // not under this name
      }
    }
    return false;
  }
}
