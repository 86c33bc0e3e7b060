package lamina.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * The numbers of a figure as rows, the same as in its CSV.
 *
 * @param header names of the columns
 * @param rows each as long as the header
 */
public record FigureRows(List<String> header, List<List<String>> rows) {
  /** The rows of a figure. */
  public static FigureRows of(Figure figure) {
    try (var parser = CSVParser.parse(FigureTable.csv(figure), CSVFormat.DEFAULT)) {
      var all = parser.stream().map(r -> r.toList()).toList();
      return new FigureRows(all.getFirst(), all.subList(1, all.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
