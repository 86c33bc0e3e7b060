package lamina.chart.export;

import static lamina.chart.export.TexText.escaped;
import static lamina.chart.export.TexWriter.axis;
import static lamina.chart.export.TexWriter.line;
import static lamina.chart.export.TexWriter.name;
import static lamina.chart.export.TexWriter.ticks;
import static lamina.chart.export.TexWriter.width;

import java.util.Arrays;
import java.util.stream.Collectors;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.EcdfFigure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.ParetoFigure;
import lamina.chart.figure.Role;

/** Axes with bars and lines for pgfplots. */
final class TexPlots {
  private static final double BARS_SHARE = 0.6;
  private static final int MOST_TICKS = 24;

  private TexPlots() {}

  static void bars(BarFigure f, ExportSettings s, StringBuilder out) {
    double bar = BARS_SHARE * s.width() / Math.max(1, f.groups().size() * f.series().size());
    axis(
        out,
        s,
        String.format(
            java.util.Locale.ROOT,
            "ybar=0pt, bar width=%.2fpt, ymin=0, ymajorgrids, enlarge x limits={abs=0.6}, %s,"
                + " ylabel={%s}, x tick label style={rotate=45, anchor=north east}, area legend",
            Math.min(bar, 18),
            ticks("x", f.names()),
            escaped(f.yLabel())));
    for (var series : f.series()) {
      var pattern = series.role().hatch().pattern();
      line(
          out,
          "\\addplot[draw=none, fill=%s%s, error bars/.cd, y dir=both, y explicit]"
              + " table[x=x, y=y, y error plus=plus, y error minus=minus] {",
          name(series.role()),
          pattern.isEmpty() ? "" : ", postaction={pattern=" + pattern + "}");
      line(out, "x y plus minus n");
      for (int i = 0; i < f.groups().size(); i++) {
        double v = series.values()[i];
        if (!Double.isNaN(v)) {
          line(
              out,
              "%d %s %s %s %d",
              i,
              v,
              series.high()[i] - v,
              v - series.low()[i],
              series.n()[i]);
        }
      }
      line(out, "};");
      line(out, "\\addlegendentry{%s}", escaped(series.name()));
    }
  }

  static void lines(LineFigure f, ExportSettings s, StringBuilder out) {
    axis(
        out,
        s,
        "ymajorgrids"
            + wholeTicks(f)
            + places(f)
            + ", xlabel={"
            + escaped(f.xLabel())
            + "}, ylabel={"
            + escaped(f.yLabel())
            + "}");
    for (int i = 0; i < f.lines().size(); i++) {
      var l = f.lines().get(i);
      edge(out, "low" + i, l.x(), l.low());
      edge(out, "high" + i, l.x(), l.high());
      line(
          out,
          "\\addplot[%s, fill opacity=0.14, forget plot] fill between[of=low%d and high%d];",
          name(l.role()),
          i,
          i);
      line(
          out,
          "\\addplot[%s, %s, %s%s%s] table {",
          name(l.role()),
          l.thin() ? "thin" : width(s),
          l.thin() || l.role() == Role.BASELINE ? "mark=none" : mark(l.role()),
          dash(l.role()),
          l.name().isEmpty() ? ", forget plot" : "");
      points(out, l.x(), l.y());
      line(out, "};");
      if (!l.name().isEmpty()) {
        line(out, "\\addlegendentry{%s}", escaped(l.name()));
      }
    }
    if (s.style().titled() && !Double.isNaN(f.highlightedX())) {
      line(
          out,
          "\\draw[red] ({axis cs:%1$s,%2$s}|-{rel axis cs:0,0})"
              + " -- ({axis cs:%1$s,%2$s}|-{rel axis cs:0,1});",
          f.highlightedX(),
          drawn(f)); // 0 may be farther off than TeX can count
    }
  }

  private static String places(LineFigure f) {
    return f.xLow() < f.xHigh()
        ? String.format(
            java.util.Locale.ROOT, ", xmin=%.1f, xmax=%.1f", f.xLow() - 0.5, f.xHigh() + 0.5)
        : "";
  }

  private static double drawn(LineFigure f) {
    return f.lines().stream()
        .flatMapToDouble(l -> Arrays.stream(l.y()))
        .filter(v -> !Double.isNaN(v))
        .findFirst()
        .orElse(0);
  }

  /** A tick at every place where the places are few whole numbers, such as layers. */
  private static String wholeTicks(LineFigure f) {
    var places =
        f.lines().stream().flatMapToDouble(l -> Arrays.stream(l.x())).distinct().sorted().toArray();
    boolean whole = Arrays.stream(places).allMatch(x -> x == Math.rint(x));
    return whole && places.length <= MOST_TICKS
        ? Arrays.stream(places)
            .mapToObj(x -> "" + (long) x)
            .collect(Collectors.joining(",", ", xtick={", "}"))
        : "";
  }

  private static void edge(StringBuilder out, String path, double[] x, double[] y) {
    line(out, "\\addplot[name path=%s, draw=none, forget plot] table {", path);
    points(out, x, y);
    line(out, "};");
  }

  private static void points(StringBuilder out, double[] x, double[] y) {
    for (int p = 0; p < x.length; p++) {
      if (!Double.isNaN(y[p])) {
        line(out, "%s %s", x[p], y[p]);
      }
    }
  }

  private static String mark(Role role) {
    var shape =
        switch (role) {
          case TEACHER, CROSS_LINGUAL -> "*";
          case STUDENT, IDENTITY -> "triangle*";
          case BASELINE, STRUCTURE -> "square*";
          case PUBLISHED -> "diamond*";
        };
    return "mark options={solid}, mark=" + shape;
  }

  /** Markers with intervals and names, and the front as steps up to the right edge. */
  static void pareto(ParetoFigure f, ExportSettings s, StringBuilder out) {
    double end = 1.08 * f.points().stream().mapToDouble(p -> p.xHigh()).max().orElse(1);
    axis(
        out,
        s,
        String.format(
            java.util.Locale.ROOT,
            "grid=major, xmin=0, xmax=%s, enlarge y limits=0.1, clip=false, xlabel={%s},"
                + " ylabel={%s}",
            end,
            escaped(f.xLabel()),
            escaped(f.yLabel())));
    line(out, "\\addplot[gray, dashed, const plot mark left] table {");
    f.front().forEach(p -> line(out, "%s %s", p.x(), p.y()));
    line(out, "%s %s", end, f.front().getLast().y());
    line(out, "};");
    for (var p : f.points()) {
      line(
          out,
          "\\addplot[%s, only marks, %s, error bars/.cd, x dir=both, x explicit, y dir=both,"
              + " y explicit] table[x=x, y=y, x error plus=xplus, x error minus=xminus,"
              + " y error plus=yplus, y error minus=yminus] {",
          name(p.role()),
          p.hollow() ? hollow(p.role()) : mark(p.role()));
      line(out, "x y xplus xminus yplus yminus");
      line(
          out,
          "%s %s %s %s %s %s",
          p.x(),
          p.y(),
          p.xHigh() - p.x(),
          p.x() - p.xLow(),
          p.yHigh() - p.y(),
          p.y() - p.yLow());
      line(out, "};");
      line(
          out,
          "\\node[anchor=south west, inner sep=4pt] at (axis cs:%s,%s) {%s};",
          p.x(),
          p.y(),
          escaped(p.name()));
    }
  }

  private static String hollow(Role role) {
    return mark(role).replace("*", "").replaceAll("mark=$", "mark=o");
  }

  private static String dash(Role role) {
    return switch (role) {
      case TEACHER, CROSS_LINGUAL -> "";
      case STUDENT, BASELINE, STRUCTURE -> ", dashed";
      case PUBLISHED, IDENTITY -> ", densely dotted";
    };
  }

  /** Percentiles in steps of half a percent at most; the CSV file has every call. */
  static void ecdf(EcdfFigure f, ExportSettings s, StringBuilder out) {
    axis(
        out,
        s,
        "grid=major, ymin=0, ymax=100, xmin=0, xlabel={"
            + escaped(s.style().words().time())
            + "}, ylabel={"
            + escaped(s.style().words().answered())
            + "}");
    for (var series : f.series()) {
      line(
          out,
          "\\addplot[%s, %s, const plot mark left%s] table {",
          name(series.role()),
          series.thin() ? "thin" : width(s),
          dash(series.role()));
      var steps = series.steps();
      line(out, "%s 0", steps.getFirst().millis());
      steps.forEach(step -> line(out, "%s %s", step.millis(), step.percent()));
      line(out, "};");
      line(out, "\\addlegendentry{%s}", escaped(series.name()));
    }
  }
}
