package lamina.chart.figure;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Share of calls that were answered within a time. */
public record EcdfFigure(String title, String caption, List<Series> series) implements Figure {
  /**
   * One model's times.
   *
   * @param thin for a second series of a role, such as that of an engine that rounds
   * @param millis in any order
   */
  public record Series(String name, Role role, boolean thin, double[] millis) {
    private static final int STEPS = 200;

    /** A share of calls, 0 to 100, that was answered within a time. */
    public record Step(double millis, double percent) {}

    /** At most half a percent apart where there are so many calls; ascending. */
    public List<Step> steps() {
      var sorted = millis.clone();
      Arrays.sort(sorted);
      int count = Math.min(STEPS, sorted.length);
      return IntStream.rangeClosed(1, count)
          .map(i -> (int) Math.ceil((double) i * sorted.length / count) - 1)
          .mapToObj(at -> new Step(sorted[at], 100.0 * (at + 1) / sorted.length))
          .toList();
    }

    /**
     * Where the drawn curve rises above a share of calls. It is read off the curve, so that a line
     * there meets a step; a table's percentile lies between two steps.
     *
     * @param percent 0 to 100
     * @return in milliseconds
     */
    public double passes(double percent) {
      var sorted = millis.clone();
      Arrays.sort(sorted);
      double below = Math.floor(percent / 100 * sorted.length);
      return sorted[(int) Math.min(sorted.length - 1, below)];
    }
  }

  @Override
  public EcdfFigure texts(UnaryOperator<String> change) {
    return new EcdfFigure(
        change.apply(title),
        change.apply(caption),
        series.stream()
            .map(s -> new Series(change.apply(s.name), s.role, s.thin, s.millis))
            .toList());
  }
}
