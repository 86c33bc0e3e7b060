package lamina.chart.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.LayerMapFigure.Answer;
import lamina.chart.figure.LayerMapFigure.Mark;
import lamina.chart.figure.Role;
import lamina.chart.figure.SampleFigures;
import lamina.chart.figure.TokenWindow;
import org.junit.jupiter.api.Test;

/** Where answers and gates lie, whatever words, labels and sizes there are. */
class LayerMapLayoutTest {
  private static final List<String> WORDS =
      List.of("a", "الـ84", "Donaudampfschifffahrt", "已經", "हिन्दी", ".", "84", "คำ");

  private static LayerMapFigure figure(Random random, int words, boolean pair, boolean rtl) {
    var columns = new ArrayList<LayerMapFigure.Column>();
    for (int w = 0; w < words; w++) {
      columns.add(new LayerMapFigure.Column(WORDS.get(random.nextInt(WORDS.size())), w));
    }
    var labels = pair ? List.of("entailment", "neutral", "contradiction") : List.<String>of();
    int units = pair ? labels.size() : words;
    var blocks = new ArrayList<LayerMapFigure.Block>();
    boolean gated = random.nextBoolean();
    for (int b = 0; b <= random.nextInt(2); b++) {
      var rows = new ArrayList<LayerMapFigure.Row>();
      for (int r = 0; r <= 1 + random.nextInt(11); r++) {
        var answers = new ArrayList<Answer>();
        for (int u = 0; u < units; u++) {
          answers.add(new Answer("PROPN", 0.5, r == 0 ? Mark.WRONG : Mark.SAME));
        }
        rows.add(
            new LayerMapFigure.Row(
                "" + r, answers, "1/2", gated && r > 0 ? new float[words] : new float[0]));
      }
      blocks.add(new LayerMapFigure.Block(Role.TEACHER, "Teacher", rows));
    }
    return new LayerMapFigure(
        "",
        List.of("x"),
        "",
        new LayerMapFigure.Heads("gold", "right", columns, List.of(), labels),
        blocks,
        blocks.stream().map(b -> -1).toList(),
        new LayerMapFigure.GateScale("last layer", "layer k"),
        new EnumMap<>(Mark.class),
        rtl);
  }

  /** Every cell that is shown is found again at its middle, lies inside, and overlaps no other. */
  @Test
  void cellsAreFoundWhereTheyLie() {
    for (int seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      var f = figure(random, 1 + random.nextInt(60), random.nextInt(3) == 0, random.nextBoolean());
      double width = 400 + random.nextInt(900);
      var heights = LayerMapLayout.heights(f, width);
      double height = heights.least() + random.nextInt(200);
      var window = LayerMapLayout.window(f, random.nextInt(60), width);
      var layout = LayerMapLayout.of(f, width, height, window);
      assertTrue(layout.end() <= height, "seed " + seed + ": notes and caption have room");
      for (boolean gates : new boolean[] {false, true}) {
        int rows = gates ? layout.gateTops().length : layout.answerTops().length;
        int columns = gates ? f.heads().columns().size() : f.units();
        for (int r = 0; r < rows; r++) {
          Rectangle2D before = null;
          for (int c = 0; c < columns; c++) {
            var place = new LayerMapLayout.Place(gates, r, c);
            var area = layout.area(place);
            boolean shown = !gates && f.pair() || c >= window.first() && c < window.end();
            assertEquals(shown, area.isPresent(), "seed " + seed + ", " + place);
            if (shown) {
              var a = area.orElseThrow();
              assertEquals(place, layout.at(a.getCenterX(), a.getCenterY()).orElseThrow());
              assertTrue(a.getMinX() >= layout.left() - 0.5 && a.getMaxX() <= width, "inside");
              assertFalse(before != null && overlap(before, a), "seed " + seed + ", " + place);
              before = a;
            }
          }
        }
      }
    }
  }

  private static boolean overlap(Rectangle2D a, Rectangle2D b) {
    return Math.min(a.getMaxX(), b.getMaxX()) - Math.max(a.getMinX(), b.getMinX()) > 1e-6;
  }

  @Test
  void theFirstWordOfArabicStandsAtTheRight() {
    var f = SampleFigures.layerMap();
    var layout = LayerMapLayout.of(f, 900, 500, TokenWindow.ALL);
    var first = layout.area(new LayerMapLayout.Place(false, 0, 0)).orElseThrow();
    var last = layout.area(new LayerMapLayout.Place(true, 0, 6)).orElseThrow();
    assertTrue(first.getX() > last.getX());
    assertEquals(
        first.getX(),
        layout.area(new LayerMapLayout.Place(true, 0, 0)).orElseThrow().getX(),
        "a word's gates stand under its answers");
  }

  @Test
  void aNameOfARowIsPartOfIt() {
    var f = SampleFigures.layerMap();
    var layout = LayerMapLayout.of(f, 900, 500, TokenWindow.ALL);
    double y = layout.answerTops()[2] + 3;
    assertEquals(new LayerMapLayout.Place(false, 2, -1), layout.at(12, y).orElseThrow());
    assertTrue(layout.at(12, 5).isEmpty(), "the title");
  }

  @Test
  void whatHasTooLittleRoomIsMadeSmallerWithAllItsColumns() {
    var f = figure(new Random(1), 40, false, false);
    double scale = LayerMapLayout.shrink(f, 300, 200, TokenWindow.ALL, 30);
    assertTrue(scale < 1 && scale > 0.1, "" + scale);
    assertEquals(1, LayerMapLayout.shrink(SampleFigures.layerMap(), 900, 500, TokenWindow.ALL, 30));
  }
}
