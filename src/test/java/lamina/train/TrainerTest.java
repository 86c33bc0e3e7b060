package lamina.train;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.encoder.ForwardMode;
import lamina.language.Languages;
import lamina.model.Description;
import lamina.model.HeadKey;
import lamina.model.ModelSummary.Role;
import lamina.model.ModelWriter;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final Path BASE = SmallModels.BASE;
  private static final TrainSettings SETTINGS =
      TrainSettings.of(
          Map.of("batch", 16, "epochs", 2, "freeze", 1, "checkpoint", 100, "rate", 1e-3));

  @TempDir Path folder;

  private static TaskModel model(int layers) {
    return TaskModel.create(
        BASE,
        IntStream.range(0, layers).boxed().toList(),
        Task.POS,
        SETTINGS.heads(layers),
        new Random(2));
  }

  private static TrainingData data(TaskModel model) {
    var file = Path.of("sample-data/pos/train/en.conllu");
    var examples = DatasetReader.read(file, Task.POS, Languages.of("en")).examples();
    return TrainingData.of(Task.POS, model.tokenizer(), examples.subList(0, 70));
  }

  private static Map<String, float[]> values(TaskModel model) {
    var values = new TreeMap<String, float[]>();
    model.weights().map().forEach((n, t) -> values.put(n, t.toFloatArray()));
    return values;
  }

  private Map<String, float[]> train(Path state, int stopFirst) {
    if (stopFirst > 0) {
      try (var model = model(3)) {
        new Trainer(model, new FineTuning(), data(model), SETTINGS).run(state, stopFirst, p -> {});
      }
    }
    try (var model = model(3)) {
      new Trainer(model, new FineTuning(), data(model), SETTINGS)
          .run(state, Integer.MAX_VALUE, p -> {});
      return values(model);
    }
  }

  @Test
  void parametersThatBeginEqualAreStillTwo() {
    try (var manager = Torch.newManager()) {
      var a = manager.zeros(new ai.djl.ndarray.types.Shape(2));
      var b = manager.zeros(new ai.djl.ndarray.types.Shape(2));
      var optimiser = new AdamW(Map.of("a", a, "b", b), 0, name -> 1);
      optimiser.backward(Torch.withGradients(() -> a.sum().add(b.sum().neg())));
      optimiser.step(1, 0.1, 100);
      // Adam's first step is the rate against the gradient's sign.
      assertArrayEquals(new float[] {-0.1f, -0.1f}, a.toFloatArray(), 1e-6f);
      assertArrayEquals(new float[] {0.1f, 0.1f}, b.toFloatArray(), 1e-6f);
    }
  }

  @Test
  void oneSeedGivesTheSameWeightsToTheLastBit() {
    var first = train(folder.resolve("a"), 0);
    var second = train(folder.resolve("b"), 0);
    first.forEach((name, v) -> assertArrayEquals(v, second.get(name), name));
  }

  @Test
  void aResumedRunEqualsAnUnbrokenOne() {
    var whole = train(folder.resolve("a"), 0);
    var resumed = train(folder.resolve("b"), 5);
    assertEquals(whole.keySet(), resumed.keySet());
    whole.forEach((name, v) -> assertArrayEquals(v, resumed.get(name), name));
  }

  /**
   * Without dropout and BatchNorm, whose statistics are a pass's own, nothing tells passes apart.
   */
  @Test
  void passesOfABatchAddUpToItsGradients() {
    var whole = weightsAfterPassesOf(1_000_000);
    var divided = weightsAfterPassesOf(150);
    whole.forEach((name, v) -> assertArrayEquals(v, divided.get(name), 2e-5f, name));
  }

  private Map<String, float[]> weightsAfterPassesOf(int tokens) {
    var settings =
        TrainSettings.of(
            Map.of(
                "batch",
                32,
                "passTokens",
                tokens,
                "variants",
                List.of("last"),
                "dropout",
                0,
                "rate",
                1e-4));
    try (var model =
        TaskModel.create(BASE, List.of(0, 1), Task.POS, settings.heads(2), new Random(2))) {
      new Trainer(model, new FineTuning(), data(model), settings)
          .run(folder.resolve("passes-" + tokens), Integer.MAX_VALUE, p -> {});
      return values(model);
    }
  }

  @Test
  void passesHoldEveryExampleOnceAndNoMoreTokensThanAskedNorTooFewExamples() {
    try (var model = model(1)) {
      var data = data(model);
      for (var batch : data.epoch(3, 0, 50)) {
        int ofBatch =
            batch.stream().mapToInt(i -> data.tokens().get(i).length()).max().orElseThrow();
        for (int most : new int[] {1, 64, 200, 1_000_000}) {
          var passes = data.passes(batch, most, true);
          assertEquals(batch, passes.stream().flatMap(p -> p.examples().stream()).toList());
          assertEquals(1, passes.stream().mapToDouble(p -> p.shares().answers()).sum(), 1e-12);
          assertEquals(1, passes.stream().mapToDouble(p -> p.shares().tokens()).sum(), 1e-12);
          for (var pass : passes) {
            var lengths = pass.examples().stream().mapToInt(i -> data.tokens().get(i).length());
            int longest = lengths.max().orElseThrow();
            int n = pass.examples().size();
            // Of labelled words, very long examples come in fewer.
            int least = Math.clamp(2L * most / ofBatch, 1, TrainingData.MIN_PASS);
            assertTrue(
                n * longest <= most || n < 2 * least, n + " examples of " + longest + " tokens");
            assertTrue(n >= Math.min(batch.size(), least), n + " examples");
            double words = count(pass.examples(), i -> data.labels().get(i).length);
            double tokens = count(pass.examples(), i -> data.tokens().get(i).length());
            var shares = pass.shares();
            assertEquals(words / count(batch, i -> data.labels().get(i).length), shares.answers());
            assertEquals(
                tokens / count(batch, i -> data.tokens().get(i).length()), shares.tokens());
          }
          for (var pass : data.passes(batch, most, false)) {
            assertTrue(pass.examples().size() >= Math.min(batch.size(), TrainingData.MIN_PASS));
            assertEquals((double) pass.examples().size() / batch.size(), pass.shares().answers());
          }
        }
      }
    }
  }

  private static double count(List<Integer> examples, IntUnaryOperator of) {
    return examples.stream().mapToInt(i -> of.applyAsInt(i)).sum();
  }

  /** Terms over tokens and terms over words add up, each by its own share. */
  @Test
  void passesOfADistilledBatchAddUpToItsGradients() {
    var teacher = folder.resolve("teacher");
    try (var model = model(4)) {
      save(model, teacher);
    }
    var whole = distilledByPassesOf(1_000_000, teacher);
    var divided = distilledByPassesOf(150, teacher);
    whole.forEach((name, v) -> assertArrayEquals(v, divided.get(name), 2e-5f, name));
  }

  private Map<String, float[]> distilledByPassesOf(int tokens, Path teacher) {
    var all = new HashMap<String, Object>();
    all.putAll(Map.of("teacher", teacher.toString(), "studentLayers", 2, "batch", 32));
    all.putAll(Map.of("passTokens", tokens, "variants", List.of("last"), "dropout", 0));
    all.putAll(Map.of("hidden", 1, "relations", 1, "rate", 1e-4));
    var settings = TrainSettings.of(all);
    try (var student = Students.ofTeacher(settings);
        var objective = new Distillation(TaskModel.open(teacher), student, settings)) {
      new Trainer(student, objective, data(student), settings)
          .run(folder.resolve("distilled-" + tokens), Integer.MAX_VALUE, p -> {});
      return values(student);
    }
  }

  @Test
  void frozenPartsRestAndTheLossFalls() {
    try (var model = model(3)) {
      var before = values(model);
      var losses = new ArrayList<Double>();
      var settings =
          TrainSettings.of(
              Map.of("batch", 16, "epochs", 10, "freeze", 1, "checkpoint", 10, "rate", 1e-3));
      losses.addAll(
          new Trainer(model, new FineTuning(), data(model), settings)
              .run(folder, Integer.MAX_VALUE, p -> {}));
      assertTrue(losses.getLast() < 0.7 * losses.getFirst(), losses.toString());
      values(model)
          .forEach(
              (name, v) -> {
                boolean frozen =
                    name.startsWith("embeddings.") || name.startsWith("encoder.layer.0.");
                boolean same = java.util.Arrays.equals(v, before.get(name));
                assertEquals(frozen, same, name);
              });
    }
  }

  @Test
  void aStudentBeginsWithItsTeachersWordsAndLearnsFromIt() {
    var teacher = folder.resolve("teacher");
    try (var model = model(4)) {
      save(model, teacher);
    }
    var settings =
        TrainSettings.of(
            Map.of(
                "teacher", teacher.toString(),
                "studentLayers", 2,
                "batch", 16,
                "epochs", 6,
                "checkpoint", 6,
                "rate", 1e-3));
    try (var student = Students.ofTeacher(settings);
        var objective = new Distillation(TaskModel.open(teacher), student, settings)) {
      assertEquals(List.of(1), layers(student));
      var losses =
          new Trainer(student, objective, data(student), settings)
              .run(folder.resolve("s"), Integer.MAX_VALUE, p -> {});
      assertTrue(losses.getLast() < losses.getFirst(), losses.toString());
    }
  }

  private static List<Integer> layers(TaskModel model) {
    return model.heads().keySet().stream()
        .filter(k -> k.variant().hasGate())
        .map(HeadKey::layer)
        .distinct()
        .toList();
  }

  static Description description(TaskModel model) {
    return new Description(
        1,
        Role.TEACHER,
        "pos",
        Task.POS.labels(),
        "shared",
        model.heads().keySet().stream().map(HeadKey::key).toList(),
        "paper.1",
        model.encoder().config().layers(),
        Map.of(),
        Map.of(),
        "test",
        "none",
        List.of());
  }

  private static void save(TaskModel model, Path directory) {
    ModelWriter.save(model, description(model), BASE, directory, ModelWriter.Layout.WHOLE);
  }

  @Test
  void aSavedModelAnswersAsBefore() {
    try (var model = model(3)) {
      save(model, folder);
      try (var opened = TaskModel.open(folder)) {
        var tokens = data(model).tokens().subList(0, 5);
        for (var key : model.heads().keySet()) {
          Torch.withoutGradients(
              () -> {
                try (var a = model.newBatchManager();
                    var b = opened.newBatchManager()) {
                  NDArray expected =
                      model
                          .head(key)
                          .apply(model.encode(a, tokens), ForwardMode.INFERENCE)
                          .logits();
                  NDArray found =
                      opened
                          .head(key)
                          .apply(opened.encode(b, tokens), ForwardMode.INFERENCE)
                          .logits();
                  assertClose(expected, found, 1e-6, key.key());
                  return null;
                }
              });
        }
      }
    }
  }

  @Test
  void onAnEncoderAtRestTheHeadsAloneLearnAndHiddenStatesAreKept() {
    var settings =
        TrainSettings.of(
            Map.of("protocol", "frozen", "batch", 16, "epochs", 6, "checkpoint", 8, "rate", 3e-3));
    try (var model = model(3)) {
      var before = values(model);
      var losses =
          new Trainer(model, new FineTuning(), data(model), settings)
              .run(folder, Integer.MAX_VALUE, p -> {});
      assertTrue(losses.getLast() < 0.9 * losses.getFirst(), losses.toString());
      values(model)
          .forEach(
              (name, v) -> {
                boolean encoder = name.startsWith("embeddings.") || name.startsWith("encoder.");
                assertEquals(encoder, java.util.Arrays.equals(v, before.get(name)), name);
              });
      int batches = data(model).steps(16);
      var kept = folder.toFile().list((d, name) -> name.startsWith("states-"));
      assertEquals(batches, kept.length);
    }
  }

  @Test
  void aRunStopsOnDemandAndGoesOn() {
    var whole = train(folder.resolve("a"), 0);
    var stopper =
        new TrainListener() {
          private int asked;

          @Override
          public void progress(TrainProgress progress) {}

          @Override
          public boolean stop() {
            return ++asked == 3;
          }
        };
    var state = folder.resolve("b");
    try (var model = model(3)) {
      var trainer = new Trainer(model, new FineTuning(), data(model), SETTINGS);
      assertThrows(TrainingStopped.class, () -> trainer.run(state, Integer.MAX_VALUE, stopper));
    }
    var resumed = train(state, 0);
    whole.forEach((name, v) -> assertArrayEquals(v, resumed.get(name), name));
  }

  @Test
  void impossibleSettingsAreNamed() {
    for (var wrong :
        List.<Map<String, Object>>of(
            Map.of("batch", 8), Map.of("rate", -1), Map.of("protocol", "x"), Map.of("sped", 1))) {
      var name = wrong.keySet().iterator().next();
      var problem = assertThrows(Problem.class, () -> TrainSettings.of(wrong));
      assertTrue(problem.getMessage().contains(name), problem.getMessage());
    }
  }
}
