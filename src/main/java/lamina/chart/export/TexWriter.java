package lamina.chart.export;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import lamina.chart.figure.AlignedFigure;
import lamina.chart.figure.AttentionFigure;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.EcdfFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.ParetoFigure;
import lamina.chart.figure.Role;
import lamina.chart.figure.Rounded;

/** Figures as pgfplots with their data inline. */
final class TexWriter {
  private static final int MAP_STEPS = 10;
  private static final int LEGEND_COLUMNS = 2;

  /** What makes it a document, skipped where the file is part of another. */
  private static final String HEAD =
      """
      % Compiles by itself. To \\input it, load in your paper: pgfplots,
      % \\usepgfplotslibrary{fillbetween} and \\usetikzlibrary{patterns}.
      % Scripts other than Latin need lualatex and a font that has them.
      \\makeatletter
      \\ifx\\documentclass\\@twoclasseserror
        \\let\\LaminaEnd\\relax
        \\expandafter\\@gobble
      \\else
        \\expandafter\\@firstofone
      \\fi
      {%
        \\IfFileExists{standalone.cls}
          {\\documentclass[border=1pt]{standalone}}
          {\\documentclass{article}\\pagestyle{empty}
            \\usepackage[paperwidth=@wpt, paperheight=@hpt, margin=12pt]{geometry}\\parindent0pt}
        \\usepackage{iftex,pgfplots}
        \\usepgfplotslibrary{fillbetween}
        \\usetikzlibrary{patterns}
        \\pgfplotsset{compat=1.16}
        \\ifluatex
          \\usepackage{fontspec}
          \\IfFontExistsTF{Lamina Sans}{\\setmainfont{Lamina Sans}[Renderer=HarfBuzz]}{}
        \\fi
        \\gdef\\LaminaEnd{\\end{document}}
        \\begin{document}}%
      \\makeatother
      \\providecommand{\\LaminaScript}[2]{\\ifdefined\\addfontfeature{\\addfontfeature{Script=#1}#2}\\else#2\\fi}%
      \\providecommand{\\LaminaRtl}[2]{\\ifdefined\\textdir\\bgroup\\textdir TRT\\LaminaScript{#1}{#2}\\egroup\\else#2\\fi}%
      \\providecommand{\\LaminaLtr}[1]{\\ifdefined\\textdir\\bgroup\\textdir TLT#1\\egroup\\else#1\\fi}%
      """;

  /** Room beside the plot for a colour bar, and above it for title and legend. */
  private static final double MARGIN = 120;

  private static final String FOOT = "\\LaminaEnd\n";

  private TexWriter() {}

  static String text(Figure figure, ExportSettings s) {
    var out = new StringBuilder();
    line(out, "%% %s", TexText.line(figure.title()));
    line(out, "%% %s", TexText.line(figure.caption()));
    s.provenance().text().lines().forEach(l -> line(out, "%% %s", TexText.line(l)));
    out.append(
        HEAD.replace("@w", "" + Math.round(s.width() + MARGIN))
            .replace("@h", "" + Math.round(s.height() + MARGIN)));
    for (var role : Role.values()) {
      line(out, "\\definecolor{%s}{HTML}{%s}", name(role), hex(role.color()));
    }
    line(out, "\\begin{tikzpicture}[font=%s]", size(s.style().fontSize()));
    line( // numbers in the text's font, which has no powers of ten
        out,
        "\\pgfplotsset{scaled ticks=false, tick label style={/pgf/number format/fixed,"
            + " /pgf/number format/precision=3, /pgf/number format/assume math mode=true}}");
    if (s.style().titled()) {
      line(
          out,
          "\\pgfplotsset{every axis/.append style={title={%s}, title style={at={(0,1)},"
              + " anchor=south west, align=left, yshift=%.1fpt, text width=%.1fpt}}}",
          TexText.escaped(figure.title()),
          legendHeight(figure, s),
          s.width());
    }
    switch (figure) {
      case BarFigure f -> TexPlots.bars(f, s, out);
      case LineFigure f -> TexPlots.lines(f, s, out);
      case EcdfFigure f -> TexPlots.ecdf(f, s, out);
      case ParetoFigure f -> TexPlots.pareto(f, s, out);
      case GateMapFigure f -> TexMaps.gates(f, s, out);
      case AttentionFigure f -> TexMaps.attention(f, s, out);
      case HeatMapFigure f -> TexMaps.differences(f, s, out);
      case ChannelFigure f -> TexMaps.channels(f, s, out);
      case AlignedFigure f -> TexAligned.lines(f, s, out);
      case LayerMapFigure f -> TexLayerMap.maps(f, s, out);
    }
    line(out, "\\end{axis}");
    line(out, "\\end{tikzpicture}");
    out.append(FOOT);
    return out.toString();
  }

  /** Room that the legend takes above the plot, in points. */
  private static double legendHeight(Figure figure, ExportSettings s) {
    long entries =
        switch (figure) {
          case BarFigure f -> f.series().size();
          case LineFigure f -> f.lines().stream().filter(l -> !l.name().isEmpty()).count();
          case EcdfFigure f -> f.series().size();
          default -> 0;
        };
    return Math.ceilDiv(entries, LEGEND_COLUMNS) * 1.4 * s.style().fontSize();
  }

  static void line(StringBuilder out, String format, Object... arguments) {
    var rounded = Arrays.stream(arguments).map(TexWriter::rounded).toArray();
    out.append(String.format(Locale.ROOT, format, rounded)).append('\n');
  }

  /** No more digits than a measurement has. */
  private static Object rounded(Object argument) {
    return argument instanceof Double || argument instanceof Float
        ? Rounded.number(((Number) argument).doubleValue())
        : argument;
  }

  /** Opens the axis; the figure's size is that of the whole picture. */
  static void axis(StringBuilder out, ExportSettings s, String options) {
    line(
        out,
        "\\begin{axis}[width=%.1fpt, height=%.1fpt, axis line style={draw=none}, tick"
            + " style={draw=none}, legend cell align=left, legend style={at={(0.5,1.02)},"
            + " anchor=south, draw=none, legend columns=%d}, %s]",
        s.width(),
        s.height(),
        LEGEND_COLUMNS,
        options);
  }

  static String name(Role role) {
    return "lamina" + role.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  private static String hex(Color color) {
    return String.format(Locale.ROOT, "%06X", color.getRGB() & 0xFFFFFF);
  }

  static String size(double points) {
    return String.format(Locale.ROOT, "\\fontsize{%.1f}{%.1f}\\selectfont", points, 1.2 * points);
  }

  static String width(ExportSettings s) {
    return String.format(Locale.ROOT, "line width=%.2fpt", s.style().lineWidth());
  }

  /** Places 0, 1, … with a name each. */
  static String ticks(String axis, List<String> names) {
    var places = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      places.append(i == 0 ? "" : ",").append(i);
    }
    return axis
        + "tick={"
        + places
        + "}, "
        + axis
        + "ticklabels={"
        + names.stream().map(n -> "{" + TexText.escaped(n) + "}").collect(Collectors.joining(","))
        + "}";
  }

  static String colorMap(DoubleFunction<Color> colors) {
    var out = new StringBuilder("colormap={lamina}{");
    for (int i = 0; i <= MAP_STEPS; i++) {
      var c = colors.apply((double) i / MAP_STEPS);
      out.append(
          String.format(Locale.ROOT, "rgb255=(%d,%d,%d) ", c.getRed(), c.getGreen(), c.getBlue()));
    }
    return out.append('}').toString();
  }
}
