package lamina.ui.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lamina.similarity.Kinship;
import lamina.similarity.Mantel;
import lamina.similarity.SimilarityReport;
import org.junit.jupiter.api.Test;

/**
 * The title of Similarity claims kinship just where Holm's correction over all layers leaves it.
 */
class KinTitlesTest {
  private static final double LEVEL = 0.05;

  /** Holm's adjusted p values, written anew. */
  private static double[] holm(List<Mantel> tests) {
    double[] p = tests.stream().mapToDouble(Mantel::p).toArray();
    var sorted =
        IntStream.range(0, p.length).boxed().sorted((a, b) -> Double.compare(p[a], p[b])).toList();
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int i = 0; i < p.length; i++) {
      largest = Math.max(largest, Math.min(1, p[sorted.get(i)] * (p.length - i)));
      adjusted[sorted.get(i)] = largest;
    }
    return adjusted;
  }

  private static String kind(String title) {
    return title.contains("relatives are more alike")
        ? "more"
        : title.contains("relatives are less alike")
            ? "less"
            : title.contains("no agreement with the family tree shown") ? "none" : title;
  }

  private static String expected(double r, double p) {
    return p >= LEVEL ? "none" : r > 0 ? "more" : "less";
  }

  private static List<Path> reports() throws Exception {
    try (var directories = Files.list(Path.of("models"))) {
      return directories.filter(d -> Files.exists(d.resolve("similarity.json"))).sorted().toList();
    }
  }

  @Test
  void bundledReportsClaimWhatTheirTestsLeave() throws Exception {
    assertTrue(reports().size() >= 2, "reports come with models");
    for (var directory : reports()) {
      var report = SimilarityReport.read(directory).orElseThrow();
      var kin = Kin.of(directory.getFileName().toString(), report);
      var languages = report.text().languages();
      for (var measure : Measure.values()) {
        var raw =
            report.rows().parallelStream()
                .map(row -> Kinship.agreement(languages, measure.matrix(report, row)))
                .toList();
        double[] p = holm(raw);
        for (int i = 0; i < p.length; i++) {
          var title = SimilarityFigures.map(kin, report.rows().get(i), measure).title();
          var place = directory + " " + measure + ", p " + Arrays.toString(p) + ": " + title;
          assertEquals(expected(raw.get(i).r(), p[i]), kind(title), place);
        }
      }
    }
  }

  @Test
  void plantedTestsAreClaimedEachWay() throws Exception {
    var report = SimilarityReport.read(reports().getFirst()).orElseThrow();
    for (var planted :
        List.of(
            new Mantel(0.5, 0.04, 17),
            new Mantel(0.5, 0.06, 17),
            new Mantel(-0.5, 0.01, 17),
            new Mantel(-0.5, 0.3, 17))) {
      var all = Collections.nCopies(report.rows().size(), planted);
      var kin = new Kin("planted", report, Map.of(Measure.CKA, all));
      var title = SimilarityFigures.map(kin, report.rows().getLast(), Measure.CKA).title();
      assertEquals(expected(planted.r(), planted.p()), kind(title), title);
    }
  }
}
