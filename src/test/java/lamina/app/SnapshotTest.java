package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.application.Platform;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotTest {
  @TempDir Path folder;

  @BeforeAll
  static void stay() {
    Platform.setImplicitExit(false); // one session after the other
  }

  @Test
  void aPictureLargerThanTheHeadlessScreenIsWholeAndSilent() throws Exception {
    var thrown = new CopyOnWriteArrayList<Throwable>();
    var before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> thrown.add(failure));
    var file = folder.resolve("large.png");
    try {
      int code =
          Main.commandLine()
              .execute(
                  "snapshot",
                  "--panel",
                  "languages",
                  "--width",
                  "1600",
                  "--height",
                  "1000",
                  "--out",
                  file.toString());
      assertEquals(0, code);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertEquals(List.of(), thrown);
    var image = ImageIO.read(file.toFile());
    assertEquals(1600, image.getWidth());
    assertEquals(1000, image.getHeight());
    int bars = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        bars += image.getRGB(x, y) == 0xFF0072B2 ? 1 : 0;
      }
    }
    assertTrue(bars > 10_000, "the chart is painted: " + bars);
  }

  @ParameterizedTest
  @CsvSource({
    "2, --width -5, --width is -5",
    "2, --height 100000, --height is 100000",
    "2, --text-size 20, --text-size is 20",
    "2, --interface xx, choose en or ar",
    "2, --layer 99, Layer 99 isn't there",
    "2, --layer -3, isn't there",
    "1, --session LAYER, has no layer 99 of the session; layer 12",
    "1, --session SAMPLE, shows the sample none-such",
    "1, --session PLACE, What the session says of the panel explore can't be shown",
  })
  void whatCantBeShownIsSaid(int code, String line, String said) throws Exception {
    var file = folder.resolve("refused.png");
    var session = folder.resolve("s.lamina");
    var text = Files.readString(Path.of("sample-data/arabic.lamina"));
    var changed =
        text.replace("layer: 6", line.contains("LAYER") ? "layer: 99" : "layer: 6")
            .replace("n01098041", line.contains("SAMPLE") ? "none-such" : "n01098041")
            .replace(
                "options:", line.contains("PLACE") ? "options:\n      at: kitchen" : "options:");
    Files.writeString(session, changed);
    var arguments = new ArrayList<>(List.of("snapshot", "--out", file.toString()));
    arguments.addAll(List.of(line.replaceAll("[A-Z]+$", session.toString()).split(" ")));
    if (!line.contains("--session")) {
      arguments.addAll(List.of("--panel", "explore"));
    }
    var err = new StringWriter();
    var command = Main.commandLine();
    command.setErr(new PrintWriter(err));
    assertEquals(code, command.execute(arguments.toArray(String[]::new)), err.toString());
    assertTrue(err.toString().contains(said), err.toString());
    assertEquals(code == 1, Files.exists(file), "a picture of a session that is partly shown");
  }

  @Test
  void aSessionSaysWhatIsShown() throws Exception {
    var file = folder.resolve("session.png").toString();
    var session = "sample-data/arabic.lamina";
    var one = Main.commandLine();
    assertEquals(0, one.execute("snapshot", "--session", session, "--out", file));
    assertEquals(1280, ImageIO.read(Path.of(file).toFile()).getWidth());
    var both = Main.commandLine();
    both.setErr(new PrintWriter(Writer.nullWriter()));
    assertEquals(
        2, both.execute("snapshot", "--session", session, "--panel", "layers", "--out", file));
  }
}
