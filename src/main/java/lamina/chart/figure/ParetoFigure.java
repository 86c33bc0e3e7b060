package lamina.chart.figure;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is gained for what it costs: a point a contender, with the front of those that no other
 * beats.
 *
 * @param xLabel of the cost, with unit; less is better
 * @param yLabel of the gain, with unit; more is better
 * @param points at least one
 */
public record ParetoFigure(
    String title, String caption, String xLabel, String yLabel, List<Point> points)
    implements Figure {
  /**
   * A contender.
   *
   * @param name stands beside the marker
   * @param hollow whether its marker is, for what rounds
   * @param xLow lower end of the interval of x, above 0
   * @param yLow lower end of the interval of y
   * @param n examples behind y
   */
  public record Point(
      String name,
      Role role,
      boolean hollow,
      double x,
      double xLow,
      double xHigh,
      double y,
      double yLow,
      double yHigh,
      int n) {}

  /** Copies the list. */
  public ParetoFigure {
    points = List.copyOf(points);
  }

  /** The points that none beats in one without being beaten in the other; from the cheapest. */
  public List<Point> front() {
    return points.stream()
        .filter(p -> points.stream().noneMatch(other -> beats(other, p)))
        .sorted(Comparator.comparingDouble(Point::x))
        .toList();
  }

  private static boolean beats(Point a, Point b) {
    return a.x <= b.x && a.y >= b.y && (a.x < b.x || a.y > b.y);
  }

  @Override
  public ParetoFigure texts(UnaryOperator<String> change) {
    return new ParetoFigure(
        change.apply(title),
        change.apply(caption),
        change.apply(xLabel),
        change.apply(yLabel),
        points.stream()
            .map(
                p ->
                    new Point(
                        change.apply(p.name),
                        p.role,
                        p.hollow,
                        p.x,
                        p.xLow,
                        p.xHigh,
                        p.y,
                        p.yLow,
                        p.yHigh,
                        p.n))
            .toList());
  }
}
