package lamina.chart.paint;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import lamina.chart.figure.AlignedFigure;
import lamina.chart.figure.AttentionFigure;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.EcdfFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureWords;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.ParetoFigure;
import lamina.chart.figure.TokenWindow;
import lamina.problem.Problem;
import org.jfree.chart.JFreeChart;

/** Draws any figure on any surface. */
public final class FigurePainter {
  private static final double TITLE = 26;
  private static final double CAPTION = 20;
  private static final double TITLE_LINE = 18;
  private static final double CAPTION_LINE = 14;
  private static final double BARS = 240;
  private static final double MARGIN = 8;

  /** Title and caption in lines as wide as the figure. */
  private record Texts(List<String> title, List<String> caption) {
    static final Texts NONE = new Texts(List.of(), List.of());

    static Texts of(Figure f, Graphics2D g, double width) {
      int most = lines(f);
      return new Texts(
          broken(g.getFontMetrics(Fonts.bold(14)), f.title(), width - 2 * MARGIN, most),
          broken(g.getFontMetrics(Fonts.regular(11)), f.caption(), width - 2 * MARGIN, most));
    }

    /** The cells of a map lie where they lie; a plot gives way to a second line. */
    private static int lines(Figure f) {
      return switch (f) {
        case BarFigure _, LineFigure _, ParetoFigure _, EcdfFigure _ -> 2;
        case GateMapFigure _,
            ChannelFigure _,
            AttentionFigure _,
            HeatMapFigure _,
            LayerMapFigure _,
            AlignedFigure _ ->
            1;
      };
    }

    double above() {
      return TITLE + TITLE_LINE * Math.max(0, title.size() - 1);
    }

    double below() {
      return CAPTION + CAPTION_LINE * Math.max(0, caption.size() - 1);
    }
  }

  private FigurePainter() {}

  public static void paint(
      Figure figure, Graphics2D g, double width, double height, FigureStyle style) {
    paint(figure, g, width, height, style, TokenWindow.ALL);
  }

  public static void paint(
      Figure figure,
      Graphics2D g,
      double width,
      double height,
      FigureStyle style,
      TokenWindow window) {
    var theme = style.theme();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(theme.background());
    g.fill(new Rectangle2D.Double(0, 0, width, height));
    double scale = style.scale();
    g.scale(scale, scale);
    if (style.titled()) {
      var texts = Texts.of(figure, g, width / scale);
      titles(texts, g, width / scale, height / scale, style);
      draw(figure, texts, g, width / scale, height / scale, style, window);
    } else {
      g.translate(0, -TITLE);
      draw(figure, Texts.NONE, g, width / scale, height / scale + TITLE + CAPTION, style, window);
    }
  }

  /** Draws the plot and leaves the places of title and caption free. */
  private static void draw(
      Figure figure,
      Texts texts,
      Graphics2D g,
      double width,
      double height,
      FigureStyle style,
      TokenWindow window) {
    var theme = style.theme();
    switch (figure) {
      case GateMapFigure f ->
          GateMapPainter.paint(f, g, GateMapLayout.of(f, width, height, window), style);
      case ChannelFigure f -> GateMapPainter.paint(f, g, width, height, style);
      case AttentionFigure f ->
          GateMapPainter.paint(f, g, GateMapLayout.of(f.grid(), width, height, window), style);
      case HeatMapFigure f -> HeatMapPainter.paint(f, g, width, height, theme);
      case AlignedFigure f -> AlignedPainter.paint(f, g, width, height, style);
      case LayerMapFigure f -> LayerMapPainter.paint(f, g, width, height, style, window);
      case BarFigure f -> plot(Charts.bars(f, style, width), texts, g, width, height);
      case LineFigure f -> plot(Charts.lines(f, style), texts, g, width, height);
      case ParetoFigure f -> plot(Charts.pareto(f, style), texts, g, width, height);
      case EcdfFigure f -> plot(Charts.ecdf(f, style), texts, g, width, height);
    }
  }

  /**
   * Height below which a figure of a given width leaves out names, or has little room for its bars.
   *
   * @param width in points
   * @return in points; 0 where any height will do
   */
  public static double leastHeight(Figure figure, double width, FigureStyle style) {
    double units =
        switch (figure) {
          case HeatMapFigure f -> HeatMapLayout.leastHeight(f);
          case GateMapFigure f -> GateMapLayout.leastHeight(f, width / style.scale());
          case AttentionFigure f -> GateMapLayout.leastHeight(f.grid(), width / style.scale());
          case AlignedFigure f -> AlignedLayout.of(f, width / style.scale()).height();
          case LayerMapFigure f -> LayerMapLayout.heights(f, width / style.scale()).least();
          case BarFigure f -> BARS + Charts.namesHeight(f, width / style.scale());
          case LineFigure f -> 0;
          case EcdfFigure f -> 0;
          case ParetoFigure f -> 0;
          case ChannelFigure f -> 0;
        };
    double texts = TITLE + CAPTION + LayerMapLayout.NOTE * figure.notes().size();
    return style.scale() * (style.titled() ? units : units - texts);
  }

  private static void plot(
      JFreeChart chart, Texts texts, Graphics2D g, double width, double height) {
    double room = Math.max(1, height - texts.above() - texts.below());
    try {
      chart.draw(g, new Rectangle2D.Double(0, texts.above(), width, room));
    } catch (IllegalArgumentException e) { // an axis has no end
      throw new Problem(
          "The figure can't be drawn: one of its numbers is infinite or too large. Its numbers can"
              + " be had as CSV.",
          e);
    }
  }

  /** Title above, caption below. */
  private static void titles(
      Texts texts, Graphics2D g, double width, double height, FigureStyle style) {
    g.setColor(style.theme().text());
    g.setFont(Fonts.bold(14));
    double y = 19;
    for (var line : texts.title) {
      line(line, g, width, y, style.words());
      y += TITLE_LINE;
    }
    g.setColor(style.theme().muted());
    g.setFont(Fonts.regular(11));
    y = height - 7;
    for (var line : texts.caption.reversed()) {
      line(line, g, width, y, style.words());
      y -= CAPTION_LINE;
    }
  }

  private static void line(String text, Graphics2D g, double width, double y, FigureWords words) {
    var drawn = words.ordered(text);
    double x = MARGIN;
    if (words.rightToLeft() && !drawn.isEmpty()) {
      x = width - MARGIN - g.getFontMetrics().stringWidth(drawn);
    }
    g.drawString(drawn, (float) x, (float) y);
  }

  /** A text in lines, broken at spaces; what doesn't fit the last of them is left out. */
  private static List<String> broken(FontMetrics metrics, String text, double width, int most) {
    var lines = new ArrayList<String>();
    var rest = text;
    while (lines.size() < most - 1 && metrics.stringWidth(rest) > width) {
      int end = fitting(metrics, rest, width);
      int space = rest.lastIndexOf(' ', end);
      if (space <= 0) {
        break;
      }
      lines.add(rest.substring(0, space));
      rest = rest.substring(space + 1);
    }
    if (metrics.stringWidth(rest) > width) {
      rest = rest.substring(0, fitting(metrics, rest, width - metrics.stringWidth("…"))) + "…";
    }
    lines.add(rest);
    return lines;
  }

  /** Characters of a text that are as wide as the room for them, one at least. */
  private static int fitting(FontMetrics metrics, String text, double width) {
    int end = text.length();
    while (end > 1 && metrics.stringWidth(text.substring(0, end)) > width) {
      end--;
    }
    return end;
  }
}
