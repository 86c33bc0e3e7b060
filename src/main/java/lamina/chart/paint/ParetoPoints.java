package lamina.chart.paint;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import lamina.chart.figure.ParetoFigure;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** Markers with their intervals and names, and the front as a line of steps. */
final class ParetoPoints extends AbstractXYAnnotation {
  private static final long serialVersionUID = 1L;
  private static final double MARKER = 1.5;
  private static final double GAP = 9;
  private static final double TEXT = 11;

  private final transient ParetoFigure figure;
  private final transient FigureStyle style;

  ParetoPoints(ParetoFigure figure, FigureStyle style) {
    this.figure = figure;
    this.style = style;
  }

  @Override
  public void draw(
      Graphics2D g,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis across,
      ValueAxis up,
      int renderer,
      PlotRenderingInfo info) {
    var taken = new ArrayList<Rectangle2D>();
    front(g, area, across, up);
    for (var p : figure.points()) {
      var at = place(p.x(), p.y(), area, across, up);
      taken.add(new Rectangle2D.Double(at.getX() - GAP, at.getY() - GAP, 2 * GAP, 2 * GAP));
      g.setPaint(p.role().color());
      g.setStroke(new BasicStroke(style.line(1.1)));
      g.draw(
          new Line2D.Double(
              place(p.xLow(), p.y(), area, across, up), place(p.xHigh(), p.y(), area, across, up)));
      g.draw(
          new Line2D.Double(
              place(p.x(), p.yLow(), area, across, up), place(p.x(), p.yHigh(), area, across, up)));
      marker(g, p, at);
    }
    g.setFont(Fonts.regular(TEXT));
    g.setPaint(style.theme().text());
    for (var p : figure.points()) {
      label(g, p.name(), place(p.x(), p.y(), area, across, up), area, taken);
    }
  }

  private void marker(Graphics2D g, ParetoFigure.Point p, Point2D at) {
    var form = AffineTransform.getTranslateInstance(at.getX(), at.getY());
    form.scale(MARKER, MARKER);
    Shape shape = form.createTransformedShape(p.role().marker());
    g.setPaint(p.hollow() ? style.theme().background() : p.role().color());
    g.fill(shape);
    g.setPaint(p.role().color());
    g.setStroke(new BasicStroke(style.line(2)));
    g.draw(shape);
  }

  /** From the cheapest point right and up to the next, and on to the edge. */
  private void front(Graphics2D g, Rectangle2D area, ValueAxis across, ValueAxis up) {
    var line = new Path2D.Double();
    double height = 0;
    for (var p : figure.front()) {
      var at = place(p.x(), p.y(), area, across, up);
      if (line.getCurrentPoint() == null) {
        line.moveTo(at.getX(), at.getY());
      } else {
        line.lineTo(at.getX(), height);
        line.lineTo(at.getX(), at.getY());
      }
      height = at.getY();
    }
    line.lineTo(area.getMaxX(), height);
    g.setPaint(style.theme().muted());
    g.setStroke(
        new BasicStroke(
            style.line(1.4),
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_MITER,
            10,
            new float[] {5, 4},
            0));
    g.draw(line);
  }

  private static Point2D place(
      double x, double y, Rectangle2D area, ValueAxis across, ValueAxis up) {
    return new Point2D.Double(
        across.valueToJava2D(x, area, RectangleEdge.BOTTOM),
        up.valueToJava2D(y, area, RectangleEdge.LEFT));
  }

  /** Beside its marker, on the first side where it hides nothing. */
  private static void label(
      Graphics2D g, String name, Point2D at, Rectangle2D area, List<Rectangle2D> taken) {
    double width = g.getFontMetrics().stringWidth(name);
    double height = g.getFontMetrics().getAscent();
    var places = new ArrayList<Rectangle2D>();
    for (double down : new double[] {-GAP / 2 - height, GAP / 2, -GAP / 2 - 2 * height, GAP + 4}) {
      places.add(new Rectangle2D.Double(at.getX() + GAP, at.getY() + down, width, height));
      places.add(new Rectangle2D.Double(at.getX() - GAP - width, at.getY() + down, width, height));
    }
    var chosen =
        places.stream()
            .filter(area::contains)
            .filter(box -> taken.stream().noneMatch(box::intersects))
            .findFirst()
            .orElse(places.getFirst());
    taken.add(chosen);
    g.drawString(name, (float) chosen.getX(), (float) (chosen.getMaxY() - 2));
  }
}
