package lamina.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RectangularShape;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleEdge;
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
    setBarPainter(new Hatching());
    setShadowVisible(false);
    setItemMargin(0.04);
    setDrawBarOutline(false);
    setMaximumBarWidth(0.08);
  }

  @Override
  public Paint getItemPaint(int row, int column) {
    return figure.series().get(row).role().color();
  }

  /** Lines over the student's bars, drawn as lines so that they stay lines in SVG. */
  private static final class Hatching extends StandardBarPainter {
    private static final long serialVersionUID = 1L;
    private static final double STEP = 5;

    @Override
    public void paintBar(
        Graphics2D g,
        BarRenderer renderer,
        int row,
        int column,
        RectangularShape bar,
        RectangleEdge base) {
      super.paintBar(g, renderer, row, column, bar, base);
      var color = (Color) renderer.getItemPaint(row, column);
      if (!color.equals(Role.STUDENT.color())) {
        return;
      }
      g.setPaint(color.darker());
      g.setStroke(new BasicStroke(1));
      double w = bar.getWidth();
      for (double y = bar.getMinY() + w; y < bar.getMaxY(); y += STEP) {
        g.draw(new Line2D.Double(bar.getMinX(), y, bar.getMaxX(), y - w));
      }
    }
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
