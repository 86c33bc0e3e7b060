package lamina.chart.export;

import java.io.IOException;
import java.util.List;
import lamina.chart.figure.Figure;
import lamina.problem.Problem;

/** Nothing is written whose letters end at the picture's edge. */
final class FitCheck {
  private static final double SPARE = 1;

  private FitCheck() {}

  /**
   * Refuses a figure in a size that cuts a text.
   *
   * @throws Problem naming the text, and what to do
   */
  static void require(Figure figure, ExportSettings s) throws IOException {
    require(SvgWriter.drawing(figure, s).texts(), s);
  }

  /** The same of texts that were drawn. */
  static void require(List<SvgText.Placed> texts, ExportSettings s) {
    texts.stream()
        .filter(t -> !inside(t, s))
        .findFirst()
        .ifPresent(
            t -> {
              throw new Problem(
                  "\u201c"
                      + t.text()
                      + "\u201d doesn't fit into the figure and would be cut. Make the figure"
                      + " larger, or its font smaller.");
            });
  }

  private static boolean inside(SvgText.Placed text, ExportSettings s) {
    var area = text.area().getBounds2D();
    return area.isEmpty()
        || area.getMinX() >= -SPARE
            && area.getMinY() >= -SPARE
            && area.getMaxX() <= s.width() + SPARE
            && area.getMaxY() <= s.height() + SPARE;
  }
}
