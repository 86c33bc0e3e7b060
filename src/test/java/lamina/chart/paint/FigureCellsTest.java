package lamina.chart.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureWords;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.chart.figure.SampleFigures;
import lamina.chart.figure.TokenWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of figure answers the mouse and the keyboard. */
class FigureCellsTest {
  private static final double WIDTH = 900;
  private static final double HEIGHT = 620;

  /** A painted figure with its cells. */
  private record Painted(BufferedImage image, FigureCells cells) {
    static Painted of(Figure figure) {
      var image = new BufferedImage((int) WIDTH, (int) HEIGHT, BufferedImage.TYPE_INT_RGB);
      var g = image.createGraphics();
      var style = FigureStyle.screen(Theme.LIGHT);
      var marks = FigurePainter.paint(figure, g, WIDTH, HEIGHT, style);
      g.dispose();
      return new Painted(
          image,
          FigureCells.of(figure, WIDTH, HEIGHT, TokenWindow.ALL, FigureWords.ENGLISH, marks));
    }

    Color at(double x, double y) {
      return new Color(image.getRGB((int) x, (int) y));
    }
  }

  static Stream<String> names() {
    return SampleFigures.all().keySet().stream();
  }

  private static List<FigureCells.Cell> visible(FigureCells cells) {
    var found = new ArrayList<FigureCells.Cell>();
    for (int r = 0; r < cells.rows(); r++) {
      for (int c = 0; c < cells.columns(r); c++) {
        var cell = new FigureCells.Cell(r, c);
        if (cells.visible(cell)) {
          found.add(cell);
        }
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("names")
  void theMouseFindsEveryValueWhereItIsDrawn(String name) {
    var cells = Painted.of(SampleFigures.all().get(name)).cells();
    var all = visible(cells);
    assertFalse(all.isEmpty());
    for (var cell : all) {
      var area = cells.area(cell);
      var found = cells.at(area.getCenterX(), area.getCenterY()).orElseThrow();
      // Of marks that lie on each other one is found.
      assertEquals(
          cells.area(found).getCenterX(), area.getCenterX(), Math.max(1, area.getWidth() / 2));
      assertTrue(
          cells.reach() > 0 || found.equals(cell), "area of " + cell + " belongs to " + found);
      assertFalse(cells.described(cell).isBlank());
      assertTrue(area.getX() >= 0 && area.getMaxX() <= WIDTH && area.getMaxY() <= HEIGHT);
      assertEquals(Optional.of(area), cells.shown(Optional.of(cell)));
    }
    assertEquals(Optional.empty(), cells.at(-50, -50));
    assertEquals(Optional.empty(), cells.shown(Optional.of(new FigureCells.Cell(0, 1_000_000))));
  }

  @Test
  void barsLieWhereTheirColourIsAndSayWhatTheyRestOn() {
    var figure =
        new BarFigure(
            "t",
            "c",
            "accuracy, %",
            List.of("Arabic", "Thai"),
            List.of(
                bars("Teacher", Role.TEACHER, 56.259499999999996, Double.NaN),
                bars("Student", Role.STUDENT, 40, 30)));
    var painted = Painted.of(figure);
    var cells = painted.cells();
    assertEquals(
        "Arabic · Teacher · accuracy, % 56.2595 [55.2595, 57.2595] · n = 400",
        cells.described(new FigureCells.Cell(0, 0)));
    assertEquals(
        "Thai · Student · accuracy, % 30 [29, 31] · n = 400",
        cells.described(new FigureCells.Cell(1, 1)));
    assertFalse(cells.visible(new FigureCells.Cell(0, 1)), "there is no value");
    for (var cell : visible(cells)) {
      var area = cells.area(cell);
      var role = figure.series().get(cell.row()).role();
      // Beside the whisker, within the bar, some pixel has the bar's own colour.
      boolean found = false;
      for (double x = area.getX() + 1; x < area.getMaxX() - 1; x++) {
        found |= painted.at(x, area.getMaxY() - 4).equals(role.color());
      }
      assertTrue(found, cell.toString());
      assertEquals(
          area.getHeight() * 30 / figure.series().get(cell.row()).values()[cell.column()],
          cells.area(new FigureCells.Cell(1, 1)).getHeight(),
          1.5,
          "heights are as the values");
    }
  }

  private static BarFigure.Series bars(String name, Role role, double first, double second) {
    return new BarFigure.Series(
        name,
        role,
        new double[] {first, second},
        new double[] {first - 1, second - 1},
        new double[] {first + 1, second + 1},
        new int[] {400, 400});
  }

  @Test
  void pointsLieWhereTheirColourIsAndSayWhatIsKnown() {
    double[] x = {1, 2, 3};
    double[] y = {50, 60, 70};
    double[] low = {49, 59, 69};
    double[] high = {51, 61, 71};
    var line =
        new LineFigure.Line(
            "Teacher", Role.TEACHER, false, x, y, low, high, List.of("n = 5", "n = 6", "n = 7"));
    var painted = Painted.of(new LineFigure("t", "c", "layer", "F1, %", List.of(line), Double.NaN));
    var cells = painted.cells();
    assertEquals(
        "Teacher · layer 2 · F1, % 60 [59, 61] · n = 6",
        cells.described(new FigureCells.Cell(0, 1)));
    for (var cell : visible(cells)) {
      var area = cells.area(cell);
      assertEquals(Role.TEACHER.color(), painted.at(area.getCenterX(), area.getCenterY()));
      assertEquals(
          Optional.of(cell), cells.at(area.getCenterX() + 9, area.getCenterY() - 9), "near by");
    }
    var first = cells.area(new FigureCells.Cell(0, 0));
    var last = cells.area(new FigureCells.Cell(0, 2));
    assertEquals(
        Optional.empty(),
        cells.at((first.getCenterX() + last.getCenterX()) / 2, first.getCenterY() + 20));
  }
}
