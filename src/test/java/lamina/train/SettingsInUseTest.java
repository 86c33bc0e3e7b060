package lamina.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.model.Description;
import lamina.model.TaskModel;
import lamina.tensor.TensorFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every setting does what it says: what one step makes of the weights, in numbers. */
class SettingsInUseTest {
  private static final String DENSE = "encoder.layer.1.output.dense.weight";
  private static final String WORDS = "embeddings.word_embeddings.weight";
  private static final int EXAMPLES = 40;

  @TempDir Path folder;
  private Path base;
  private int runs;

  @BeforeEach
  void write() {
    base = SmallBase.write(folder.resolve("base"));
  }

  /** What a run leaves. */
  private record Left(
      Map<String, float[]> before,
      Map<String, float[]> after,
      List<Double> losses,
      TrainState state,
      Path checkpoints) {
    /** Median of how far a tensor's values moved, of those that moved. */
    double moved(String name) {
      double[] steps = new double[after.get(name).length];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = Math.abs(after.get(name)[i] - before.get(name)[i]);
      }
      Arrays.sort(steps);
      return steps[steps.length / 2];
    }

    boolean rests(String name) {
      return Arrays.equals(before.get(name), after.get(name));
    }
  }

  private static Map<String, float[]> values(TaskModel model) {
    var values = new LinkedHashMap<String, float[]>();
    model.weights().map().forEach((n, v) -> values.put(n, v.toFloatArray()));
    return values;
  }

  private Left train(int steps, Object... settings) {
    return train(steps, Optional.empty(), settings);
  }

  private Left train(int steps, Optional<TrainingData> unlabelled, Object... settings) {
    var all =
        new HashMap<String, Object>(
            Map.of("batch", 16, "epochs", 5, "checkpoint", 1, "rate", 1e-3, "warmup", 0));
    all.putAll(Map.of("decay", 0, "dropout", 0, "headFactor", 1));
    for (int i = 0; i < settings.length; i += 2) {
      all.put((String) settings[i], settings[i + 1]);
    }
    var checked = TrainSettings.of(all);
    var checkpoints = folder.resolve("run-" + runs++);
    try (var model = SmallBase.model(base, 2, 3, "mean.1", "last")) {
      var before = values(model);
      var data = SmallBase.data(model, EXAMPLES);
      assertEquals(3, data.steps(16));
      var losses =
          new Trainer(
                  model,
                  new FineTuning(),
                  data,
                  unlabelled,
                  Optional.empty(),
                  checked,
                  RunKey.of(checked))
              .run(checkpoints, steps, p -> {});
      return new Left(
          before, values(model), losses, TrainState.read(checkpoints).orElseThrow(), checkpoints);
    }
  }

  /** Adam's first step is the rate, against the gradient's sign. */
  @Test
  void theFirstStepIsTheRateAndHeadsAreFaster() {
    var left = train(1, "headFactor", 5);
    assertEquals(1e-3, left.moved(DENSE), 2e-5);
    assertEquals(5e-3, left.moved("heads.mean.1.classifier.weight"), 1e-4);
    assertEquals(5e-3, left.moved("classifier.weight"), 1e-4);
  }

  /** Fifteen steps: a fifth of them are three. */
  @Test
  void theRateWarmsUp() {
    assertEquals(1e-3 / 3, train(1, "warmup", 0.2).moved(DENSE), 1e-5);
  }

  /** Weights shrink by rate times decay; biases and norms don't. */
  @Test
  void matricesAloneDecay() {
    var free = train(1);
    var decayed = train(1, "decay", 0.5);
    for (var name : free.after.keySet()) {
      float[] expected = free.after.get(name).clone();
      if (name.endsWith("dense.weight") || name.endsWith("classifier.weight")) {
        for (int i = 0; i < expected.length; i++) {
          expected[i] -= 1e-3f * 0.5f * free.before.get(name)[i];
        }
        assertFalse(Arrays.equals(expected, free.after.get(name)), name);
      }
      if (!name.startsWith("embeddings.") && !name.contains("attention.self")) {
        assertArrayEquals(expected, decayed.after.get(name), 1e-7f, name);
      }
    }
    assertTrue(free.after.keySet().stream().anyMatch(n -> n.endsWith("LayerNorm.weight")));
  }

  /** The first moment after one step is a tenth of the gradient, which is clipped. */
  @Test
  void gradientsAreClipped() {
    assertEquals(0.1 * 0.01, norm(train(1, "clip", 0.01)), 1e-6);
    assertTrue(norm(train(1, "clip", 1000)) > 0.1 * 0.1);
  }

  private static double norm(Left left) {
    var file = TensorFile.open(left.checkpoints.resolve(left.state.tensors()));
    double squares = 0;
    try (var manager = lamina.tensor.Torch.newManager()) {
      for (var name : file.names()) {
        if (name.startsWith("mean.")) {
          double norm = file.read(manager, name).norm().getFloat();
          squares += norm * norm;
        }
      }
    }
    return Math.sqrt(squares);
  }

  @Test
  void whatIsFrozenRests() {
    var words = train(1, "words", "frozen");
    assertTrue(words.rests(WORDS));
    assertFalse(words.rests("embeddings.position_embeddings.weight"));
    assertFalse(train(1).rests(WORDS));
    var one = train(1, "freeze", 1);
    assertTrue(one.rests("encoder.layer.0.output.dense.weight") && one.rests(WORDS));
    assertFalse(one.rests(DENSE));
    var none = train(1, "freeze", 0);
    assertTrue(none.rests(WORDS));
    assertFalse(none.rests("encoder.layer.0.output.dense.weight"));
    var all = train(1, "protocol", "frozen");
    assertTrue(all.rests(DENSE) && all.rests(WORDS));
    assertFalse(all.rests("classifier.weight"));
  }

  @Test
  void dropoutAndSeedAreHeeded() {
    var plain = train(3).losses;
    assertEquals(plain, train(3).losses);
    assertNotEquals(plain, train(3, "dropout", 0.3).losses);
    assertNotEquals(plain, train(3, "seed", 2).losses);
    assertNotEquals(train(1, "dropout", 0.3).losses, train(1, "dropout", 0.3, "seed", 2).losses);
  }

  /** A rate that moves nothing shows the data's order: each epoch has its own. */
  @Test
  void everyEpochHasAnOrderOfItsOwnAndAFrozenOneTheSameBatches() {
    var losses = train(6, "rate", 1e-12).losses;
    assertNotEquals(losses.subList(0, 3), losses.subList(3, 6));
    var frozen = train(6, "rate", 1e-12, "protocol", "frozen").losses;
    var sorted = new ArrayList<>(frozen.subList(0, 3));
    var again = new ArrayList<>(frozen.subList(3, 6));
    sorted.sort(null);
    again.sort(null);
    for (int i = 0; i < 3; i++) {
      assertEquals(sorted.get(i), again.get(i), 1e-6);
    }
  }

  /** Hidden states that come from a file are those that the encoder computes. */
  @Test
  void onAnEncoderAtRestAStepIsThatOfTheEncoder() {
    var frozen = train(3, "protocol", "frozen", "rate", 1e-12).losses;
    var learning = train(3, "freeze", 2, "rate", 1e-12).losses;
    assertEquals(
        learning.stream().mapToDouble(l -> l).sum(),
        frozen.stream().mapToDouble(l -> l).sum(),
        2e-3);
  }

  /** The loss of a step is that of its labelled batch and that of its unlabelled one. */
  @Test
  void unlabelledDataAddTheirOwnLoss() {
    TrainingData more;
    try (var model = SmallBase.model(base, 2, 3, "last")) {
      more = SmallBase.data(model, EXAMPLES);
    }
    double alone = train(1).losses.getFirst();
    double both = train(1, Optional.of(more)).losses.getFirst();
    assertEquals(2 * alone, both, 1e-5, "the same data twice");
    int labelled = more.labels().getFirst().length;
    var hidden = more.unlabelled().labels().getFirst();
    assertEquals(labelled, hidden.length);
    assertTrue(Arrays.stream(hidden).allMatch(l -> l == TrainingData.UNLABELLED));
  }

  /** Of 48 examples sixteen make one step. */
  @Test
  void theLimitIsHeeded() {
    var file =
        SmallBase.file(folder.resolve("t.en.tsv"), SmallBase.sentences(48, 1, SmallBase::tag));
    var settings = new LinkedHashMap<String, Object>();
    settings.put("base", base.toString());
    settings.put("train", List.of(file.toString()));
    settings.put("dev", file.toString());
    settings.put("variants", List.of("last"));
    settings.put("batch", 16);
    for (var limit : Map.of(0, 48, 20, 20, 100, 48).entrySet()) {
      var out = folder.resolve("limit-" + limit.getKey());
      settings.put("limit", limit.getKey());
      settings.put("out", out.toString());
      Training.run(new SettingSources().values("a test", settings).resolve(), p -> {});
      assertEquals(limit.getValue(), Description.read(out).training().get("examples"));
      assertEquals(
          limit.getValue() / 16, Description.read(out).training().get("steps"), "limit " + limit);
    }
  }

  /** Labels of unlabelled data have no say; what was learnt to compare widths isn't saved. */
  @Test
  void unlabelledDataHaveNoLabelsAndProjectionsAreNotKept() throws IOException {
    Path teacher;
    try (var model = SmallBase.model(base, 4, 7, "paper.1", "last")) {
      teacher = SmallBase.save(model, base, folder.resolve("teacher"));
    }
    var train =
        SmallBase.file(folder.resolve("t.en.tsv"), SmallBase.sentences(16, 1, SmallBase::tag));
    var settings = new LinkedHashMap<String, Object>();
    settings.put("teacher", teacher.toString());
    settings.put("studentLayers", 2);
    settings.put("studentWidth", 16);
    settings.put("train", List.of(train.toString()));
    settings.put("dev", train.toString());
    settings.put("variants", List.of("last"));
    settings.put("batch", 16);
    var losses = new ArrayList<Object>();
    for (var tag : List.of("NOUN", "VERB")) {
      var other =
          SmallBase.file(folder.resolve(tag + ".en.tsv"), SmallBase.sentences(16, 2, w -> tag));
      var out = folder.resolve("student-" + tag);
      settings.put("unlabelled", List.of(other.toString()));
      settings.put("out", out.toString());
      Training.run(new SettingSources().values("a test", settings).resolve(), p -> {});
      losses.add(Description.read(out).training().get("losses"));
      try (var files = Files.list(out)) {
        var names =
            files
                .filter(f -> f.toString().endsWith(".safetensors"))
                .flatMap(f -> TensorFile.open(f).names().stream())
                .toList();
        assertTrue(names.size() > 20, names.toString());
        assertTrue(names.stream().noneMatch(n -> n.startsWith(WidthMap.PREFIX)), names.toString());
      }
    }
    assertEquals(losses.getFirst(), losses.getLast());
  }
}
