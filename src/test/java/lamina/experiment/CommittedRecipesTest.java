package lamina.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import lamina.train.SettingSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed recipes are valid, and the committed results are what they say. */
class CommittedRecipesTest {
  private static final Path SWEEPS = Path.of("src/test/resources/experiments");

  @Test
  void theSettingsOfTheBundledModelsResolve() {
    var shared = new SettingSources().file(Path.of("models/recipe/e5/shared.yaml")).resolve();
    assertEquals("base", shared.settings().shareEmbeddings());
    assertEquals("int8", shared.settings().values().get("storage"));
    assertEquals("frozen", shared.settings().words());
    assertEquals(11, shared.sources().size());
  }

  /** Data that the recipes train on isn't committed, so their lines are resolved without it. */
  @ParameterizedTest
  @CsvSource({"single-pos.yaml, pos-single", "single-xnli.yaml, xnli-single"})
  void theResultsOfASweepAreOfItsSettings(String recipe, String results) throws IOException {
    var wanted = new TreeMap<String, Map<String, Object>>();
    var sweep = Sweep.read(SWEEPS.resolve(recipe));
    for (var line : sweep.grid()) {
      for (var point : Sweep.combinations(line)) {
        var sources = new SettingSources().group(sweep.file(), sweep.settings());
        point.forEach((k, v) -> sources.value(sweep.file(), k, v));
        var values = sources.resolve().settings().values();
        wanted.put(Sweep.name(line, point) + " " + values.get("seed"), values);
      }
    }
    var stored = new TreeMap<String, Map<String, Object>>();
    for (var directory : new Store(SWEEPS.resolve(results)).jobs()) {
      var job = ExperimentJob.read(directory);
      stored.put(job.name() + " " + job.seed(), job.settings(Path.of("")).values());
    }
    assertFalse(stored.isEmpty());
    assertEquals(wanted, stored);
  }
}
