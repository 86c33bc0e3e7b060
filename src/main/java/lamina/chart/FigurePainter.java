package lamina.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;

/** Draws any figure on any surface. */
final class FigurePainter {
  private static final double TITLE = 26;
  private static final double CAPTION = 20;
  private static final double BARS = 240;
  private static final double MARGIN = 8;

  private FigurePainter() {}

  static void paint(Figure figure, Graphics2D g, double width, double height, FigureStyle style) {
    paint(figure, g, width, height, style, TokenWindow.ALL);
  }

  static void paint(
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
      titles(figure, g, width / scale, height / scale, style);
      draw(figure, g, width / scale, height / scale, style, window);
    } else {
      g.translate(0, -TITLE);
      draw(figure, g, width / scale, height / scale + TITLE + CAPTION, style, window);
    }
  }

  /** Draws the plot and leaves the places of title and caption free. */
  private static void draw(
      Figure figure,
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
      case BarFigure f -> plot(Charts.bars(f, style, width), g, width, height);
      case LineFigure f -> plot(Charts.lines(f, style), g, width, height);
      case ParetoFigure f -> plot(Charts.pareto(f, style), g, width, height);
      case EcdfFigure f -> plot(Charts.ecdf(f, style), g, width, height);
    }
  }

  /**
   * Height below which a figure of a given width leaves out names, or has little room for its bars.
   *
   * @param width in points
   * @return in points; 0 where any height will do
   */
  static double leastHeight(Figure figure, double width, FigureStyle style) {
    double units =
        switch (figure) {
          case HeatMapFigure f -> HeatMapLayout.leastHeight(f);
          case GateMapFigure f -> GateMapLayout.leastHeight(f, width / style.scale());
          case AttentionFigure f -> GateMapLayout.leastHeight(f.grid(), width / style.scale());
          case AlignedFigure f -> f.height(width / style.scale());
          case BarFigure f -> BARS + Charts.namesHeight(f, width / style.scale());
          case LineFigure f -> 0;
          case EcdfFigure f -> 0;
          case ParetoFigure f -> 0;
          case ChannelFigure f -> 0;
        };
    return style.scale() * (style.titled() ? units : units - TITLE - CAPTION);
  }

  private static void plot(
      org.jfree.chart.JFreeChart chart, Graphics2D g, double width, double height) {
    chart.draw(g, new Rectangle2D.Double(0, TITLE, width, Math.max(1, height - TITLE - CAPTION)));
  }

  /** Title above, caption below. */
  private static void titles(
      Figure f, Graphics2D g, double width, double height, FigureStyle style) {
    g.setColor(style.theme().text());
    g.setFont(Fonts.bold(14));
    line(f.title(), g, width, 19, style.words());
    g.setColor(style.theme().muted());
    g.setFont(Fonts.regular(11));
    line(f.caption(), g, width, height - 7, style.words());
  }

  private static void line(String text, Graphics2D g, double width, double y, Words words) {
    var drawn = words.ordered(fitted(g, text, width - 2 * MARGIN));
    double x = MARGIN;
    if (words.rightToLeft() && !drawn.isEmpty()) {
      x = width - MARGIN - g.getFontMetrics().stringWidth(drawn);
    }
    g.drawString(drawn, (float) x, (float) y);
  }

  private static String fitted(Graphics2D g, String text, double width) {
    var metrics = g.getFontMetrics();
    if (text.isEmpty() || metrics.stringWidth(text) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 1 && metrics.stringWidth(text.substring(0, end) + "…") > width) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
