package lamina.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;

/** Draws any figure on any surface. */
final class FigurePainter {
  private FigurePainter() {}

  static void paint(Figure figure, Graphics2D g, double width, double height, Theme theme) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(theme.background());
    g.fill(new Rectangle2D.Double(0, 0, width, height));
    switch (figure) {
      case GateMapFigure f -> GateMapPainter.paint(f, g, width, height, theme);
      case ChannelFigure f -> GateMapPainter.paint(f, g, width, height, theme);
      case AttentionFigure f -> GateMapPainter.paint(f, g, width, height, theme);
      case BarFigure f -> plot(Charts.bars(f, theme), f, g, width, height, theme);
      case LineFigure f -> plot(Charts.lines(f, theme), f, g, width, height, theme);
      case EcdfFigure f -> plot(Charts.ecdf(f, theme), f, g, width, height, theme);
    }
  }

  private static void plot(
      org.jfree.chart.JFreeChart chart,
      Figure f,
      Graphics2D g,
      double width,
      double height,
      Theme theme) {
    chart.draw(g, new Rectangle2D.Double(0, 26, width, Math.max(1, height - 26 - 20)));
    titles(f, g, width, height, theme);
  }

  /** Title above, caption below. */
  static void titles(Figure f, Graphics2D g, double width, double height, Theme theme) {
    g.setColor(theme.text());
    g.setFont(Fonts.bold(14));
    g.drawString(fitted(g, f.title(), width - 16), 8, 19);
    g.setColor(theme.muted());
    g.setFont(Fonts.regular(11));
    g.drawString(fitted(g, f.caption(), width - 16), 8, (float) height - 7);
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
