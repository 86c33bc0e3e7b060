package lamina.ui.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import lamina.data.Task;
import lamina.evaluate.ScoreTable;
import lamina.experiment.Sources;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.service.InferenceService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The strongest source is one of the same kind of training; all on this thread. */
class EvidenceRegimeTest {
  private static final HeadKey HEAD = new HeadKey(Variants.KNOWN.of("paper"), 3);

  @TempDir Path folder;

  private static ModelSummary model(String protocol) {
    return new ModelSummary(
        "pos-teacher",
        Path.of("models/pos-teacher"),
        Role.TEACHER,
        Task.POS,
        Task.POS.labels(),
        12,
        12,
        16,
        32,
        1000,
        100,
        protocol,
        new TreeSet<>(List.of(HeadKey.LAST, HEAD)),
        HeadKey.LAST,
        "MIT",
        List.of());
  }

  private static Optional<String> said(ModelSummary model, Path experiments) {
    var service =
        (InferenceService)
            Proxy.newProxyInstance(
                EvidenceRegimeTest.class.getClassLoader(),
                new Class<?>[] {InferenceService.class},
                (proxy, method, values) -> {
                  throw new AssertionError("nothing is asked of " + method);
                });
    var work = new BackgroundTasks(service, Runnable::run, Runnable::run);
    var scores = new ExperimentScores(work, experiments);
    var registry = new ModelRegistry();
    registry.add(model, new ScoreTable(List.of()), ModelOrigin.BUNDLED);
    scores.get("pos-small", found -> {}, () -> {});
    return new Evidence(registry, scores::tested).sentence(model, HEAD, Languages.of("de"));
  }

  /** The runs as if heads alone had been trained. */
  private Path frozen() throws Exception {
    Sources.trainedBy(ModelSummary.FROZEN, folder);
    return folder;
  }

  @Test
  void runsOfSeveralSeedsSpeakForAModelThatWasFineTunedToo() {
    var words = said(model("shared"), Sources.SMALL).orElseThrow();
    assertTrue(words.contains("2 seeds, pos-small"), words);
  }

  @Test
  void headsOnAFrozenEncoderSayNothingOfAFineTunedModelAndTheOtherWayRound() throws Exception {
    assertEquals(Optional.empty(), said(model("shared"), frozen()));
    assertEquals(Optional.empty(), said(model("frozen"), Sources.SMALL));
    assertTrue(said(model("frozen"), frozen()).isPresent());
  }
}
