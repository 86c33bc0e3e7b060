package lamina.chart.figure;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Differences as coloured cells, centred on 0; or shares, which begin at 0.
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
 * @param shares whether values are shares, none of them below 0
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
    boolean shares)
    implements Figure {
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
    this(title, caption, xLabel, valueLabel, columns, rows, values, low, high, n, starred, false);
  }

  /** A value as it is written: with its sign, where it is a difference. */
  public String number(double value) {
    return String.format(Locale.ROOT, shares ? "%.1f" : "%+.1f", value);
  }

  /** The largest distance from 0, at which the colours end; never 0. */
  public double reach() {
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
        shares);
  }
}
