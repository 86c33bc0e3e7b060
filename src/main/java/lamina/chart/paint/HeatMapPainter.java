package lamina.chart.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import lamina.chart.figure.HeatMapFigure;

/** Draws heat maps of differences, shares and coefficients, and the tree beside one. */
final class HeatMapPainter {
  private static final Color DARK_TEXT = new Color(0x1F2328);
  private static final double NUMBER_WIDTH = 44;
  private static final double NUMBER_HEIGHT = 13;
  private static final double STAR = 4;

  private HeatMapPainter() {}

  static void paint(HeatMapFigure f, Graphics2D g, double width, double height, Theme theme) {
    var layout = HeatMapLayout.of(f, width, height);
    double reach = f.reach();
    for (int r = 0; r < layout.rows(); r++) {
      for (int c = 0; c < layout.columns(); c++) {
        if (!Double.isNaN(f.values()[r][c])) {
          cell(f, g, layout.cell(r, c), r, c, reach);
        }
      }
    }
    names(f, g, layout, theme);
    layout.tree(f).ifPresent(area -> tree(f.tree().orElseThrow(), g, area, layout.rows(), theme));
    legend(f, g, layout, reach, theme);
  }

  private static void cell(
      HeatMapFigure f, Graphics2D g, Rectangle2D cell, int r, int c, double reach) {
    double value = f.values()[r][c];
    boolean shown = f.shares() || f.starred()[r][c];
    g.setColor(shown ? ColorMap.diverging(value / reach) : ColorMap.pale(value / reach));
    g.fill(
        new Rectangle2D.Double(
            cell.getX(), cell.getY(), cell.getWidth() - 1, cell.getHeight() - 1));
    g.setColor(shown && Math.abs(value) > 0.6 * reach ? Color.WHITE : DARK_TEXT);
    boolean number = cell.getWidth() > NUMBER_WIDTH && cell.getHeight() > NUMBER_HEIGHT;
    if (number) {
      g.setFont(Fonts.regular(10));
      GateMapPainter.centred(
          g,
          value == 0 ? "·" : f.number(value),
          cell.getCenterX() - (f.shares() ? 0 : STAR),
          cell.getCenterY() + 3.5);
    }
    if (f.starred()[r][c]) {
      star(g, number ? cell.getCenterX() + 15 : cell.getCenterX(), cell.getCenterY());
    }
  }

  /** Brackets from the rows to the right, as long as groups are apart. */
  private static void tree(
      HeatMapFigure.Tree tree, Graphics2D g, Rectangle2D area, int rows, Theme theme) {
    g.setColor(theme.muted());
    g.setStroke(new BasicStroke(1.2f));
    double row = area.getHeight() / rows;
    for (var b : tree.branches()) {
      double first = area.getY() + (b.first() + 0.5) * row;
      double second = area.getY() + (b.second() + 0.5) * row;
      double at = along(tree, area, b.height());
      var path = new Path2D.Double();
      path.moveTo(along(tree, area, b.firstHeight()), first);
      path.lineTo(at, first);
      path.lineTo(at, second);
      path.lineTo(along(tree, area, b.secondHeight()), second);
      g.draw(path);
    }
  }

  private static double along(HeatMapFigure.Tree tree, Rectangle2D area, double height) {
    return area.getX() + area.getWidth() * Math.clamp(height / tree.reach(), 0, 1);
  }

  private static void star(Graphics2D g, double x, double y) {
    var path = new Path2D.Double();
    for (int i = 0; i < 10; i++) {
      double angle = Math.PI * (i / 5.0 - 0.5);
      double radius = i % 2 == 0 ? STAR : 0.42 * STAR;
      double px = x + radius * Math.cos(angle);
      double py = y + radius * Math.sin(angle);
      if (i == 0) {
        path.moveTo(px, py);
      } else {
        path.lineTo(px, py);
      }
    }
    path.closePath();
    g.fill(path);
  }

  private static void names(HeatMapFigure f, Graphics2D g, HeatMapLayout layout, Theme theme) {
    g.setFont(Fonts.regular(HeatMapLayout.LABEL_SIZE));
    g.setColor(theme.text());
    int every = (int) Math.ceil(HeatMapLayout.ROW / layout.cell(0, 0).getHeight());
    for (int r = 0; r < layout.rows(); r += every) {
      double w = g.getFontMetrics().stringWidth(f.rows().get(r));
      g.drawString(
          f.rows().get(r),
          (float) (layout.cells().getX() - 8 - w),
          (float) (layout.cell(r, 0).getCenterY() + 4));
    }
    int widest = f.columns().stream().mapToInt(g.getFontMetrics()::stringWidth).max().orElse(0);
    int step = (int) Math.ceil((widest + 4) / layout.cell(0, 0).getWidth());
    for (int c = 0; c < layout.columns(); c += step) {
      GateMapPainter.centred(
          g, f.columns().get(c), layout.cell(0, c).getCenterX(), layout.cells().getMaxY() + 15);
    }
    g.setColor(theme.muted());
    GateMapPainter.centred(
        g, f.xLabel(), layout.cells().getCenterX(), layout.cells().getMaxY() + 31);
  }

  private static void legend(
      HeatMapFigure f, Graphics2D g, HeatMapLayout layout, double reach, Theme theme) {
    double x = layout.tree(f).map(Rectangle2D::getMaxX).orElse(layout.cells().getMaxX()) + 16;
    double y = layout.cells().getY() + 16;
    double h = layout.cells().getHeight() - 40;
    int steps = 64;
    for (int i = 0; i < steps; i++) {
      g.setColor(ColorMap.diverging(1 - (f.shares() ? 1 : 2) * (i + 0.5) / steps));
      g.fill(new Rectangle2D.Double(x, y + h * i / steps, 12, h / steps + 0.4));
    }
    g.setFont(Fonts.regular(HeatMapLayout.LABEL_SIZE));
    g.setColor(theme.muted());
    g.drawString(f.valueLabel(), (float) x, (float) y - 6);
    g.drawString(f.number(reach), (float) x + 17, (float) y + 9);
    if (f.shares()) {
      g.drawString("0", (float) x + 17, (float) (y + h));
      return;
    }
    g.drawString("0", (float) x + 17, (float) (y + h / 2 + 4));
    g.drawString(f.number(-reach), (float) x + 17, (float) (y + h));
    star(g, x + 6, y + h + 14);
    g.drawString("p < 0.05", (float) x + 17, (float) (y + h + 18));
  }
}
