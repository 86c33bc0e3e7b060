package lamina.chart.export;

import static lamina.chart.export.TexText.escaped;
import static lamina.chart.export.TexWriter.axis;
import static lamina.chart.export.TexWriter.colorMap;
import static lamina.chart.export.TexWriter.line;

import java.awt.geom.Rectangle2D;
import java.util.Locale;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.LayerMapFigure.Answer;
import lamina.chart.figure.TokenWindow;
import lamina.chart.paint.ColorMap;
import lamina.chart.paint.LayerMapLayout;

/** Answers by layer over gates by layer for pgfplots: text as nodes, gates as coloured cells. */
final class TexLayerMap {
  private static final double BASE = 4;

  private final LayerMapFigure f;
  private final LayerMapLayout layout;
  private final StringBuilder out;

  private TexLayerMap(LayerMapFigure f, LayerMapLayout layout, StringBuilder out) {
    this.f = f;
    this.layout = layout;
    this.out = out;
  }

  static void maps(LayerMapFigure f, ExportSettings s, StringBuilder out) {
    double scale = s.style().scale();
    double wide = Math.max(s.width() / scale, LayerMapLayout.leastWidth(f));
    double high = LayerMapLayout.heights(f, wide).least();
    var layout = LayerMapLayout.of(f, wide, high, TokenWindow.ALL);
    var reading = f.scale().reading();
    double low = reading.middle() - reading.reach();
    double highest = reading.middle() + reading.reach();
    axis(
        out,
        s,
        String.format(
            Locale.ROOT,
            "scale only axis, width=%.1fpt, height=%.1fpt, hide axis, clip=false, y dir=reverse,"
                + " xmin=0, xmax=%.1f, ymin=0, ymax=%.1f, point meta min=%s, point meta max=%s%s,"
                + " %s",
            wide * scale,
            layout.end() * scale,
            wide,
            layout.end(),
            low,
            highest,
            f.gateRows().isEmpty()
                ? ""
                : String.format(
                    Locale.ROOT,
                    ", colorbar, colorbar style={ytick={%s,%s,%s}, title={%s}, xlabel={%s}}",
                    low,
                    reading.middle(),
                    highest,
                    escaped(f.scale().high()),
                    escaped(f.scale().low())),
            colorMap(v -> ColorMap.diverging(2 * v - 1))));
    var writer = new TexLayerMap(f, layout, out);
    writer.heads();
    writer.answers();
    writer.gates();
  }

  private void heads() {
    double base = layout.headEnd() - 5;
    for (int u = 0; u < f.units(); u++) {
      var area = layout.unit(u, layout.top(), 1);
      if (f.pair()) {
        var answer = f.heads().answers().get(u);
        boolean gold = f.heads().labels().contains(answer);
        double name = layout.top() + LayerMapLayout.HEAD - 5;
        area.ifPresent(a -> node("base", gold, a.getCenterX(), name, answer));
        if (gold) {
          area.ifPresent(a -> node("base", false, a.getCenterX(), base, f.heads().gold()));
        }
      } else if (u < f.heads().labels().size()) {
        var label = f.heads().labels().get(u);
        area.ifPresent(a -> node("base", false, a.getCenterX(), base, label));
      }
    }
    if (!f.pair()) {
      words(layout.top() + layout.words() - BASE);
      node("base east", false, layout.left() - 10, base, f.heads().gold());
    }
    node("base west", false, layout.answersEnd() + 10, base, f.heads().right());
  }

  private void words(double y) {
    for (int c = 0; c < f.heads().columns().size(); c++) {
      var text = f.heads().columns().get(c).text();
      var area = layout.column(c, y, 1);
      if (layout.rotated()) {
        area.ifPresent(a -> node("west, rotate=90", false, a.getCenterX(), y, text));
      } else {
        area.ifPresent(a -> node("base", false, a.getCenterX(), y, text));
      }
    }
  }

  private void answers() {
    for (int i = 0; i < layout.answerTops().length; i++) {
      var place = f.answerRows().get(i);
      var row = f.at(place);
      double base = layout.answerTops()[i] + layout.answerHeight() / 2 + BASE;
      if (place.row() == 0 && f.blocks().size() > 1) {
        double rule = layout.answerTops()[i] - BASE;
        node("base west", true, layout.left(), rule, f.blocks().get(place.block()).name());
      }
      node("base east", place.row() == 0, layout.left() - 10, base, row.name());
      for (int u = 0; u < row.answers().size(); u++) {
        var answer = row.answers().get(u);
        var area = layout.unit(u, layout.answerTops()[i], layout.answerHeight());
        area.ifPresent(a -> answer(answer, a, base));
      }
      node("base west", place.row() == 0, layout.answersEnd() + 10, base, row.right());
    }
  }

  private void answer(Answer answer, Rectangle2D area, double base) {
    boolean strong = answer.mark().differs() || answer.mark() == LayerMapFigure.Mark.WRONG;
    var sign =
        switch (answer.mark()) {
          case FIXED -> " $\\surd$";
          case BROKEN, WRONG -> " $\\times$";
          default -> "";
        };
    if (f.pair()) {
      boolean chosen = answer.mark() != LayerMapFigure.Mark.BLANK;
      var share = String.format(Locale.ROOT, "%.1f\\,\\%%", 100 * answer.probability());
      raw("base", chosen, area.getCenterX(), base, share + sign);
    } else if (answer.mark() == LayerMapFigure.Mark.SAME) {
      raw("base", false, area.getCenterX(), base, "$\\cdot$");
    } else {
      raw("base", strong, area.getCenterX(), base, escaped(answer.label()) + sign);
    }
  }

  private void gates() {
    var places = f.gateRows();
    if (places.isEmpty()) {
      return;
    }
    if (f.pair()) {
      words(layout.gateTops()[0] - BASE);
    }
    for (int i = 0; i < places.size(); i++) {
      double middle = layout.gateTops()[i] + layout.gateHeight() / 2 + BASE;
      node("base east", false, layout.left() - 10, middle, f.at(places.get(i)).name());
    }
    line(
        out,
        "\\addplot[patch, patch type=rectangle, shader=flat, point meta=explicit]"
            + " table[x=x, y=y, meta=gate] {");
    line(out, "x y gate");
    for (int i = 0; i < places.size(); i++) {
      float[] gates = f.at(places.get(i)).gates();
      for (int c = 0; c < gates.length; c++) {
        var area = layout.area(new LayerMapLayout.Place(true, i, c));
        if (Float.isFinite(gates[c]) && area.isPresent()) {
          cell(area.get(), gates[c]);
        }
      }
    }
    line(out, "};");
  }

  /** The corners of a gate's cell. */
  private void cell(Rectangle2D area, float gate) {
    double right = area.getMaxX() - 0.8;
    double bottom = area.getMaxY() - 0.8;
    line(out, "%.1f %.1f %s", area.getMinX(), area.getMinY(), gate);
    line(out, "%.1f %.1f %s", right, area.getMinY(), gate);
    line(out, "%.1f %.1f %s", right, bottom, gate);
    line(out, "%.1f %.1f %s", area.getMinX(), bottom, gate);
  }

  private void node(String anchor, boolean bold, double x, double y, String text) {
    raw(anchor, bold, x, y, escaped(text));
  }

  private void raw(String anchor, boolean bold, double x, double y, String text) {
    if (!text.isEmpty()) {
      line(
          out,
          "\\node[anchor=%s, inner sep=0pt] at (axis cs:%.1f,%.1f) {%s%s};",
          anchor,
          x,
          y,
          bold ? "\\bfseries " : "",
          text);
    }
  }
}
