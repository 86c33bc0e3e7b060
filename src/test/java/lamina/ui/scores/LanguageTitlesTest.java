package lamina.ui.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lamina.chart.figure.Role;
import lamina.evaluate.ScoreTable;
import lamina.experiment.ExperimentResults;
import lamina.experiment.Sources;
import org.junit.jupiter.api.Test;

/** The title of Languages claims a gap to English just where its interval leaves 0 out. */
class LanguageTitlesTest {
  private int claims;
  private int none;

  private void check(ExperimentResults source, String condition) {
    var table =
        LanguageTable.of(
            List.of(new LanguageTable.Column("It", Role.TEACHER, source, condition)),
            LanguageTable.Grouping.NONE,
            LanguageTable.Order.NAME);
    var title = table.figure().title();
    var mean = source.find(condition, ScoreTable.MEAN);
    var english = source.find(condition, "en");
    var place = source.name() + " " + condition + ": " + title;
    if (mean.isEmpty() || english.isEmpty()) {
      assertTrue(title.endsWith("by language"), place);
      return;
    }
    double half =
        Math.hypot(
            (mean.get().interval().high() - mean.get().interval().low()) / 2,
            (english.get().interval().high() - english.get().interval().low()) / 2);
    double gap = english.get().value() - mean.get().value();
    if (Math.abs(Math.abs(gap) - half) < 0.1 * half) {
      return; // at the edge a p value and an interval may differ
    }
    boolean claimed = Math.abs(gap) > half;
    claims += claimed ? 1 : 0;
    none += claimed ? 0 : 1;
    assertEquals(!claimed, title.contains("no difference to English is shown"), place);
    assertEquals(claimed && gap > 0, title.endsWith("points below English"), place);
    assertEquals(claimed && gap < 0, title.endsWith("points above English"), place);
  }

  @Test
  void theGapToEnglishIsClaimedJustWhereItIsShown() {
    for (var source : Sources.bundled()) {
      source.estimates().stream().map(e -> e.condition()).distinct().forEach(c -> check(source, c));
    }
    assertTrue(claims > 50, claims + " gaps shown, " + none + " not");
    assertTrue(none > 0, "a gap that isn't shown is among them");
  }
}
