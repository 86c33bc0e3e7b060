package lamina.ui.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.evaluate.ScoreTable;
import lamina.experiment.Estimate;
import lamina.experiment.ExperimentResults;
import lamina.experiment.Sources;
import lamina.language.Languages;
import lamina.model.ModelFiles;
import org.junit.jupiter.api.Test;

/** What Explore says under its maps claims what Holm's correction over its source leaves. */
class EvidenceTest {
  private static final Pattern RUNS = Pattern.compile(".*; (\\d+) seeds, (.*)\\.");

  private final ModelRegistry models = new ModelRegistry();
  private final Map<String, Set<Estimate>> fallen = new HashMap<>();
  private final Map<String, ExperimentResults> sources = new HashMap<>();
  private int shown;
  private int nothing;
  private int exploratory;

  private void check(ExperimentResults source, Estimate estimate, String said) {
    var place = source.name() + " " + estimate.condition() + ": " + said;
    var runs = RUNS.matcher(said);
    if (!runs.matches()) {
      exploratory++;
      assertTrue(said.endsWith("after Holm; one seed, exploratory."), place);
      assertFalse(said.contains("shown"), place);
      return;
    }
    var name = runs.group(2);
    var of = sources.get(name);
    assertEquals(of.seeds(), Integer.parseInt(runs.group(1)), place);
    var same =
        of.estimates().stream()
            .filter(e -> e.head().equals(estimate.head()) && e.gain().isPresent())
            .filter(e -> e.language().equals(estimate.language()))
            .toList();
    assertFalse(same.isEmpty(), place);
    boolean claims = !said.contains("no difference shown");
    assertEquals(same.stream().anyMatch(fallen.get(name)::contains), claims, place);
    shown += claims ? 1 : 0;
    nothing += claims ? 0 : 1;
  }

  private void know(ExperimentResults source) {
    sources.put(source.name(), source);
    fallen.put(source.name(), Sources.significant(source));
  }

  /** Runs of several seeds among the sources that are known. */
  private List<ExperimentResults> runs(Task task) {
    return sources.values().stream().filter(s -> s.seeds() > 1 && s.task() == task).toList();
  }

  private void checkAll() throws Exception {
    var evidence = new Evidence(models, this::runs);
    try (var directories = Files.list(Path.of("models"))) {
      for (var d : directories.filter(f -> Files.exists(f.resolve("lamina.json"))).toList()) {
        models.add(ModelFiles.summary(d), ScoreTable.read(d), ModelOrigin.BUNDLED);
      }
    }
    for (var task : Tasks.KNOWN.all()) {
      for (var at : models.all(task)) {
        var source = sources.get(at.model().name());
        for (var estimate : source.estimates()) {
          if (estimate.gain().isPresent() && !estimate.language().equals(ScoreTable.MEAN)) {
            var language = Languages.of(estimate.language());
            evidence
                .sentence(at.model(), estimate.head(), language)
                .ifPresent(said -> check(source, estimate, said));
          }
        }
      }
    }
  }

  @Test
  void noSentenceOfABundledSourceClaimsWhatItsTestsDoNotLeave() throws Exception {
    Sources.bundled().forEach(this::know);
    checkAll();
    assertTrue(exploratory > 500, exploratory + " of one seed");
    assertTrue(nothing > 50, nothing + " of several seeds without a difference");
  }

  @Test
  void aPlantedGainOfManySeedsIsClaimedAndOneByChanceIsNot() throws Exception {
    Sources.bundled().stream().filter(s -> s.seeds() == 1).forEach(this::know);
    var planted = new ArrayList<Estimate>();
    planted.add(Sources.estimate(3, "de", 0.02, 0.005, 1e-4));
    planted.add(Sources.estimate(5, "de", 0.01, 0.0095, 0.03)); // not after Holm
    planted.add(Sources.estimate(7, "de", -0.02, 0.005, 1e-4));
    for (int layer = 1; layer < 12; layer++) {
      planted.add(Sources.estimate(layer, "fr", 0.001, 0.01, 0.8));
    }
    know(Sources.planted(5, planted));
    checkAll();
    assertEquals(2, shown, "one gain, one loss");
    assertEquals(12, nothing, "one by chance, and French");
  }
}
