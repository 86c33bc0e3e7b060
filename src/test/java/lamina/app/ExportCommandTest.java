package lamina.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import lamina.app.window.Folders;
import lamina.app.window.NoDialogs;
import lamina.app.window.RunningWindow;
import lamina.chart.export.FigureExporter;
import lamina.chart.export.FigureFormat;
import lamina.chart.paint.Theme;
import lamina.ui.session.SessionFile;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.window.Panels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {
  private static final Path SAMPLE = Path.of("sample-data/arabic.lamina");

  @TempDir Path folder;

  private Path export(String name) {
    return export(SAMPLE, name, "en");
  }

  private Path export(Path session, String name, String language) {
    var out = folder.resolve(name);
    var errors = new StringWriter();
    int code =
        new CommandLine(new ExportCommand())
            .setErr(new PrintWriter(errors, true))
            .execute(session.toString(), "--out", out.toString(), "--language", language);
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
        RunningWindow.open(
            WorkbenchSettings.defaults(),
            s -> new NoDialogs(),
            Folders.standard().withRuns(window),
            lamina.ui.session.Preferences.defaults().lightTheme(),
            980,
            900)) {
      session.restore(SessionFile.read(SAMPLE, Panels.KNOWN.kinds()));
      var figures = RunningWindow.onFx(() -> session.workbench().figures("en"));
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
            lamina.chart.export.ExportSettings.screen(900, 460, Theme.LIGHT));
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

  @Test
  void figuresOfAnArabicWindowAreEnglishUnlessArabicIsAskedFor() throws Exception {
    var before = Locale.getDefault(Locale.Category.DISPLAY);
    try {
      var arabic = folder.resolve("arabic.lamina");
      var text = Files.readString(SAMPLE);
      assertTrue(text.contains("interface: \"en\""), text);
      Files.writeString(arabic, text.replace("interface: \"en\"", "interface: \"ar\""));
      var english = export("english");
      var plain = export(arabic, "plain", "en");
      var asked = export(arabic, "asked", "ar");
      var name = "figure-explore.png";
      assertArrayEquals(pixels(english.resolve(name)), pixels(plain.resolve(name)));
      assertFalse(
          Arrays.equals(pixels(english.resolve(name)), pixels(asked.resolve(name))),
          "another title");
      var svg = Files.readString(asked.resolve("figure-explore.svg"));
      assertTrue(svg.contains("المعلّم"), "the title is Arabic");
    } finally {
      Locale.setDefault(Locale.Category.DISPLAY, before);
    }
  }

  /** With captions and provenance, as the window's Export writes them. */
  @Test
  void aPresetGivesTheWindowsBundleOfEveryPanel() throws Exception {
    var out = folder.resolve("bundle");
    var run =
        CommandRun.of(
            "export",
            SAMPLE.toString(),
            "--out",
            out.toString(),
            "--preset",
            "acl1",
            "--panels",
            "explore,layers");
    assertEquals(0, run.code(), run.err());
    var svg = Files.readString(out.resolve("figures-explore/explore.svg"));
    assertTrue(svg.contains("width=\"218pt\""), "7.7 cm");
    assertTrue(
        Files.readString(out.resolve("figures-explore/explore-caption.txt")).contains("(Arabic)"));
    assertTrue(Files.readString(out.resolve("figures-layers/provenance.txt")).contains("SHA-256"));
    assertTrue(Files.exists(out.resolve("figures-layers/layers.html")));
    for (var wrong : List.of("--preset a4", "--panels kitchen")) {
      var line = ("export " + SAMPLE + " --out " + out + " " + wrong).split(" ");
      assertEquals(2, CommandRun.of(line).code(), wrong);
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
