package lamina.chart.export;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.chart.paint.Theme;
import org.junit.jupiter.api.Test;

/** Figures over the same places have the same axis in a paper, whatever places they use. */
class ColumnsTest {
  private static String tex(LineFigure figure) {
    return TexWriter.text(figure, ExportSettings.screen(400, 260, Theme.LIGHT));
  }

  @Test
  void theAxisIsOverTheGivenPlaces() {
    double[] x = {1, 2, 3};
    double[] y = {50, 60, 70};
    var line = new LineFigure.Line("line", Role.TEACHER, false, x, y, y, y);
    var figure = new LineFigure("t", "c", "layer", "%", List.of(line), 2);
    assertFalse(tex(figure).contains("xmin"), "as wide as its lines");
    assertTrue(tex(figure.over(0, 12)).contains("xmin=-0.5, xmax=12.5"));
    assertTrue(tex(figure.over(0, 12).highlighted(3)).contains("xmin=-0.5, xmax=12.5"));
  }
}
