package lamina.chart;

import java.util.List;

/** Share of calls that were answered within a time. */
public record EcdfFigure(String title, String caption, List<Series> series) implements Figure {
  /**
   * One model's times.
   *
   * @param millis in any order
   */
  public record Series(String name, Role role, double[] millis) {}
}
