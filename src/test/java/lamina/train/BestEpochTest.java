package lamina.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import lamina.model.HeadKey;
import lamina.model.TaskModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which epoch's weights a run ends with. */
class BestEpochTest {
  private static final TrainSettings SETTINGS =
      TrainSettings.of(
          Map.of("batch", 16, "epochs", 4, "checkpoint", 2, "rate", 1e-3, "variants", "paper"));

  @TempDir Path folder;

  private static Map<String, float[]> values(TaskModel model) {
    var values = new TreeMap<String, float[]>();
    model.weights().map().forEach((n, t) -> values.put(n, t.toFloatArray()));
    return values;
  }

  /** Says scores that are given, and keeps the weights that they were said of. */
  private record Told(TaskModel model, List<Map<String, float[]>> seen, double[]... scores)
      implements Supplier<Map<HeadKey, Double>> {
    @Override
    public Map<HeadKey, Double> get() {
      var now = new LinkedHashMap<HeadKey, Double>();
      var heads = List.copyOf(model.heads().keySet());
      double[] told = scores[seen.size()];
      for (int h = 0; h < heads.size(); h++) {
        now.put(heads.get(h), told[h]);
      }
      seen.add(values(model));
      return now;
    }
  }

  private void assertKept(int epoch, int stopFirst, double[]... scores) {
    var base = folder.resolve("base");
    SmallBase.write(base);
    var seen = new ArrayList<Map<String, float[]>>();
    if (stopFirst > 0) {
      try (var model = SmallBase.model(base, 2, 1, "paper.1", "last")) {
        run(model, new Told(model, seen, scores), stopFirst);
      }
    }
    try (var model = SmallBase.model(base, 2, 1, "paper.1", "last")) {
      run(model, new Told(model, seen, scores), Integer.MAX_VALUE);
      assertEquals(scores.length, seen.size());
      var kept = values(model);
      assertEquals(kept.keySet(), seen.get(epoch).keySet());
      kept.forEach((name, v) -> assertArrayEquals(seen.get(epoch).get(name), v, name));
    }
  }

  private void run(TaskModel model, Told scorer, int stopAfter) {
    var data = SmallBase.data(model, 32);
    assertEquals(2, data.steps(16));
    new Trainer(
            model,
            new FineTuning(),
            data,
            Optional.empty(),
            Optional.of(scorer),
            SETTINGS,
            RunKey.of(SETTINGS))
        .run(folder.resolve("run"), stopAfter, p -> {});
  }

  /** BatchNorm is among the weights: it is scored as it is kept. */
  @Test
  void theBestScoreByTheMeanOverHeadsIsKept() {
    // Means 0.5, 0.6, 0.55 and 0.4; the best single head is in the first, the worst in the third.
    assertKept(1, 0, new double[][] {{0.9, 0.1}, {0.6, 0.6}, {0.05, 1.05}, {0.4, 0.4}});
  }

  @Test
  void ofEqualOnesTheFirst() {
    assertKept(0, 0, new double[][] {{0.5, 0.5}, {0.5, 0.5}, {0.5, 0.5}, {0.1, 0.1}});
  }

  @Test
  void aRunThatWasCutOffRemembersItsBest() {
    assertKept(1, 5, new double[][] {{0.1, 0.1}, {0.6, 0.6}, {0.5, 0.5}, {0.4, 0.4}});
  }
}
