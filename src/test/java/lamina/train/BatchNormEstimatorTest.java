package lamina.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.index.NDIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lamina.encoder.Batch;
import lamina.encoder.Dropout;
import lamina.encoder.ForwardMode;
import lamina.model.HeadKey;
import lamina.model.TaskModel;
import lamina.tensor.Products;
import lamina.tensor.Torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statistics of all examples, however they lie in batches. */
class BatchNormEstimatorTest {
  private static final int EXAMPLES = 64;
  private static final HeadKey PAPER = HeadKey.of("paper.2");

  @TempDir Path folder;
  private Path base;

  @BeforeEach
  void write() {
    base = SmallBase.write(folder.resolve("base"));
  }

  private TaskModel model() {
    return SmallBase.model(base, 4, 5, "paper.2", "convex.1", "last");
  }

  private static void estimate(TaskModel model, int batch) {
    var source = StateSource.learning(model.encoder());
    BatchNormEstimator.run(model, source, SmallBase.data(model, EXAMPLES), 1, batch);
  }

  private static Map<String, float[]> statistics(TaskModel model) {
    var found = new TreeMap<String, float[]>();
    model
        .weights()
        .map()
        .forEach(
            (name, t) -> {
              if (name.contains("running_")) {
                found.put(name, t.toFloatArray());
              }
            });
    return found;
  }

  /** In batches that are sorted by length, of whatever size, or all in one. */
  @Test
  void batchesDontMatter() {
    try (var model = model()) {
      estimate(model, EXAMPLES);
      var whole = statistics(model);
      for (int batch : List.of(16, 25)) {
        estimate(model, batch);
        statistics(model).forEach((name, v) -> assertArrayEquals(whole.get(name), v, 2e-5f, name));
      }
    }
  }

  /**
   * One batch of all examples in training mode moves statistics by a tenth of its own; a norm
   * behind another sees there what the biased variance makes, off by n in n - 1.
   */
  @Test
  void theyAreTheMeanAndVarianceOfAllRealTokens() {
    try (var model = model();
        var estimated = model()) {
      Torch.withoutGradients(
          () -> {
            try (var manager = model.newBatchManager()) {
              var all = IntStream.range(0, EXAMPLES).boxed().toList();
              var inputs = Batch.of(manager, SmallBase.data(model, EXAMPLES).tokens(all));
              assertTrue(inputs.padded());
              var states = model.encoder().encode(inputs, ForwardMode.INFERENCE);
              var mode = ForwardMode.training(Dropout.NONE, Products.FP32);
              model.heads().values().forEach(h -> h.fusion().fuse(states, h.key().layer(), mode));
              return null;
            }
          });
      estimate(estimated, 16);
      var found = statistics(estimated);
      assertEquals(16, found.size());
      statistics(model)
          .forEach(
              (name, moved) -> {
                boolean mean = name.contains("mean");
                boolean behind = name.contains(".4.");
                for (int c = 0; c < moved.length; c++) {
                  double own = mean ? moved[c] / 0.1 : (moved[c] - 0.9) / 0.1;
                  double tolerance = behind ? 0.03 * Math.abs(own) + 0.01 : 1e-4;
                  assertEquals(own, found.get(name)[c], tolerance, name);
                }
              });
    }
  }

  /** A norm behind another is shown what the estimated one makes, not what the old one made. */
  @Test
  void estimatingTwiceChangesNothingWhereverItBegan() {
    try (var model = model()) {
      model
          .headWeights(PAPER)
          .map()
          .forEach(
              (name, t) -> {
                if (name.contains("running_")) {
                  t.set(new NDIndex(":"), 7);
                }
              });
      estimate(model, 16);
      var once = statistics(model);
      estimate(model, 16);
      statistics(model).forEach((name, v) -> assertArrayEquals(once.get(name), v, 1e-6f, name));
    }
  }

  /** Both where an epoch is scored and at the end of a run in which none is. */
  @Test
  void aRunEstimatesBeforeItScoresAndBeforeItEnds() {
    for (int epochs : List.of(1, 2)) {
      var settings =
          TrainSettings.of(Map.of("batch", 16, "epochs", epochs, "rate", 1e-2, "seed", 1));
      try (var model = model()) {
        var scored = new ArrayList<Integer>();
        Supplier<Map<HeadKey, Double>> scorer =
            () -> {
              assertEstimated(model);
              scored.add(1);
              return Map.of(HeadKey.LAST, 1.0 * scored.size());
            };
        new Trainer(
                model,
                new FineTuning(),
                SmallBase.data(model, EXAMPLES),
                Optional.empty(),
                Optional.of(scorer).filter(s -> epochs > 1),
                settings,
                RunKey.of(settings))
            .run(folder.resolve("run-" + epochs), Integer.MAX_VALUE, p -> {});
        assertEquals(epochs > 1 ? epochs : 0, scored.size());
        assertEstimated(model);
      }
    }
  }

  private static void assertEstimated(TaskModel model) {
    var found = statistics(model);
    estimate(model, 16);
    statistics(model).forEach((name, v) -> assertArrayEquals(v, found.get(name), 1e-6f, name));
  }

  /** Training data of which some thousand are enough. */
  @Test
  void aSampleIsDrawnAtRandomFromShortAndLongAlike() {
    try (var model = model()) {
      var data = SmallBase.data(model, 1000);
      var sample = data.sample(1, 16, 300);
      assertEquals(32, sample.size(), "two rounds of sixteen batches of sixteen");
      var drawn = new TreeSet<Integer>();
      sample.forEach(drawn::addAll);
      assertEquals(512, drawn.size(), "each once");
      assertTrue(drawn.last() > 900 && drawn.first() < 100);
      double mean = mean(data, IntStream.range(0, 1000).boxed().toList());
      assertEquals(mean, mean(data, List.copyOf(drawn)), 0.3);
      assertEquals(
          new TreeSet<>(data.epoch(1, 0, 16).stream().map(List::toString).toList()),
          new TreeSet<>(data.sample(1, 16, 5000).stream().map(List::toString).toList()),
          "the same batches as training, whose hidden states may be on disk");
    }
  }

  private static double mean(TrainingData data, List<Integer> which) {
    return data.tokens(which).stream().mapToInt(t -> t.length()).average().orElseThrow();
  }
}
