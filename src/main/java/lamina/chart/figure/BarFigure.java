package lamina.chart.figure;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Values with intervals, side by side.
 *
 * @param yLabel with unit
 * @param groups names under the bars
 * @param series one bar each in every group
 */
public record BarFigure(
    String title, String caption, String yLabel, List<String> groups, List<Series> series)
    implements Figure {
  /**
   * Bars of one kind.
   *
   * @param values one a group, NaN where there is none
   * @param low lower ends of the intervals
   * @param high upper ends
   * @param n examples behind each
   */
  public record Series(
      String name, Role role, double[] values, double[] low, double[] high, int[] n) {}

  @Override
  public BarFigure texts(UnaryOperator<String> change) {
    return new BarFigure(
        change.apply(title),
        change.apply(caption),
        change.apply(yLabel),
        groups.stream().map(change).toList(),
        series.stream()
            .map(s -> new Series(change.apply(s.name), s.role, s.values, s.low, s.high, s.n))
            .toList());
  }
}
