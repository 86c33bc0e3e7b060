package lamina.chart.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RectangularShape;
import lamina.chart.figure.BarFigure;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;
import org.jfree.data.category.CategoryDataset;

/** Bars with whiskers for their intervals; each role has its hatching. */
final class IntervalBars extends BarRenderer {
  private static final long serialVersionUID = 1L;
  private static final double BOX = 4.5;

  private final transient BarFigure figure;
  private final transient FigureStyle style;

  private final double width;

  /**
   * Bars.
   *
   * @param width of the picture in layout units
   */
  IntervalBars(BarFigure figure, FigureStyle style, double width) {
    this.width = width;
    this.figure = figure;
    this.style = style;
    setBarPainter(new Hatching(style));
    setShadowVisible(false);
    setItemMargin(0.04);
    setDrawBarOutline(false);
    setMaximumBarWidth(0.08);
  }

  @Override
  public Paint getItemPaint(int row, int column) {
    return figure.series().get(row).role().color();
  }

  /** Lines over bars, drawn as lines so that they stay lines in SVG and PDF. */
  private static final class Hatching extends StandardBarPainter {
    private static final long serialVersionUID = 1L;

    private final transient FigureStyle style;

    Hatching(FigureStyle style) {
      this.style = style;
    }

    @Override
    public void paintBar(
        Graphics2D g,
        BarRenderer renderer,
        int row,
        int column,
        RectangularShape bar,
        RectangleEdge base) {
      super.paintBar(g, renderer, row, column, bar, base);
      var role = ((IntervalBars) renderer).figure.series().get(row).role();
      g.setPaint(role.color().darker().darker());
      g.setStroke(new BasicStroke(style.line(1)));
      var hatching = new Path2D.Double();
      role.hatch().lines(bar.getBounds2D()).forEach(l -> hatching.append(l, false));
      g.draw(hatching);
    }
  }

  /** A hatched box: JFreeChart draws the line, here as thick as the box, under the shape. */
  @Override
  public LegendItem getLegendItem(int dataset, int row) {
    var role = figure.series().get(row).role();
    var hatching = new Path2D.Double();
    var stroke = new BasicStroke(1);
    role.hatch()
        .lines(new Rectangle2D.Double(-BOX, -BOX, 2 * BOX, 2 * BOX))
        .forEach(l -> hatching.append(stroke.createStrokedShape(l), false));
    return new LegendItem(
        Charts.wrapped(figure.series().get(row).name(), width),
        null,
        null,
        null,
        true,
        hatching,
        true,
        role.color().darker().darker(),
        false,
        Color.BLACK,
        stroke,
        true,
        new Line2D.Double(-BOX, 0, BOX, 0),
        new BasicStroke((float) (2 * BOX), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER),
        role.color());
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
    g.setPaint(style.theme().text());
    g.setStroke(new BasicStroke(style.line(1.1)));
    var whisker = new Path2D.Double(new Line2D.Double(x, low, x, high));
    whisker.append(new Line2D.Double(x - cap, low, x + cap, low), false);
    whisker.append(new Line2D.Double(x - cap, high, x + cap, high), false);
    g.draw(whisker);
  }
}
