package lamina.ui.similarity;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lamina.evaluate.Intervals;
import lamina.similarity.Kinship;
import lamina.similarity.Mantel;
import lamina.similarity.SimilarityReport;

/**
 * A report with the tests of its agreement with the family tree, one a representation, each p
 * corrected by Holm over all of a measure.
 *
 * @param name of the model
 */
record Kin(String name, SimilarityReport report, Map<Measure, List<Mantel>> tests) {
  /** Tests all of it, which takes a second. */
  static Kin of(String name, SimilarityReport report) {
    var tests = new EnumMap<Measure, List<Mantel>>(Measure.class);
    for (var measure : Measure.values()) {
      var raw =
          report.rows().parallelStream()
              .map(row -> Kinship.agreement(report.text().languages(), measure.matrix(report, row)))
              .toList();
      double[] holm = Intervals.holm(raw.stream().mapToDouble(Mantel::p).toArray());
      var corrected = new ArrayList<Mantel>();
      for (int i = 0; i < holm.length; i++) {
        corrected.add(new Mantel(raw.get(i).r(), holm[i], raw.get(i).things()));
      }
      tests.put(measure, List.copyOf(corrected));
    }
    return new Kin(name, report, tests);
  }

  Mantel test(Measure measure, SimilarityReport.Row row) {
    return Objects.requireNonNull(tests.get(measure)).get(report.rows().indexOf(row));
  }
}
