package lamina.ui.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lamina.evaluate.Intervals;
import lamina.evaluate.ScoreTable;
import lamina.experiment.Estimate;
import lamina.experiment.ExperimentResults;
import lamina.experiment.Sources;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.model.ModelSummary.Role;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;
import org.junit.jupiter.api.Test;

/**
 * No title claims what Holm's correction over the whole source doesn't leave, and all that it does.
 */
class LayerTitlesTest {
  private static List<String> languages(ExperimentResults source) {
    var all = new ArrayList<>(source.languages());
    all.add(ScoreTable.MEAN);
    return all;
  }

  private static void check(ExperimentResults source) {
    var significant = Sources.significant(source);
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
    var sources = Sources.bundled();
    assertTrue(sources.size() >= 8, sources.size() + " sources");
    sources.forEach(LayerTitlesTest::check);
  }

  @Test
  void aPlantedGainIsClaimedAndOneThatOnlyItsOwnTestCarriesIsNot() {
    var estimates = new ArrayList<Estimate>();
    estimates.add(Sources.estimate(3, "de", 0.02, 0.005, 1e-4));
    estimates.add(
        Sources.estimate(5, "de", 0.01, 0.0095, 0.03)); // its interval leaves 0 out, Holm's doesn't
    estimates.add(Sources.estimate(7, "de", -0.02, 0.005, 1e-4));
    for (int layer = 1; layer < 12; layer++) {
      estimates.add(Sources.estimate(layer, "fr", 0.001, 0.01, 0.8));
    }
    var source = Sources.planted(5, estimates);
    check(source);
    var title = new LayerFigures(source, Variants.KNOWN.gated()).finding("de");
    assertTrue(title.contains("layers 3 beat the baseline, German"), title);
    check(Sources.planted(1, estimates));
  }
}
