package lamina.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.TexturePaint;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.Range;
import org.jfree.data.category.CategoryDataset;

/** Bars with whiskers for their intervals; the student's are hatched. */
final class IntervalBars extends BarRenderer {
  private static final long serialVersionUID = 1L;

  private final transient BarFigure figure;
  private final transient Theme theme;

  IntervalBars(BarFigure figure, Theme theme) {
    this.figure = figure;
    this.theme = theme;
    setBarPainter(new StandardBarPainter());
    setShadowVisible(false);
    setItemMargin(0.04);
    setDrawBarOutline(false);
    setMaximumBarWidth(0.08);
  }

  @Override
  public Paint getItemPaint(int row, int column) {
    var role = figure.series().get(row).role();
    return role == Role.STUDENT ? hatched(role.color()) : role.color();
  }

  @Override
  public Paint lookupSeriesPaint(int row) {
    return getItemPaint(row, 0);
  }

  private static Paint hatched(Color color) {
    var tile = new BufferedImage(6, 6, BufferedImage.TYPE_INT_RGB);
    var g = tile.createGraphics();
    g.setColor(color);
    g.fillRect(0, 0, 6, 6);
    g.setColor(color.darker());
    g.drawLine(0, 5, 5, 0);
    g.dispose();
    return new TexturePaint(tile, new Rectangle2D.Double(0, 0, 6, 6));
  }

  @Override
  public Range findRangeBounds(CategoryDataset dataset) {
    double top = 0;
    for (var s : figure.series()) {
      for (double h : s.high()) {
        top = Double.isNaN(h) ? top : Math.max(top, h);
      }
    }
    return new Range(0, top);
  }

  @Override
  public void drawItem(
      Graphics2D g,
      CategoryItemRendererState state,
      Rectangle2D area,
      CategoryPlot plot,
      CategoryAxis names,
      ValueAxis values,
      CategoryDataset dataset,
      int row,
      int column,
      int pass) {
    super.drawItem(g, state, area, plot, names, values, dataset, row, column, pass);
    var s = figure.series().get(row);
    if (Double.isNaN(s.values()[column])) {
      return;
    }
    double begin = calculateBarW0(plot, plot.getOrientation(), area, names, state, row, column);
    double x = begin + state.getBarWidth() / 2;
    double low = values.valueToJava2D(s.low()[column], area, plot.getRangeAxisEdge());
    double high = values.valueToJava2D(s.high()[column], area, plot.getRangeAxisEdge());
    double cap = Math.min(3, state.getBarWidth() / 3);
    g.setPaint(theme.text());
    g.setStroke(new BasicStroke(1.1f));
    g.draw(new Line2D.Double(x, low, x, high));
    g.draw(new Line2D.Double(x - cap, low, x + cap, low));
    g.draw(new Line2D.Double(x - cap, high, x + cap, high));
  }
}
