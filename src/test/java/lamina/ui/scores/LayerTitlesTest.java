package lamina.ui.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lamina.data.Task;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoreTable;
import lamina.experiment.Estimate;
import lamina.experiment.Experiment;
import lamina.experiment.ExperimentResults;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary.Role;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;
import org.junit.jupiter.api.Test;

/**
 * No title claims what Holm's correction over the whole source doesn't leave, and all that it does.
 */
class LayerTitlesTest {
  private static final double LEVEL = 0.05;

  /** Every source that the window can show of what comes with Lamina, and the runs of tests. */
  private static List<ExperimentResults> bundled() throws Exception {
    var sources = new ArrayList<ExperimentResults>();
    try (var directories = Files.list(Path.of("models"))) {
      for (var d : directories.filter(f -> Files.exists(f.resolve("lamina.json"))).toList()) {
        sources.add(ExperimentResults.of(ModelFiles.summary(d), ScoreTable.read(d)));
      }
    }
    for (var folder : List.of("sample-data/experiments", "src/test/resources/experiments")) {
      for (var each :
          Experiment.in(
              Path.of(folder),
              p -> {
                throw p;
              })) {
        sources.add(ExperimentResults.of(each));
      }
    }
    return sources;
  }

  /** Holm's step-down procedure, written anew: the tests whose null hypotheses fall. */
  private static Set<Estimate> significant(ExperimentResults source) {
    var tests = source.estimates().stream().filter(e -> e.gain().isPresent()).toList();
    var sorted = new ArrayList<>(tests);
    sorted.sort(Comparator.comparingDouble(e -> e.gain().orElseThrow().p()));
    var fallen = new HashSet<Estimate>();
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i).gain().orElseThrow().p() * (sorted.size() - i) >= LEVEL) {
        break;
      }
      fallen.add(sorted.get(i));
    }
    return fallen;
  }

  private static List<String> languages(ExperimentResults source) {
    var all = new ArrayList<>(source.languages());
    all.add(ScoreTable.MEAN);
    return all;
  }

  private static void check(ExperimentResults source) {
    var significant = significant(source);
    for (var variant : Variants.KNOWN.all()) {
      for (var language : languages(source)) {
        var shown = source.layers(variant, language);
        if (shown.stream().allMatch(e -> e.gain().isEmpty())) {
          continue;
        }
        var up =
            shown.stream()
                .filter(significant::contains)
                .filter(e -> e.gain().orElseThrow().value() > 0)
                .map(e -> "" + e.head().layer())
                .toList();
        var title = new LayerFigures(source, variant).finding(language);
        var place = source.name() + ", " + variant.key() + ", " + language + ": " + title;
        if (source.seeds() == 1) {
          assertTrue(title.contains("one seed (exploratory)"), place);
          assertFalse(title.contains("beat"), place);
        } else if (up.isEmpty()) {
          assertTrue(title.contains("no gain over the baseline is shown"), place);
        } else {
          assertTrue(title.contains("layers " + String.join(", ", up) + " beat"), place);
        }
        assertTrue(title.contains(LanguageWords.ofScore(language)), place);
      }
      map(source, variant, significant);
    }
  }

  /** The map's title counts, and its marked cells are, those of the same tests. */
  private static void map(ExperimentResults source, Variant variant, Set<Estimate> significant) {
    var map = new LayerFigures(source, variant).gains();
    if (map.isEmpty()) {
      return;
    }
    int up = 0;
    int down = 0;
    int all = 0;
    for (var language : languages(source)) {
      for (var e : source.layers(variant, language)) {
        var gain = e.gain().map(Intervals.Difference::value);
        all += gain.isPresent() ? 1 : 0;
        up += significant.contains(e) && gain.orElseThrow() > 0 ? 1 : 0;
        down += significant.contains(e) && gain.orElseThrow() < 0 ? 1 : 0;
      }
    }
    var expected =
        Messages.get(
            source.seeds() == 1 ? "layers.map.explore" : "layers.map.title",
            source.role() == Role.TEACHER ? "Teacher" : "Student",
            up,
            all,
            down);
    assertEquals(expected, map.get().title(), source.name());
    int marked = 0;
    for (var row : map.get().starred()) {
      for (boolean cell : row) {
        marked += cell ? 1 : 0;
      }
    }
    assertEquals(up + down, marked, source.name() + ": cells that aren't pale");
  }

  @Test
  void noTitleOfABundledSourceClaimsMoreOrLessThanItsTestsLeave() throws Exception {
    var sources = bundled();
    assertTrue(sources.size() >= 8, sources.size() + " sources");
    sources.forEach(LayerTitlesTest::check);
  }

  private static Estimate estimate(
      int layer, String language, double gain, double width, double p) {
    var head = new HeadKey(Variants.KNOWN.gated(), layer);
    var interval = new Interval(gain - width, gain + width);
    return new Estimate(
        head.key(),
        head,
        language,
        1000,
        0.7 + gain,
        0.01,
        new Interval(0.69, 0.71),
        Optional.of(new Intervals.Difference(gain, interval, p)),
        1.2);
  }

  private static ExperimentResults planted(int seeds, List<Estimate> estimates) {
    return new ExperimentResults(
        Task.POS,
        Metric.ACCURACY,
        "planted",
        Role.TEACHER,
        "single",
        seeds,
        "none",
        Set.of("en"),
        HeadKey.LAST.key(),
        true,
        Set.copyOf(estimates.stream().map(Estimate::condition).toList()),
        estimates);
  }

  @Test
  void aPlantedGainIsClaimedAndOneThatOnlyItsOwnTestCarriesIsNot() {
    var estimates = new ArrayList<Estimate>();
    estimates.add(estimate(3, "de", 0.02, 0.005, 1e-4));
    estimates.add(
        estimate(5, "de", 0.01, 0.0095, 0.03)); // its interval leaves 0 out, Holm's doesn't
    estimates.add(estimate(7, "de", -0.02, 0.005, 1e-4));
    for (int layer = 1; layer < 12; layer++) {
      estimates.add(estimate(layer, "fr", 0.001, 0.01, 0.8));
    }
    var source = planted(5, estimates);
    check(source);
    var title = new LayerFigures(source, Variants.KNOWN.gated()).finding("de");
    assertTrue(title.contains("layers 3 beat the baseline, German"), title);
    check(planted(1, estimates));
  }
}
