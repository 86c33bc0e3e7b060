package lamina.chart.figure;

import java.util.List;

/**
 * The numbers of a figure as rows, the same as in its CSV.
 *
 * @param header names of the columns
 * @param rows each as long as the header; a number that isn't there is an empty text
 */
public record FigureRows(List<String> header, List<List<String>> rows) {
  /**
   * The rows of a figure.
   *
   * @param words names of the columns among them
   */
  public static FigureRows of(Figure figure, FigureWords words) {
    var all =
        FigureTable.rows(figure, words).stream()
            .map(row -> row.stream().map(FigureRows::text).toList())
            .toList();
    return new FigureRows(all.getFirst(), all.subList(1, all.size()));
  }

  private static String text(Object cell) {
    return cell instanceof Number n && !Double.isFinite(n.doubleValue()) ? "" : cell.toString();
  }
}
