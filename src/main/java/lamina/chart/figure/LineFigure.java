package lamina.chart.figure;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Lines over whole numbers, with a band each.
 *
 * @param xLabel of the axis, with unit
 * @param yLabel of the axis, with unit
 * @param highlightedX drawn as a vertical line; NaN for none
 * @param yLow where the axis begins, so that figures can be compared; NaN for what the lines need
 * @param yHigh where it ends
 * @param xLow the first place of the axis, so that the columns of figures stand under one another;
 *     NaN for what the lines need
 * @param xHigh the last
 */
public record LineFigure(
    String title,
    String caption,
    String xLabel,
    String yLabel,
    List<Line> lines,
    double highlightedX,
    double yLow,
    double yHigh,
    double xLow,
    double xHigh)
    implements Figure {
  /** Lines on an axis of their own. */
  public LineFigure(
      String title,
      String caption,
      String xLabel,
      String yLabel,
      List<Line> lines,
      double highlightedX) {
    this(title, caption, xLabel, yLabel, lines, highlightedX, Double.NaN, Double.NaN);
  }

  /** Lines on a given axis of values. */
  public LineFigure(
      String title,
      String caption,
      String xLabel,
      String yLabel,
      List<Line> lines,
      double highlightedX,
      double yLow,
      double yHigh) {
    this(title, caption, xLabel, yLabel, lines, highlightedX, yLow, yHigh, Double.NaN, Double.NaN);
  }

  /** The lowest point of all lines and their bands. */
  public double lowest() {
    return lines.stream().flatMapToDouble(l -> Arrays.stream(l.low)).min().orElse(0);
  }

  /** The highest. */
  public double highest() {
    return lines.stream().flatMapToDouble(l -> Arrays.stream(l.high)).max().orElse(1);
  }

  /** The first place on the x axis. */
  public double from() {
    return lines.stream().flatMapToDouble(l -> Arrays.stream(l.x)).min().orElse(0);
  }

  /** The last place on the x axis. */
  public double to() {
    return lines.stream().flatMapToDouble(l -> Arrays.stream(l.x)).max().orElse(0);
  }

  /** Points of the line that has the most. */
  public int points() {
    return lines.stream().mapToInt(l -> l.x.length).max().orElse(0);
  }

  /** The same without the points before one place and after another. */
  public LineFigure between(double first, double last) {
    return new LineFigure(
        title,
        caption,
        xLabel,
        yLabel,
        lines.stream().map(l -> l.between(first, last)).toList(),
        highlightedX,
        yLow,
        yHigh);
  }

  /** The same on a given axis. */
  public LineFigure within(double low, double high) {
    return new LineFigure(
        title, caption, xLabel, yLabel, lines, highlightedX, low, high, xLow, xHigh);
  }

  /** The same over given places. */
  public LineFigure over(double first, double last) {
    return new LineFigure(
        title, caption, xLabel, yLabel, lines, highlightedX, yLow, yHigh, first, last);
  }

  /** The same with another place highlighted; NaN for none. */
  public LineFigure highlighted(double x) {
    return new LineFigure(title, caption, xLabel, yLabel, lines, x, yLow, yHigh, xLow, xHigh);
  }

  /**
   * A line.
   *
   * @param thin for lines that stay in the background
   * @param x whole numbers, ascending
   * @param low lower edge of the band
   * @param high upper edge
   * @param details what more is known of each point, in words; empty where nothing is
   */
  public record Line(
      String name,
      Role role,
      boolean thin,
      double[] x,
      double[] y,
      double[] low,
      double[] high,
      List<String> details) {
    /** A line of whose points no more is known. */
    public Line(
        String name, Role role, boolean thin, double[] x, double[] y, double[] low, double[] high) {
      this(name, role, thin, x, y, low, high, List.of());
    }

    /** The same in the foreground. */
    public Line bold() {
      return new Line(name, role, false, x, y, low, high, details);
    }

    private Line between(double first, double last) {
      int begin = (int) Arrays.stream(x).takeWhile(each -> each < first).count();
      int end = (int) Arrays.stream(x).takeWhile(each -> each <= last).count();
      return new Line(
          name,
          role,
          thin,
          Arrays.copyOfRange(x, begin, end),
          Arrays.copyOfRange(y, begin, end),
          Arrays.copyOfRange(low, begin, end),
          Arrays.copyOfRange(high, begin, end),
          details.isEmpty() ? details : details.subList(begin, end));
    }

    private Line texts(UnaryOperator<String> change) {
      return new Line(
          change.apply(name), role, thin, x, y, low, high, details.stream().map(change).toList());
    }
  }

  @Override
  public LineFigure texts(UnaryOperator<String> change) {
    return new LineFigure(
        change.apply(title),
        change.apply(caption),
        change.apply(xLabel),
        change.apply(yLabel),
        lines.stream().map(l -> l.texts(change)).toList(),
        highlightedX,
        yLow,
        yHigh,
        xLow,
        xHigh);
  }
}
