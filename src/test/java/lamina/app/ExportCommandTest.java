package lamina.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import lamina.chart.FigureExporter;
import lamina.chart.FigureFormat;
import lamina.chart.Theme;
import lamina.ui.SessionFile;
import lamina.ui.WorkbenchSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {
  private static final Path SAMPLE = Path.of("sample-data/arabic.lamina");

  @TempDir Path folder;

  private Path export(String name) {
    var out = folder.resolve(name);
    var errors = new StringWriter();
    int code =
        new CommandLine(new ExportCommand())
            .setErr(new PrintWriter(errors, true))
            .execute(SAMPLE.toString(), "--out", out.toString());
    assertEquals(0, code, errors.toString());
    return out;
  }

  @Test
  void theSampleSessionIsDrawnTheSameTwiceAndAsInTheWindow() throws Exception {
    var first = export("first");
    var second = export("second");
    List<Path> files;
    try (var list = Files.list(first)) {
      files = list.map(Path::getFileName).sorted().toList();
    }
    assertTrue(files.size() >= 6, files.toString());
    var window = Files.createDirectory(folder.resolve("window"));
    try (var session =
        Session.open(
            WorkbenchSettings.defaults(),
            s -> new NoDialogs(),
            Folders.standard().withRuns(window),
            lamina.ui.Preferences.defaults().lightTheme(),
            980,
            900)) {
      session.restore(SessionFile.read(SAMPLE));
      var figures = Session.onFx(session.workbench()::figures);
      assertEquals(files.size(), FigureFormat.values().length * figures.size());
      for (var file : files) {
        var name = file.toString();
        assertArrayEquals(
            Files.readAllBytes(first.resolve(file)),
            Files.readAllBytes(second.resolve(file)),
            name);
        var figure = figures.get(number(name) - 1);
        FigureExporter.write(
            figure,
            window.resolve(file),
            lamina.chart.ExportSettings.screen(900, 460, Theme.LIGHT));
        if (name.endsWith(".csv")) {
          assertEquals(
              Files.readString(first.resolve(file)), Files.readString(window.resolve(file)));
        }
        if (name.endsWith(".png")) {
          assertArrayEquals(pixels(first.resolve(file)), pixels(window.resolve(file)), name);
        }
      }
    }
  }

  /** The figure's number at the end of its file's name; the first has none. */
  private static int number(String name) {
    var digits = name.replaceAll("\\D", "");
    return digits.isEmpty() ? 1 : Integer.parseInt(digits);
  }

  private static int[] pixels(Path file) throws Exception {
    var image = ImageIO.read(file.toFile());
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
