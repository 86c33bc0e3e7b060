package lamina.ui.similarity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lamina.evaluate.Intervals;
import lamina.similarity.SimilarityReport;
import lamina.ui.text.Messages;

/** How the likeness of two languages is told. */
enum Measure {
  CKA,
  FOUND,
  CSLS;

  /** Its name in sessions. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name on the screen. */
  String label() {
    return Messages.get("similarity.measure." + key());
  }

  /** Likeness of two languages, at most 1. */
  double value(SimilarityReport report, SimilarityReport.Row row, int a, int b) {
    return switch (this) {
      case CKA -> row.cka()[a][b];
      case FOUND -> row.found()[a][b] / (double) report.text().sentences();
      case CSLS -> row.csls()[a][b] / (double) report.text().sentences();
    };
  }

  /** Ends of its 95 % interval. */
  double[] interval(SimilarityReport report, SimilarityReport.Row row, int a, int b) {
    if (this == CKA) {
      return new double[] {row.ckaLow()[a][b], row.ckaHigh()[a][b]};
    }
    int hits = this == FOUND ? row.found()[a][b] : row.csls()[a][b];
    var interval = Intervals.wilson(hits, report.text().sentences());
    return new double[] {interval.low(), interval.high()};
  }

  /** Likeness of all pairs of languages, (n, n). */
  double[][] matrix(SimilarityReport report, SimilarityReport.Row row) {
    int size = report.text().languages().size();
    var likeness = new double[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        likeness[a][b] = value(report, row, a, b);
      }
    }
    return likeness;
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(Measure::label).toList();
  }
}
