package lamina.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lamina.encoder.Checkpoint;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoredSet;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.model.SmallModels;
import lamina.text.Batching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measuring commands measure what they say, on a small scale. */
class MeasureTest {
  private static final ModelSummary POS = ModelFiles.summary(SmallModels.of("pos-student"));
  private static final List<Path> FILES =
      List.of(Path.of("sample-data/pos/en.conllu"), Path.of("sample-data/pos/ar.conllu"));
  private static final double MB_A_THOUSAND = 20;

  @Test
  void sentencesThroughTheServiceAreAllAnsweredMemoryStaysAndItStopsWhenTold() {
    var load = ServiceLoad.measure(POS, EngineChoice.AUTO, FILES, 300, 3, done -> {});
    assertEquals(300, load.answered());
    assertEquals(800, load.toScore());
    assertEquals(800, load.scored());
    assertEquals(12, load.memory().size());
    assertTrue(
        load.growth(ProcessMemory::heap) < MB_A_THOUSAND,
        () -> "heap grew: " + load.growth(ProcessMemory::heap));
    double slowest = Arrays.stream(load.cancelMillis()).max().orElseThrow();
    assertTrue(slowest < 100, () -> "a cancelled request ended after " + slowest + " ms");
  }

  @Test
  void bothWaysOfBatchingScoreTheSameExamples() {
    var padded = new Batching.Padded(128, 2048);
    var timing =
        ThroughputTiming.measure(
            POS,
            EngineChoice.of(Engine.SCRIPTED),
            List.of(POS.chosen()),
            FILES.subList(0, 1),
            padded,
            1,
            file -> {});
    var english = timing.languages().getFirst();
    assertEquals("en", english.code());
    assertEquals(400, english.examples());
    assertEquals(0, english.differing());
    assertTrue(english.ratio() > 1, () -> "padding was faster: " + english);
    assertEquals(english.ratio(), timing.ratio(), 1e-9);
  }

  @Test
  void loadingIsTimedAndWeightsAreThoseOfTheFiles() throws IOException {
    var timing = LoadTiming.measure(POS, POS, EngineChoice.AUTO, 2);
    long bytes = 0;
    for (var file : Checkpoint.open(POS.directory()).files()) {
      bytes += Files.size(file);
    }
    assertEquals(bytes, timing.weights());
    for (int r = 0; r < 2; r++) {
      assertTrue(timing.openMillis()[r] > 0);
      assertTrue(timing.firstMillis()[r] > timing.openMillis()[r]);
      assertTrue(timing.nextMillis()[r] > 0);
    }
  }

  @Test
  void costIsPairedByExampleAndTheMeanLeavesEnglishOut(@TempDir Path folder) throws IOException {
    var head = POS.chosen();
    var exact =
        List.of(
            set("en", head, 1, 1, 1, 1), set("de", head, 1, 1, 0, 0), set("ar", head, 0, 0, 1, 1));
    var rounded =
        List.of(
            set("en", head, 1, 1, 1, 0), set("de", head, 1, 1, 0, 0), set("ar", head, 0, 0, 1, 0));
    var rows = EngineCost.compare(POS, head, Engine.INT8, exact, rounded);
    assertEquals(
        List.of("en", "de", "ar", "mean"), rows.stream().map(EngineCost::language).toList());
    assertEquals(-0.25, rows.get(0).difference().value(), 1e-12);
    assertEquals(1, rows.get(0).differing());
    assertEquals(0, rows.get(1).difference().value());
    assertEquals(0, rows.get(1).difference().interval().low());
    assertEquals(-0.125, rows.get(3).difference().value(), 1e-12);
    assertEquals(0.5, rows.get(3).exact(), 1e-12);
    assertEquals(8, rows.get(3).n());
    assertEquals(1, rows.get(3).differing());
    var file = folder.resolve("cost.csv");
    EngineCost.write(rows, file);
    var lines = Files.readAllLines(file);
    assertEquals(
        "model,task,head,engine,language,n,exact,points,low,high,differing", lines.getFirst());
    assertTrue(lines.get(1).startsWith("pos-student,pos," + head.key() + ",int8,en,4,1.0000,-25"));
    assertTrue(lines.get(2).contains(",+0.00,+0.00,+0.00,0"));
  }

  private static ScoredSet set(String language, lamina.model.HeadKey head, int... right) {
    var items =
        Arrays.stream(right).mapToObj(r -> new ExampleScore(r, 1)).toArray(ExampleScore[]::new);
    return new ScoredSet(
        Metric.ACCURACY, language, List.of("a", "b", "c", "d"), 1, Map.of(head, items));
  }
}
