package lamina.chart.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Area;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lamina.chart.figure.Figure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.chart.figure.SampleFigures;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every standard figure in every publisher's column has all its texts. */
class FitTest {
  private record Case(String name, Figure figure, ColumnPreset preset) {
    @Override
    public String toString() {
      return name + " in " + preset.key();
    }
  }

  static Stream<Case> cases() {
    var figures = SampleFigures.all();
    figures.put("layers", layers());
    return figures.entrySet().stream()
        .flatMap(
            e -> Stream.of(ColumnPreset.values()).map(p -> new Case(e.getKey(), e.getValue(), p)));
  }

  /** The figure of Layers, with the long names that the window gives. */
  private static LineFigure layers() {
    double[] x = {1, 2, 3};
    double[] y = {50, 60, 70};
    return new LineFigure(
        "Teacher: no gain over the baseline is shown",
        "pos-teacher",
        "Fusion layer",
        "NER entity F1 (conlleval), %",
        List.of(
            new LineFigure.Line(
                "Teacher scalar-mix, mean of languages without English",
                Role.TEACHER,
                false,
                x,
                y,
                y,
                y),
            new LineFigure.Line(
                "reported for mBERT (Chen et al., 2022)", Role.PUBLISHED, false, x, y, y, y),
            new LineFigure.Line("Own last layer alone", Role.BASELINE, false, x, y, y, y)),
        2);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noTextIsCut(Case each) throws Exception {
    FitCheck.require(each.figure, each.preset.settings(List.of(each.figure), Provenance.NONE));
  }

  /** A name of one word can't be wrapped. */
  @Test
  void whatWouldBeCutIsNotWritten() {
    var long1 = "Donaudampfschifffahrtsgesellschaftskapitaensmuetze".repeat(2);
    var figure = layers().texts(t -> t.startsWith("reported") ? long1 : t);
    for (var format : List.of(FigureFormat.PDF, FigureFormat.SVG, FigureFormat.PNG)) {
      var settings = ColumnPreset.ACL_COLUMN.settings(List.of(figure), Provenance.NONE);
      var refused = assertThrows(Problem.class, () -> format.bytes(figure, settings));
      assertTrue(refused.getMessage().contains("would be cut"), refused.getMessage());
      assertTrue(refused.getMessage().contains(long1), refused.getMessage());
    }
  }

  /** Names and numbers that lie on each other can't be read. */
  @ParameterizedTest
  @MethodSource("cases")
  void noTextLiesOnAnother(Case each) throws Exception {
    var settings = each.preset.settings(List.of(each.figure), Provenance.NONE);
    var texts = SvgWriter.drawing(each.figure, settings).texts();
    var lying = new ArrayList<String>();
    for (int i = 0; i < texts.size(); i++) {
      for (int j = 0; j < i; j++) {
        var common = new Area(texts.get(i).area());
        common.intersect(new Area(texts.get(j).area()));
        if (common.getBounds2D().getWidth() > 1 && common.getBounds2D().getHeight() > 1) {
          lying.add(texts.get(i).text() + " on " + texts.get(j).text());
        }
      }
    }
    assertEquals(List.of(), lying);
  }
}
