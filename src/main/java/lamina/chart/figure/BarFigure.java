package lamina.chart.figure;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Values with intervals, side by side.
 *
 * @param yLabel with unit
 * @param groups names under the bars
 * @param sections of each group what it belongs with, groups of one side by side; none where they
 *     belong with nothing
 * @param series one bar each in every group
 */
public record BarFigure(
    String title,
    String caption,
    String yLabel,
    List<String> groups,
    List<String> sections,
    List<Series> series)
    implements Figure {
  /** Groups that belong with nothing. */
  public BarFigure(
      String title, String caption, String yLabel, List<String> groups, List<Series> series) {
    this(title, caption, yLabel, groups, List.of(), series);
  }

  /** The names under the bars, that of a section before its first: "Indo-European: English". */
  public List<String> names() {
    return IntStream.range(0, groups.size()).mapToObj(this::name).toList();
  }

  private String name(int group) {
    boolean first =
        !sections.isEmpty()
            && !sections.get(group).isEmpty()
            && (group == 0 || !sections.get(group - 1).equals(sections.get(group)));
    return first ? sections.get(group) + ": " + groups.get(group) : groups.get(group);
  }

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
        sections.stream().map(change).toList(),
        series.stream()
            .map(s -> new Series(change.apply(s.name), s.role, s.values, s.low, s.high, s.n))
            .toList());
  }
}
