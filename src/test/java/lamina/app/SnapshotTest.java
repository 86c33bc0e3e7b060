package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.application.Platform;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
