package lamina.chart.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import lamina.chart.figure.AttentionFigure;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.LayerMapFigure;

/** Draws gate maps, attention and channel profiles. */
public final class GateMapPainter {
  private static final double CELL_LABEL = 30;

  private GateMapPainter() {}

  static void paint(GateMapFigure f, Graphics2D g, GateMapLayout layout, FigureStyle style) {
    cells(f, style.words().gate(), g, layout, style.theme());
  }

  static void paint(AttentionFigure f, Graphics2D g, GateMapLayout layout, FigureStyle style) {
    cells(f.grid(), style.words().weight(), g, layout, style.theme());
    if (f.query() < layout.window().first() || f.query() >= layout.window().end()) {
      return; // the token that looks is out of sight
    }
    var top = layout.cell(0, f.query());
    g.setColor(style.theme().accent());
    g.setStroke(new BasicStroke(2));
    g.draw(
        new Rectangle2D.Double(top.getX(), top.getY(), top.getWidth(), layout.cells().getHeight()));
  }

  private static void cells(
      GateMapFigure f, String unit, Graphics2D g, GateMapLayout layout, Theme theme) {
    var range = range(f.values());
    var window = layout.window();
    double cellWidth = layout.cells().getWidth() / window.count();
    double cellHeight = layout.cells().getHeight() / layout.rows();
    for (int r = 0; r < layout.rows(); r++) {
      for (int t = window.first(); t < window.end(); t++) {
        double share = (f.values()[r][t] - range[0]) / (range[1] - range[0]);
        var cell = layout.cell(r, t);
        g.setColor(ColorMap.cividis(share));
        // Cells overlap by a hair, so that no seam shows between them when scaled.
        g.fill(
            new Rectangle2D.Double(
                cell.getX(), cell.getY(), cell.getWidth() + 0.4, cell.getHeight() + 0.4));
        if (cellWidth > CELL_LABEL && cellHeight > 14) {
          g.setFont(Fonts.regular(10));
          g.setColor(share > 0.55 ? new Color(0x1F2328) : Color.WHITE);
          centred(g, brief(f.values()[r][t]), cell.getCenterX(), cell.getCenterY() + 3.5);
        }
      }
    }
    g.setFont(Fonts.regular(Math.clamp(cellHeight - 2, 9, GateMapLayout.LABEL_SIZE)));
    g.setColor(theme.text());
    for (int r = 0; r < layout.rows(); r++) {
      if (cellHeight >= 11 || r % 2 == 0) {
        var label = Integer.toString(f.layers().get(r));
        double w = g.getFontMetrics().stringWidth(label);
        g.drawString(
            label,
            (float) (layout.cells().getX() - 8 - w),
            (float) (layout.row(r).getCenterY() + 4));
      }
    }
    g.setFont(Fonts.regular(GateMapLayout.LABEL_SIZE));
    tokens(f, g, layout, cellWidth);
    double x = layout.cells().getMaxX() + 16;
    legend(
        unit,
        g,
        new Rectangle2D.Double(x, layout.cells().getY(), 12, layout.cells().getHeight()),
        range,
        theme);
  }

  /** Two decimals without the leading zero: ".07", "1.00". */
  public static String brief(double value) {
    return LayerMapFigure.Reading.GATE.brief(value);
  }

  private static void tokens(
      GateMapFigure f, Graphics2D g, GateMapLayout layout, double cellWidth) {
    double y = layout.cells().getMaxY();
    int every = Math.max(1, (int) Math.ceil(13 / cellWidth - 0.01));
    for (int t = layout.window().first(); t < layout.window().end(); t++) {
      double x = layout.cell(0, t).getCenterX();
      var label = shortened(g, f.tokens().get(t));
      if (!layout.rotated()) {
        centred(g, label, x, y + 15);
      } else if (t % every == 0) {
        AffineTransform before = g.getTransform();
        g.translate(x + 4, y + 6);
        g.rotate(-Math.PI / 2);
        g.drawString(label, -g.getFontMetrics().stringWidth(label), 0);
        g.setTransform(before);
      }
    }
  }

  private static String shortened(Graphics2D g, String token) {
    var label = token;
    while (label.length() > 2 && g.getFontMetrics().stringWidth(label) > 90) {
      label = label.substring(0, label.offsetByCodePoints(label.length(), -2)) + "…";
    }
    return label;
  }

  /** The scale, from the bright end to the dark one. */
  static void legend(String unit, Graphics2D g, Rectangle2D area, double[] range, Theme theme) {
    double x = area.getX();
    double y = area.getY();
    double h = area.getHeight();
    int steps = 64;
    for (int i = 0; i < steps; i++) {
      g.setColor(ColorMap.cividis(1 - (i + 0.5) / steps));
      g.fill(new Rectangle2D.Double(x, y + h * i / steps, 12, h / steps + 0.4));
    }
    g.setFont(Fonts.regular(11));
    g.setColor(theme.muted());
    g.drawString(String.format(Locale.ROOT, "%.2f", range[1]), (float) x + 17, (float) y + 9);
    g.drawString(String.format(Locale.ROOT, "%.2f", range[0]), (float) x + 17, (float) (y + h));
    g.drawString(unit, (float) x + 17, (float) (y + h / 2 + 4));
  }

  /** From the smallest to the largest value; never of width 0. */
  static double[] range(float[][] values) {
    double low = 1;
    double high = 0;
    for (float[] row : values) {
      for (float v : row) {
        if (Float.isFinite(v)) {
          low = Math.min(low, v);
          high = Math.max(high, v);
        }
      }
    }
    return high - low < 0.01
        ? new double[] {Math.max(0, low - 0.005), Math.min(1, low + 0.01)}
        : new double[] {low, high};
  }

  static void paint(ChannelFigure f, Graphics2D g, double width, double height, FigureStyle style) {
    var theme = style.theme();
    var sorted = f.gate().clone();
    java.util.Arrays.sort(sorted);
    var plot = channels(width, height);
    double left = plot.getX();
    double top = plot.getY();
    double w = plot.getWidth();
    double h = plot.getHeight();
    g.setFont(Fonts.regular(11));
    for (double tick = 0; tick <= 1; tick += 0.25) {
      double y = top + h * (1 - tick);
      g.setColor(theme.grid());
      g.fill(new Rectangle2D.Double(left, y, w, 1));
      g.setColor(theme.muted());
      g.drawString(String.format(Locale.ROOT, "%.2f", tick), (float) left - 34, (float) y + 4);
    }
    double each = w / sorted.length;
    for (int i = 0; i < sorted.length; i++) {
      g.setColor(ColorMap.cividis(sorted[i]));
      g.fill(
          new Rectangle2D.Double(
              left + i * each, top + h * (1 - sorted[i]), each + 0.3, h * sorted[i]));
    }
    g.setColor(theme.muted());
    centred(g, style.words().channels(sorted.length), left + w / 2, top + h + 18);
  }

  private static Rectangle2D channels(double width, double height) {
    double left = 44;
    double top = 34;
    return new Rectangle2D.Double(left, top, width - left - 16, height - top - 48);
  }

  /** Area of a channel by its rank, as high as the plot. */
  static Rectangle2D channel(ChannelFigure f, int rank, double width, double height) {
    var plot = channels(width, height);
    double each = plot.getWidth() / f.gate().length;
    return new Rectangle2D.Double(plot.getX() + rank * each, plot.getY(), each, plot.getHeight());
  }

  static void centred(Graphics2D g, String text, double x, double y) {
    g.drawString(text, (float) (x - g.getFontMetrics().stringWidth(text) / 2.0), (float) y);
  }
}
