package lamina.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.language.Languages;
import lamina.model.Classifiers;
import lamina.model.HeadKey;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.process.NativeLibraries;
import lamina.tensor.Scalars;
import lamina.tensor.TensorFile;
import lamina.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops a run leaves what was finished. */
class FailureTest {
  private static final Path BASE = SmallModels.BASE;
  private static final TrainSettings SETTINGS =
      TrainSettings.of(
          Map.of(
              "batch",
              16,
              "epochs",
              2,
              "freeze",
              1,
              "checkpoint",
              2,
              "rate",
              1e-3,
              "variants",
              List.of("paper", "last")));

  @TempDir Path folder;

  private static TaskModel model() {
    return TaskModel.create(BASE, List.of(0, 1), Task.POS, SETTINGS.heads(2), new Random(2));
  }

  private static TrainingData data(TaskModel model) {
    var file = Path.of("sample-data/pos/train/en.conllu");
    var examples = DatasetReader.read(file, Task.POS, Languages.of("en")).examples().subList(0, 64);
    return TrainingData.of(Task.POS, model.tokenizer(), examples);
  }

  private static Map<String, float[]> train(Path state, Objective objective, int stopAfter) {
    try (var model = model()) {
      var data = data(model);
      new Trainer(model, objective, data, SETTINGS).run(state, stopAfter, p -> {});
      var values = new TreeMap<String, float[]>();
      model.weights().map().forEach((n, t) -> values.put(n, t.toFloatArray()));
      return values;
    }
  }

  private void assertGoesOnAsIfNothingHadHappened(Path state) {
    var whole = train(folder.resolve("whole"), new FineTuning(), Integer.MAX_VALUE);
    var resumed = train(state, new FineTuning(), Integer.MAX_VALUE);
    whole.forEach((name, v) -> assertArrayEquals(v, resumed.get(name), name));
  }

  /** Learns as it should for some steps. */
  private static Objective nanAfter(int steps) {
    return new Objective() {
      private int done;

      @Override
      public NDArray loss(Step step) {
        var loss = new FineTuning().loss(step);
        return ++done > steps ? Scalars.times(loss, Double.NaN) : loss;
      }
    };
  }

  @Test
  void aLossThatIsNoNumberStopsTheRunAndLeavesTheCheckpoint() {
    var state = folder.resolve("run");
    var problem = assertThrows(Problem.class, () -> train(state, nanAfter(5), Integer.MAX_VALUE));
    assertTrue(problem.getMessage().contains("NaN at step 5"), problem.getMessage());
    assertTrue(problem.getMessage().contains("learning rate"), problem.getMessage());
    assertEquals(4, TrainState.read(state).orElseThrow().step());
    assertGoesOnAsIfNothingHadHappened(state);
  }

  @Test
  void brokenWeightsAreNeverKept() {
    var settings = TrainSettings.of(Map.of("batch", 16, "checkpoint", 1, "epochs", 9));
    var name = "encoder.layer.1.output.dense.bias";
    try (var model = model()) {
      var weight = model.weights().map().get(name);
      var done = new AtomicInteger();
      Objective breaking =
          step -> {
            if (done.incrementAndGet() == 3) {
              Torch.withoutGradients(
                  () -> {
                    weight.set(new NDIndex("0"), Float.POSITIVE_INFINITY);
                    return null;
                  });
            }
            return new FineTuning().loss(step);
          };
      var trainer = new Trainer(model, breaking, data(model), settings);
      var problem = assertThrows(Problem.class, () -> trainer.run(folder, 9, progress -> {}));
      var said = problem.getMessage();
      assertTrue(said.contains(name), said);
      assertTrue(said.contains("last finite loss") && said.contains("at step 2"), said);
      assertTrue(said.contains("checkpoint of step 2 is kept in " + folder), said);
      var kept = TensorFile.open(folder.resolve(TrainState.read(folder).orElseThrow().tensors()));
      try (var manager = model.newBatchManager()) {
        assertTrue(Float.isFinite(kept.read(manager, "weight." + name).norm().getFloat()));
      }
    }
  }

  @Test
  void weightsThatBeginBrokenAreNamed() {
    try (var model = model()) {
      var name = "encoder.layer.1.output.dense.bias";
      model.weights().map().get(name).set(new NDIndex("0"), Float.NaN);
      var trainer = new Trainer(model, new FineTuning(), data(model), SETTINGS);
      var problem = assertThrows(Problem.class, () -> trainer.run(folder, 2, progress -> {}));
      assertTrue(problem.getMessage().contains(name), problem.getMessage());
      assertTrue(problem.getMessage().contains(BASE.toString()), problem.getMessage());
    }
  }

  @Test
  void aTeacherThatAnswersWithNoNumbersIsNamed() throws IOException {
    var teacher = Classifiers.notFinite(folder.resolve("teacher"));
    var settings =
        TrainSettings.of(
            Map.of(
                "teacher",
                teacher.toString(),
                "hard",
                0,
                "hidden",
                0,
                "relations",
                0,
                "gates",
                0,
                "batch",
                16));
    try (var student =
            TaskModel.create(teacher, List.of(0), Task.POS, List.of(HeadKey.LAST), new Random(2));
        var objective = new Distillation(TaskModel.open(teacher), student, settings)) {
      // The student's own norm is mended, so that the teacher alone is to blame.
      student
          .weights()
          .map()
          .get("encoder.layer.0.output.LayerNorm.weight")
          .set(new NDIndex(":"), 1);
      var trainer = new Trainer(student, objective, data(student), settings);
      var problem = assertThrows(Problem.class, () -> trainer.run(folder, 2, progress -> {}));
      assertTrue(problem.getMessage().startsWith(teacher.toString()), problem.getMessage());
    }
  }

  /** A process that goes on with the run of a folder. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      NativeLibraries.prepare(); // before a limit on files makes that impossible
      try {
        train(Path.of(arguments[0]), new FineTuning(), Integer.MAX_VALUE);
      } catch (Problem e) {
        System.out.println(e.getMessage());
        System.exit(1);
      }
    }
  }

  /** A limit on the size of files fails a write half-way, as a full device does. */
  @Test
  void aFailedWriteNamesItsFileAndLeavesTheCheckpointBefore() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash, which limits file sizes");
    var state = folder.resolve("run");
    train(state, new FineTuning(), 4);
    var before = TrainState.read(state).orElseThrow();
    assertEquals(4, before.step());
    var tensors = state.resolve(before.tensors());
    var bytes = Files.readAllBytes(tensors);
    var child =
        new ProcessBuilder(
                "/bin/bash",
                "-c",
                "ulimit -f " + bytes.length / 2048 + "; exec \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                state.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, child.waitFor(), said);
    assertTrue(said.contains("step-6.safetensors: could not be written"), said);
    assertTrue(said.contains("space"), said);
    assertEquals(4, TrainState.read(state).orElseThrow().step());
    assertArrayEquals(bytes, Files.readAllBytes(tensors));
    try (var files = Files.list(state)) {
      assertFalse(files.anyMatch(f -> f.toString().endsWith(".part")), "half a file is removed");
    }
    assertGoesOnAsIfNothingHadHappened(state);
  }

  @Test
  void halfARemovedCheckpointIsNone() throws IOException {
    var state = folder.resolve("run");
    train(state, new FineTuning(), 4);
    TrainState.forget(state);
    assertTrue(TrainState.read(state).isEmpty());
    assertGoesOnAsIfNothingHadHappened(state);
  }

  /** The data doesn't exist: settings are looked at first. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "teacher=src/test/resources/checkpoints/small/pos-student studentLayers=12 | studentLayers"
            + " is 12",
        "teacher=src/test/resources/checkpoints/small/pos-student studentLayers=6 | as many as the"
            + " teacher has",
        "teacher=src/test/resources/checkpoints/small/pos-student studentLayers=4 | studentLayers"
            + " is 4",
        "teacher=src/test/resources/checkpoints/small/pos-student studentLayers=3 studentWidth=100"
            + " | studentWidth is 100",
        "teacher=src/test/resources/checkpoints/small/pos-student studentLayers=3 studentWidth=256"
            + " | studentWidth is 256",
        "teacher=src/test/resources/checkpoints/small/xnli-student studentLayers=3 | is a model for"
            + " XNLI",
        "teacher=nowhere studentLayers=3 | nowhere",
        "base=src/test/resources/checkpoints/small/base depth=5 | depth is 5",
        "base=src/test/resources/checkpoints/small/base depth=24 | depth is 24",
        "base=nowhere | nowhere",
        "task=pos | Setting base is missing",
      })
  void settingsThatDontFitStopAtOnce(String set, String said) {
    var all = new HashMap<String, Object>();
    all.put("train", List.of("no-such-file.conllu"));
    all.put("dev", "no-such-file.conllu");
    all.put("out", folder.resolve("out").toString());
    for (var one : set.split(" ")) {
      all.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
    }
    assertRefused(all, said);
  }

  @Test
  void anUnknownLayerStopsAtOnce() {
    var all =
        new HashMap<String, Object>(
            Map.of(
                "train", List.of("no-such-file.conllu"),
                "dev", "no-such-file.conllu",
                "out", folder.resolve("out").toString(),
                "layers", List.of(3, 99)));
    all.put("base", BASE.toString());
    assertRefused(all, "layers has 99");
    all.remove("base");
    all.put("teacher", "src/test/resources/checkpoints/small/pos-student");
    all.put("studentLayers", 3);
    assertRefused(all, "layers has 99");
  }

  @Test
  void aHeadThatTheTeacherLacksStopsAtOnce() {
    var all =
        new HashMap<String, Object>(
            Map.of(
                "train",
                List.of("no-such-file.conllu"),
                "dev",
                "no-such-file.conllu",
                "out",
                folder.resolve("out").toString(),
                "teacher",
                "src/test/resources/checkpoints/small/pos-teacher",
                "studentLayers",
                3,
                "layers",
                List.of(3)));
    assertRefused(all, "the head paper.3, which learns from the teacher's paper.12");
    all.put("softHead", "paper.12");
    assertRefused(all, "softHead is paper.12");
  }

  private void assertRefused(Map<String, Object> all, String said) {
    var settings = TrainSettings.of(all);
    var problem = assertThrows(Problem.class, () -> Training.run(Resolution.of(settings), p -> {}));
    assertTrue(problem.getMessage().contains(said), problem.getMessage());
    assertFalse(Files.exists(folder.resolve("out")));
  }
}
