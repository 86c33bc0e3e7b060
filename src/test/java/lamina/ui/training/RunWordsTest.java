package lamina.ui.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lamina.experiment.ExperimentJob;
import org.junit.jupiter.api.Test;

/** Runs are told apart by what differs between them. */
class RunWordsTest {
  private static RunWords job(Map<String, Object> more) {
    var settings = new HashMap<String, Object>();
    settings.put("task", "pos");
    settings.put("base", "models/base");
    settings.put("train", List.of("data/ewt.en.conllu"));
    settings.put("dev", "data/dev.en.conllu");
    settings.put("epochs", 2);
    settings.put("seed", 1);
    settings.putAll(more);
    settings.values().removeIf(""::equals);
    return RunWords.of(new ExperimentJob("run", settings, List.of(), Map.of(), true, Map.of()));
  }

  private static RunWords student(Map<String, Object> more) {
    var settings = new HashMap<>(more);
    settings.put("base", "");
    settings.put("teacher", "models/pos-teacher");
    settings.putIfAbsent("studentLayers", 6);
    return job(settings);
  }

  @Test
  void aNameSaysWhatIsMadeOfWhat() {
    assertEquals("POS teacher, from base", job(Map.of()).name());
    assertEquals("POS student of 6 layers, from pos-teacher", student(Map.of()).name());
    assertEquals(
        "POS student of 3 layers, from pos-teacher", student(Map.of("studentLayers", 3)).name());
  }

  @Test
  void whatAllHaveInCommonIsntSaid() {
    var first = job(Map.of());
    var second = job(Map.of("seed", 2));
    var all = List.of(first, second);
    assertEquals("seed 1 · 2 epochs · ewt.en.conllu", first.settings(all));
    assertEquals("seed 2 · 2 epochs · ewt.en.conllu", second.settings(all));
  }

  @Test
  void everySettingThatDiffersFromOneOfItsKindIsSaid() {
    var first = job(Map.of("epochs", 1));
    var slow = job(Map.of("rate", 1e-5));
    var other = student(Map.of("rate", 1e-3));
    var all = List.of(first, slow, other);
    assertEquals("seed 1 · rate 1.0E-5 · 2 epochs · ewt.en.conllu", slow.settings(all));
    assertEquals(
        "seed 1 · 2 epochs · ewt.en.conllu",
        other.settings(all),
        "a student isn't compared with teachers");
  }
}
