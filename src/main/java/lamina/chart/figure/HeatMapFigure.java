package lamina.chart.figure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Differences as coloured cells, centred on 0; or shares and coefficients, which begin at 0.
 *
 * @param xLabel under the columns
 * @param valueLabel of the legend, with unit
 * @param columns names of the columns
 * @param rows names of the rows, from the top
 * @param values by row and column, NaN where there is none
 * @param low lower ends of the 95 % intervals
 * @param high upper ends
 * @param n examples behind each
 * @param starred whether a corrected test finds a difference
 * @param reading what the values are
 * @param tree of the rows, which stand in its order; empty where they have none
 */
public record HeatMapFigure(
    String title,
    String caption,
    String xLabel,
    String valueLabel,
    List<String> columns,
    List<String> rows,
    double[][] values,
    double[][] low,
    double[][] high,
    int[][] n,
    boolean[][] starred,
    Reading reading,
    Optional<Tree> tree)
    implements Figure {
  /** What values are, and how they are written. */
  public enum Reading {
    /** Around 0, in points. */
    DIFFERENCE("%+.1f"),
    /** In percent, from 0 to the largest. */
    SHARE("%.1f"),
    /** From 0 to 1, whatever values there are; what is below 0 is coloured as 0. */
    COEFFICIENT("%.2f");

    private final String format;

    Reading(String format) {
      this.format = format;
    }
  }

  /**
   * Which rows are alike: a dendrogram.
   *
   * @param branches the nearest first
   * @param reach height at which the drawing ends, above 0
   */
  public record Tree(List<Branch> branches, double reach) {
    /** Copies the list. */
    public Tree {
      branches = List.copyOf(branches);
    }
  }

  /**
   * Two groups of rows that join. Places are rows from the top, 0 for the middle of the first.
   *
   * @param first place of the one group
   * @param firstHeight height at which it was joined itself; 0 for a row
   * @param second place of the other
   * @param secondHeight as firstHeight
   * @param height at which the two join
   */
  public record Branch(
      double first, double firstHeight, double second, double secondHeight, double height) {}

  /** Differences. */
  public HeatMapFigure(
      String title,
      String caption,
      String xLabel,
      String valueLabel,
      List<String> columns,
      List<String> rows,
      double[][] values,
      double[][] low,
      double[][] high,
      int[][] n,
      boolean[][] starred) {
    this(
        title,
        caption,
        xLabel,
        valueLabel,
        columns,
        rows,
        values,
        low,
        high,
        n,
        starred,
        Reading.DIFFERENCE,
        Optional.empty());
  }

  /** Whether values begin at 0. */
  public boolean shares() {
    return reading != Reading.DIFFERENCE;
  }

  /** A value as it is written: with its sign, where it is a difference. */
  public String number(double value) {
    return String.format(Locale.ROOT, reading.format, value);
  }

  /** The largest distance from 0, at which the colours end; never 0. */
  public double reach() {
    if (reading == Reading.COEFFICIENT) {
      return 1;
    }
    double reach = 0.1;
    for (var row : values) {
      for (double v : row) {
        reach = Double.isNaN(v) ? reach : Math.max(reach, Math.abs(v));
      }
    }
    return reach;
  }

  @Override
  public HeatMapFigure texts(UnaryOperator<String> change) {
    return new HeatMapFigure(
        change.apply(title),
        change.apply(caption),
        change.apply(xLabel),
        change.apply(valueLabel),
        columns.stream().map(change).toList(),
        rows.stream().map(change).toList(),
        values,
        low,
        high,
        n,
        starred,
        reading,
        tree);
  }
}
