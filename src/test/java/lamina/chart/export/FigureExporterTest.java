package lamina.chart.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import lamina.chart.figure.AttentionFigure;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.EcdfFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureWords;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.chart.paint.FigureCells;
import lamina.chart.paint.FigureStyle;
import lamina.chart.paint.Fonts;
import lamina.chart.paint.GateMapLayout;
import lamina.chart.paint.GateMapPainter;
import lamina.chart.paint.Theme;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FigureExporterTest {
  private static final double[] V = {41.5, Double.NaN, 63};
  private static final double[] LOW = {40, Double.NaN, 61};
  private static final double[] HIGH = {43, Double.NaN, 65};

  @TempDir Path folder;

  static Stream<Figure> figures() {
    var bars =
        new BarFigure(
            "Bars",
            "caption",
            "accuracy, %",
            List.of("Arabic", "हिन्दी", "中文"),
            List.of(
                new BarFigure.Series("Teacher", Role.TEACHER, V, LOW, HIGH, new int[] {9, 0, 7}),
                new BarFigure.Series("Student", Role.STUDENT, V, LOW, HIGH, new int[] {9, 0, 7})));
    double[] x = {1, 2, 3};
    double[] y = {60, 61, 59};
    var lines =
        new LineFigure(
            "Lines",
            "caption",
            "layer",
            "accuracy, %",
            List.of(new LineFigure.Line("Arabic", Role.TEACHER, false, x, y, y, y)),
            2);
    var ecdf =
        new EcdfFigure(
            "Latency",
            "caption",
            List.of(new EcdfFigure.Series("a", Role.STUDENT, false, new double[] {3, 1, 2})));
    return Stream.of(bars, lines, ecdf, map(0.2f), channels(), attention());
  }

  private static GateMapFigure map(float value) {
    return new GateMapFigure(
        "Gates",
        "caption",
        Role.TEACHER,
        List.of("[CLS]", "كانت", "[SEP]"),
        List.of(1, 2),
        new float[][] {{value, 0.5f, 0.7f}, {0.4f, 0.5f, 0.6f}},
        true);
  }

  private static ChannelFigure channels() {
    return new ChannelFigure("Channels", "m", Role.TEACHER, new float[] {0.3f, 0.9f, 0.1f});
  }

  private static AttentionFigure attention() {
    return new AttentionFigure(
        "Attention",
        "caption",
        Role.STUDENT,
        List.of("[CLS]", "كانت", "[SEP]"),
        1,
        new float[][] {{0.2f, 0.5f, 0.3f}, {0, 1, 0}},
        true);
  }

  @Test
  void attentionIsTabledAndDescribedWithItsHeadAndBothTokens() throws IOException {
    var csv = folder.resolve("a.csv");
    FigureExporter.write(attention(), csv, ExportSettings.screen(400, 260, Theme.LIGHT));
    assertEquals("2,كانت,2,[SEP],0", Files.readAllLines(csv).getLast());
    assertEquals(
        "head 1 · كانت to [SEP] · weight 0.3000",
        FigureCells.described(attention(), 0, 2, FigureWords.ENGLISH));
    assertEquals("1.00", GateMapPainter.brief(1));
    assertEquals(".07", GateMapPainter.brief(0.07));
  }

  @Test
  void theTokenThatLooksIsOutlinedWhereItStands() {
    var picture = FigureExporter.image(attention(), 400, 260, 1, FigureStyle.screen(Theme.LIGHT));
    var layout = GateMapLayout.of(attention().grid(), 400, 260);
    assertEquals(Theme.LIGHT.accent().getRGB(), edge(picture, layout, 1));
    assertNotEquals(Theme.LIGHT.accent().getRGB(), edge(picture, layout, 0));
  }

  private static int edge(java.awt.image.BufferedImage picture, GateMapLayout layout, int token) {
    var cell = layout.cell(0, token);
    return picture.getRGB((int) cell.getCenterX(), (int) Math.round(cell.getY()));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void everyFigureInEveryFormat(Figure figure) throws Exception {
    for (var theme : Theme.values()) {
      var svg = folder.resolve("f.svg");
      FigureExporter.write(figure, svg, ExportSettings.screen(400, 260, theme));
      var root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new org.xml.sax.InputSource(new java.io.StringReader(withoutDtd(svg))))
              .getDocumentElement();
      assertEquals("400pt", root.getAttribute("width"));
      assertFalse(Files.readString(svg).contains("<text"), "glyphs are outlines");
      var png = folder.resolve("f.png");
      FigureExporter.write(figure, png, ExportSettings.screen(400, 260, theme));
      assertEquals(800, ImageIO.read(png.toFile()).getWidth());
    }
    var csv = folder.resolve("f.csv");
    FigureExporter.write(figure, csv, ExportSettings.screen(400, 260, Theme.LIGHT));
    assertTrue(Files.readAllLines(csv).size() >= 3);
    assertFalse(Files.readString(csv).contains("NaN"), "what isn't there has no row");
    try (var left = Files.list(folder)) {
      assertEquals(3, left.count(), "no half-written file stays");
    }
  }

  private static String withoutDtd(Path svg) throws IOException {
    return Files.readString(svg).replaceAll("(?s)<!DOCTYPE.*?>", "");
  }

  @Test
  void pixelsFollowTheValues() {
    var low = FigureExporter.image(map(0.2f), 400, 260, 1, FigureStyle.screen(Theme.LIGHT));
    var high = FigureExporter.image(map(0.69f), 400, 260, 1, FigureStyle.screen(Theme.LIGHT));
    var cell = GateMapLayout.of(map(0), 400, 260).cell(0, 0);
    int x = (int) cell.getX() + 3;
    int y = (int) cell.getY() + 3;
    assertNotEquals(low.getRGB(x, y), high.getRGB(x, y));
  }

  @Test
  void rightToLeftPutsTheFirstTokenAtTheRight() {
    var layout = GateMapLayout.of(map(0.2f), 400, 260);
    assertTrue(layout.cell(0, 0).getX() > layout.cell(0, 2).getX());
    for (int row = 0; row < 2; row++) {
      for (int token = 0; token < 3; token++) {
        var cell = layout.cell(row, token);
        var found = layout.cellAt(cell.getCenterX(), cell.getCenterY()).orElseThrow();
        assertEquals(new GateMapLayout.Cell(row, token), found);
      }
    }
    assertTrue(layout.cellAt(1, 1).isEmpty());
  }

  @Test
  void anUnknownEndingAndAnImpossiblePlaceAreNamed() throws IOException {
    var pdf = folder.resolve("f.doc");
    assertTrue(
        assertThrows(
                Problem.class,
                () ->
                    FigureExporter.write(channels(), pdf, ExportSettings.screen(9, 9, Theme.LIGHT)))
            .getMessage()
            .contains("f.doc"));
    var file = Files.writeString(folder.resolve("file"), "x");
    var under = file.resolve("f.svg");
    assertThrows(
        Problem.class,
        () -> FigureExporter.write(channels(), under, ExportSettings.screen(9, 9, Theme.LIGHT)));
  }

  @Test
  void theFamilyHasEveryScript() {
    for (var text :
        List.of(
            "Straße čeština Tiếng Việt",
            "Русский Ελληνικά",
            "العربية اردو",
            "עברית",
            "हिन्दी",
            "ภาษาไทย",
            "她已經高齡 日本語 かな カナ 한국어",
            "বাংলা தமிழ் తెలుగు ქართული",
            "… · “” ’ €")) {
      assertEquals(-1, Fonts.regular(12).canDisplayUpTo(text), text);
      assertEquals(-1, Fonts.bold(12).canDisplayUpTo(text), text);
    }
  }

  @Test
  void arabicLettersJoin() {
    var context = new java.awt.font.FontRenderContext(null, true, true);
    double joined = Fonts.regular(100).getStringBounds("ببب", context).getWidth();
    double apart = 3 * Fonts.regular(100).getStringBounds("ب", context).getWidth();
    var layout = new java.awt.font.TextLayout("ببب", Fonts.regular(100), context);
    assertTrue(layout.getAdvance() < apart - 20 || joined < apart - 20, joined + " " + apart);
  }
}
