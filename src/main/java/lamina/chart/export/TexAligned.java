package lamina.chart.export;

import static lamina.chart.export.TexText.escaped;
import static lamina.chart.export.TexWriter.axis;
import static lamina.chart.export.TexWriter.colorMap;
import static lamina.chart.export.TexWriter.line;

import java.util.Locale;
import lamina.chart.figure.AlignedFigure;
import lamina.chart.paint.AlignedLayout;
import lamina.chart.paint.ColorMap;

/** A sentence in several languages for pgfplots: text as nodes, gates as coloured marks. */
final class TexAligned {
  private TexAligned() {}

  static void lines(AlignedFigure f, ExportSettings s, StringBuilder out) {
    double scale = s.style().scale();
    var layout = AlignedLayout.of(f, s.width() / scale);
    axis(
        out,
        s,
        String.format(
            Locale.ROOT,
            "scale only axis, width=%.1fpt, hide axis, clip=false, y dir=reverse, xmin=0,"
                + " xmax=%.1f, ymin=0, ymax=%.1f, point meta min=%s, point meta max=%s, colorbar,"
                + " colorbar style={title={gate}}, %s",
            layout.right() * scale,
            layout.right(),
            layout.height(),
            f.low(),
            f.high(),
            colorMap(ColorMap::cividis)));
    for (int i = 0; i < f.lines().size(); i++) {
      var each = f.lines().get(i);
      double top = layout.tops()[i] + 13;
      node(out, "base west", true, 8, top, each.name());
      node(out, "base west", false, 8, top + AlignedLayout.LABEL_ROW, each.answer());
      var gold = gold(each.gold(), each.differs());
      node(out, "base west", false, 8, top + 2 * AlignedLayout.LABEL_ROW, gold);
      for (int w = 0; w < each.words().size(); w++) {
        word(each.words().get(w), layout, i, w, out);
      }
    }
    if (f.gated()) {
      marks(f, layout, s, out);
    }
  }

  private static void word(
      AlignedFigure.Word word, AlignedLayout layout, int line, int w, StringBuilder out) {
    var area = layout.words().get(line).get(w);
    double y = area.getY() + 13;
    node(out, "base", false, area.getCenterX(), y, word.text());
    y += AlignedLayout.WORD_ROW - AlignedLayout.LABEL_ROW - 3;
    if (layout.answers()) {
      y += AlignedLayout.LABEL_ROW;
      node(out, "base", true, area.getCenterX(), y, word.answer());
    }
    if (layout.golds()) {
      y += AlignedLayout.LABEL_ROW;
      var gold = gold(word.gold(), word.differs());
      node(out, "base", false, area.getCenterX(), y, gold);
    }
  }

  private static String gold(String gold, boolean differs) {
    return differs ? "≠ " + gold : gold;
  }

  private static void node(
      StringBuilder out, String anchor, boolean bold, double x, double y, String text) {
    if (!text.isEmpty()) {
      line(
          out,
          "\\node[anchor=%s, inner sep=0pt] at (axis cs:%.1f,%.1f) {%s%s};",
          anchor,
          x,
          y,
          bold ? "\\bfseries " : "",
          escaped(text));
    }
  }

  private static void marks(
      AlignedFigure f, AlignedLayout layout, ExportSettings s, StringBuilder out) {
    line(
        out,
        "\\addplot[only marks, scatter, scatter src=explicit, mark=square*, mark size=%.1fpt]"
            + " table[x=x, y=y, meta=gate] {",
        s.style().fontSize() / 3);
    line(out, "x y gate");
    for (int i = 0; i < f.lines().size(); i++) {
      var each = f.lines().get(i);
      for (int w = 0; w < each.words().size(); w++) {
        var word = each.words().get(w);
        int pieces = word.gates().length;
        for (int p = 0; p < pieces; p++) {
          var cell = layout.piece(each, layout.words().get(i).get(w), pieces, p);
          line(out, "%.1f %.1f %s", cell.getCenterX(), cell.getCenterY(), word.gates()[p]);
        }
      }
    }
    line(out, "};");
  }
}
