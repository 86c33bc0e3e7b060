package lamina.chart.paint;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import lamina.chart.figure.LayerMapFigure;

/** The colours of gates, with what the ends and the middle of their scale mean. */
final class GateLegend {
  static final double NUMBER_SIZE = 9.5;
  private static final int STEPS = 40;
  private static final double HIGHEST = 120;

  private GateLegend() {}

  /** Paints it right of the gates. */
  static void paint(LayerMapFigure f, Graphics2D g, LayerMapLayout layout, Theme theme) {
    double x = layout.right() + 12;
    double y = layout.gateTops()[0] + 12;
    double end = layout.gateTops()[layout.gateTops().length - 1] + layout.gateHeight();
    double h = Math.clamp(end - y - 12, 30, HIGHEST);
    for (int i = 0; i < STEPS; i++) {
      g.setColor(ColorMap.diverging(1 - 2 * (i + 0.5) / STEPS, theme));
      g.fill(new Rectangle2D.Double(x, y + h * i / STEPS, 10, h / STEPS + 0.4));
    }
    g.setFont(Fonts.regular(NUMBER_SIZE));
    g.setColor(theme.muted());
    float at = (float) x + 14;
    var reading = f.scale().reading();
    double middle = reading.middle();
    g.drawString("> " + reading.brief(middle + reading.reach()), at, (float) y + 8);
    g.drawString(reading.brief(middle), at, (float) (y + h / 2 + 3.5));
    g.drawString("< " + reading.brief(middle - reading.reach()), at, (float) (y + h));
    double room = layout.width() - x - 2;
    g.drawString(shortened(g, f.scale().high(), room), (float) x, (float) y - 4);
    g.drawString(shortened(g, f.scale().low(), room), (float) x, (float) (y + h + 11));
  }

  /** A text as far as there is room for it. */
  static String shortened(Graphics2D g, String text, double room) {
    var metrics = g.getFontMetrics();
    if (metrics.stringWidth(text) <= room) {
      return text;
    }
    int end = text.length();
    while (end > 1 && metrics.stringWidth(text.substring(0, end) + "…") > room) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + "…";
  }
}
