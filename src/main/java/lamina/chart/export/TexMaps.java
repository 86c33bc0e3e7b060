package lamina.chart.export;

import static lamina.chart.export.TexText.escaped;
import static lamina.chart.export.TexWriter.axis;
import static lamina.chart.export.TexWriter.colorMap;
import static lamina.chart.export.TexWriter.line;
import static lamina.chart.export.TexWriter.ticks;

import java.util.Arrays;
import java.util.Locale;
import lamina.chart.figure.AttentionFigure;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.paint.ColorMap;

/** Maps of cells and channel profiles for pgfplots. */
final class TexMaps {
  private TexMaps() {}

  static void gates(GateMapFigure f, ExportSettings s, StringBuilder out) {
    grid(f, s.style().words().gate(), s.style().words().layer(), s, out);
  }

  static void attention(AttentionFigure f, ExportSettings s, StringBuilder out) {
    grid(f.grid(), s.style().words().weight(), s.style().words().head(), s, out);
  }

  private static void grid(
      GateMapFigure f, String unit, String rows, ExportSettings s, StringBuilder out) {
    var values = new double[f.layers().size()][f.tokens().size()];
    for (int r = 0; r < values.length; r++) {
      for (int t = 0; t < values[r].length; t++) {
        values[r][t] = f.values()[r][t];
      }
    }
    axis(
        out,
        s,
        map(
                unit,
                ticks("x", f.tokens()),
                ticks("y", f.layers().stream().map(String::valueOf).toList()))
            + ", ylabel={"
            + rows
            + "}, "
            + colorMap(ColorMap::cividis)
            + (f.rightToLeft() ? ", x dir=reverse" : ""));
    cells(values, out);
  }

  static void differences(HeatMapFigure f, ExportSettings s, StringBuilder out) {
    axis(
        out,
        s,
        map(f.valueLabel(), ticks("x", f.columns()), ticks("y", f.rows()))
            + String.format(
                Locale.ROOT,
                ", xlabel={%s}, point meta min=%s, point meta max=%s, ",
                escaped(f.xLabel()),
                f.shares() ? 0 : -f.reach(),
                f.reach())
            + (f.tree().isPresent() ? "colorbar style={at={(1.3,1)}}, " : "")
            + colorMap(v -> ColorMap.diverging(f.shares() ? v : 2 * v - 1)));
    cells(f.values(), out);
    for (int r = 0; r < f.rows().size(); r++) {
      for (int c = 0; c < f.columns().size(); c++) {
        if (f.starred()[r][c]) {
          line(out, "\\node at (axis cs:%d,%d) {$\\star$};", c, r);
        }
      }
    }
    f.tree().ifPresent(t -> tree(t, f.columns().size(), out));
  }

  /** Brackets on the right of the cells, which a fifth of their width holds. */
  private static void tree(HeatMapFigure.Tree tree, int columns, StringBuilder out) {
    double unit = columns / 5.0 / tree.reach();
    double from = columns - 0.5;
    for (var b : tree.branches()) {
      line(
          out,
          "\\draw[gray, overlay] (axis cs:%s,%s) -- (axis cs:%s,%s) -- (axis cs:%s,%s) -- (axis"
              + " cs:%s,%s);",
          from + unit * b.firstHeight(),
          b.first(),
          from + unit * b.height(),
          b.first(),
          from + unit * b.height(),
          b.second(),
          from + unit * b.secondHeight(),
          b.second());
    }
  }

  private static String map(String legend, String x, String y) {
    return "enlargelimits=false, y dir=reverse, colorbar, colorbar style={title={"
        + escaped(legend)
        + "}}, x tick label style={rotate=90}, "
        + x
        + ", "
        + y;
  }

  /** A row a cell, so that a cell without a value is blank and the grid stays whole. */
  private static void cells(double[][] values, StringBuilder out) {
    line(
        out,
        "\\addplot[matrix plot*, mesh/cols=%d, point meta=explicit] table[x=x, y=y, meta=value] {",
        values.length == 0 ? 0 : values[0].length);
    line(out, "x y value");
    for (int r = 0; r < values.length; r++) {
      for (int c = 0; c < values[r].length; c++) {
        line(out, "%d %d %s", c, r, Double.isNaN(values[r][c]) ? "nan" : values[r][c]);
      }
    }
    line(out, "};");
  }

  static void channels(ChannelFigure f, ExportSettings s, StringBuilder out) {
    var sorted = f.gate().clone();
    Arrays.sort(sorted);
    axis(
        out,
        s,
        "ymajorgrids, enlargelimits=false, ymin=0, ymax=1, ylabel={"
            + escaped(s.style().words().gate())
            + "}, xlabel={"
            + escaped(s.style().words().channels(sorted.length))
            + "}");
    line(out, "\\addplot[draw=none, fill=%s, const plot] table {", TexWriter.name(f.role()));
    for (int i = 0; i < sorted.length; i++) {
      line(out, "%d %s", i, sorted[i]);
    }
    line(out, "} \\closedcycle;");
  }
}
