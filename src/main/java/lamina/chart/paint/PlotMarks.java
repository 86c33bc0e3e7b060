package lamina.chart.paint;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.EcdfFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.ParetoFigure;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.entity.CategoryItemEntity;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * Where the marks of a plot lie in its picture: bars, points of lines, steps of curves. It is known
 * once the plot is painted; maps have layouts in its place.
 */
public record PlotMarks(List<Mark> marks) {
  /** No marks. */
  public static final PlotMarks NONE = new PlotMarks(List.of());

  private static final double POINT = 5;

  /**
   * A mark.
   *
   * @param series index of its bars, line or curve, or of its point among points
   * @param item index in the series: group, place on the line, step of the curve; 0 of a point
   */
  public record Mark(int series, int item, Rectangle2D area) {}

  /** Marks of a chart that was drawn. */
  static PlotMarks of(Figure figure, JFreeChart chart, ChartRenderingInfo drawn) {
    var found = new ArrayList<Mark>();
    switch (figure) {
      case BarFigure _ -> bars(drawn, found);
      case LineFigure f -> {
        for (int s = 0; s < f.lines().size(); s++) {
          var line = f.lines().get(s);
          for (int i = 0; i < line.x().length; i++) {
            point(s, i, line.x()[i], line.y()[i], chart, drawn, found);
          }
        }
      }
      case EcdfFigure f -> {
        for (int s = 0; s < f.series().size(); s++) {
          var steps = f.series().get(s).steps();
          for (int i = 0; i < steps.size(); i++) {
            point(s, i, steps.get(i).millis(), steps.get(i).percent(), chart, drawn, found);
          }
        }
      }
      case ParetoFigure f -> {
        for (int s = 0; s < f.points().size(); s++) {
          point(s, 0, f.points().get(s).x(), f.points().get(s).y(), chart, drawn, found);
        }
      }
      default -> throw new IllegalArgumentException("no plot: " + figure.getClass());
    }
    return new PlotMarks(List.copyOf(found));
  }

  /** Marks of the channels of a gate: one as high as the plot for each, however small its gate. */
  static PlotMarks of(ChannelFigure f, double width, double height) {
    var found = new ArrayList<Mark>();
    for (int i = 0; i < f.gate().length; i++) {
      found.add(new Mark(0, i, GateMapPainter.channel(f, i, width, height)));
    }
    return new PlotMarks(List.copyOf(found));
  }

  private static void bars(ChartRenderingInfo drawn, List<Mark> found) {
    for (var entity : drawn.getEntityCollection().getEntities()) {
      if (entity instanceof CategoryItemEntity bar) {
        found.add(
            new Mark(
                bar.getDataset().getRowIndex(bar.getRowKey()),
                bar.getDataset().getColumnIndex(bar.getColumnKey()),
                bar.getArea().getBounds2D()));
      }
    }
  }

  private static void point(
      int series,
      int item,
      double x,
      double y,
      JFreeChart chart,
      ChartRenderingInfo drawn,
      List<Mark> found) {
    var plot = (XYPlot) chart.getPlot();
    var area = drawn.getPlotInfo().getDataArea();
    double across = plot.getDomainAxis().valueToJava2D(x, area, RectangleEdge.BOTTOM);
    double up = plot.getRangeAxis().valueToJava2D(y, area, RectangleEdge.LEFT);
    if (area.contains(across, up) || area.intersects(across - 1, up - 1, 2, 2)) {
      found.add(
          new Mark(
              series,
              item,
              new Rectangle2D.Double(across - POINT, up - POINT, 2 * POINT, 2 * POINT)));
    }
  }
}
