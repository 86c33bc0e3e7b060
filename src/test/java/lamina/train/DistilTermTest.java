package lamina.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.data.format.UnlabelledData;
import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;
import lamina.language.Languages;
import lamina.model.Head;
import lamina.model.HeadKey;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.WordBreaks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each term against a plain computation, and nothing to learn where the student is the teacher. */
class DistilTermTest {
  private static final Path BASE = SmallModels.BASE;
  private static final HeadKey PAPER2 = HeadKey.of("paper.2");

  @TempDir Path folder;

  private TaskModel teacher;
  private TrainingData data;

  @BeforeEach
  void open() {
    teacher = model(4, 7);
    var file = Path.of("sample-data/pos/train/en.conllu");
    var examples = DatasetReader.read(file, Task.POS, Languages.of("en")).examples();
    data = TrainingData.of(Task.POS, teacher.tokenizer(), examples.subList(0, 16));
  }

  @AfterEach
  void close() {
    teacher.close();
  }

  private static TaskModel model(int layers, long seed) {
    return TaskModel.create(
        BASE,
        java.util.stream.IntStream.range(0, layers).boxed().toList(),
        Task.POS,
        List.of(HeadKey.of("paper.1"), PAPER2, HeadKey.LAST),
        new Random(seed));
  }

  /** Calls a check with what a student and the teacher say of the first batch. */
  private void with(TaskModel student, Check check) {
    Torch.withoutGradients(
        () -> {
          try (var manager = student.newBatchManager()) {
            var batch = List.of(0, 1, 2, 3);
            var inputs = Batch.of(manager, data.tokens(batch));
            var states = student.encoder().encode(inputs, ForwardMode.INFERENCE);
            var outputs = new LinkedHashMap<HeadKey, Head.Output>();
            student
                .heads()
                .forEach((k, h) -> outputs.put(k, h.apply(states, ForwardMode.INFERENCE)));
            var targets = DistillationTargets.of(manager, data, batch, true, 17);
            check.accept(
                new Objective.Step(
                    student.encoder(), states, outputs, targets, Objective.Shares.WHOLE),
                new TeacherStep(teacher, inputs, states.depth()));
            return null;
          }
        });
  }

  private interface Check {
    void accept(Objective.Step step, TeacherStep teacher);
  }

  private static float value(DistilTerm term, Objective.Step step, TeacherStep teacher) {
    return term.loss(step, teacher).orElseThrow().getFloat();
  }

  @Test
  void aTeacherHasNothingToLearnFromItself() {
    with(
        teacher,
        (step, theirs) -> {
          for (var term :
              List.of(
                  new DistilTerm.SoftLabels(2, Optional.empty()),
                  new DistilTerm.States(WidthMap.plain()),
                  new DistilTerm.Relations(),
                  new DistilTerm.Gates(WidthMap.plain()))) {
            assertEquals(0, value(term, step, theirs), 1e-5, term.toString());
          }
          assertTrue(value(new DistilTerm.HardLabels(), step, theirs) > 1);
        });
  }

  @Test
  void softLabelsAreTheDivergenceAtTheirTemperature() {
    try (var student = model(4, 8)) {
      with(
          student,
          (step, theirs) -> {
            double sum = 0;
            int n = 0;
            for (var key : step.outputs().keySet()) {
              var own = step.targets().pick(step.outputs().get(key).logits()).toFloatArray();
              var their = step.targets().pick(theirs.output(PAPER2).logits()).toFloatArray();
              n = own.length / 17;
              for (int row = 0; row < n; row++) {
                double[] q = softmax(own, row, 3);
                double[] p = softmax(their, row, 3);
                for (int c = 0; c < 17; c++) {
                  sum += p[c] * Math.log(p[c] / q[c]);
                }
              }
            }
            double expected = 9 * sum / n / step.outputs().size();
            var term = new DistilTerm.SoftLabels(3, Optional.of(PAPER2));
            assertEquals(expected, value(term, step, theirs), 1e-4);
          });
    }
  }

  private static double[] softmax(float[] logits, int row, double t) {
    var p = new double[17];
    double sum = 0;
    for (int c = 0; c < 17; c++) {
      p[c] = Math.exp(logits[row * 17 + c] / t);
      sum += p[c];
    }
    for (int c = 0; c < 17; c++) {
      p[c] /= sum;
    }
    return p;
  }

  @Test
  void gatesAreComparedOverRealTokens() {
    try (var student = model(4, 8)) {
      with(
          student,
          (step, theirs) -> {
            double mean = 0;
            for (var key : List.of(HeadKey.of("paper.1"), PAPER2)) {
              var own = step.outputs().get(key).gate().orElseThrow();
              var their = theirs.output(key).gate().orElseThrow();
              long t = own.getShape().get(1);
              float[] a = own.toFloatArray();
              float[] b = their.toFloatArray();
              double sum = 0;
              int real = 0;
              int[] lengths = step.states().batch().lengths();
              for (int i = 0; i < lengths.length; i++) {
                for (int p = 0; p < lengths[i]; p++, real++) {
                  for (int e = 0; e < 128; e++) {
                    int at = (int) ((i * t + p) * 128 + e);
                    sum += (a[at] - b[at]) * (a[at] - b[at]);
                  }
                }
              }
              mean += sum / real / 128 / 2;
            }
            assertEquals(mean, value(new DistilTerm.Gates(WidthMap.plain()), step, theirs), 1e-5);
          });
    }
  }

  @Test
  void relationsIgnorePadding() {
    try (var student = model(2, 8)) {
      with(
          student,
          (step, theirs) -> {
            var own = step.encoder().attention(step.states(), 2);
            float[] rows = own.distribution().sum(new int[] {3}).toFloatArray();
            for (float row : rows) {
              assertEquals(1, row, 1e-4);
            }
            double loss = value(new DistilTerm.Relations(), step, theirs);
            assertTrue(loss > 0.001 && loss < 20, "divergence " + loss);
          });
    }
  }

  @Test
  void widthsMeetByMeanOrProjection() {
    try (var manager = Torch.newManager()) {
      var own = manager.create(new float[] {1, 2}, new Shape(1, 1, 2));
      var theirs = manager.create(new float[] {1, 3, 5, 9}, new Shape(1, 1, 4));
      var pair = WidthMap.plain().match(own, theirs);
      assertEquals(List.of(2f, 7f), floats(pair.theirs().toFloatArray()));
      var weights = lamina.tensor.Weights.empty(manager, "test");
      var learned = WidthMap.learned("hidden", weights, 2, 4, new Random(1));
      assertEquals(new Shape(1, 1, 4), learned.match(own, theirs).own().getShape());
      assertEquals(2, weights.names().size());
      weights.removeAll(WidthMap.PREFIX);
      assertTrue(weights.names().isEmpty());
    }
  }

  private static List<Float> floats(float[] values) {
    var list = new java.util.ArrayList<Float>();
    for (float v : values) {
      list.add(v);
    }
    return list;
  }

  @Test
  void aNarrowStudentLearnsFromAllTermsAndUnlabelledText() throws java.io.IOException {
    var directory = folder.resolve("teacher");
    lamina.model.ModelWriter.save(
        teacher,
        TrainerTest.description(teacher),
        BASE,
        directory,
        lamina.model.ModelWriter.Layout.WHOLE);
    var settings =
        TrainSettings.of(
            new HashMap<>(
                Map.of(
                    "teacher", directory.toString(),
                    "studentLayers", 2,
                    "studentWidth", 64,
                    "variants", List.of("paper", "last"),
                    "batch", 16,
                    "epochs", 12,
                    "rate", 2e-3,
                    "gates", 1,
                    "relations", 0.5,
                    "checkpoint", 4)));
    var text = folder.resolve("de.txt");
    java.nio.file.Files.writeString(text, "Das ist ein Haus .\n".repeat(16));
    try (var student = Students.ofTeacher(settings);
        var objective = new Distillation(TaskModel.open(directory), student, settings)) {
      assertEquals(64, student.encoder().config().hidden());
      var more =
          TrainingData.of(
                  Task.POS,
                  student.tokenizer(),
                  UnlabelledData.read(text, Task.POS, null, WordBreaks::words).examples())
              .unlabelled();
      assertTrue(
          DistillationTargets.of(student.weights().manager(), more, List.of(0), true, 17)
              .labels()
              .isEmpty());
      var losses =
          new Trainer(
                  student,
                  objective,
                  data,
                  Optional.of(more),
                  Optional.empty(),
                  settings,
                  RunKey.of(settings))
              .run(folder.resolve("run"), Integer.MAX_VALUE, p -> {});
      assertTrue(losses.getLast() < 0.8 * losses.getFirst(), losses.toString());
    }
  }

  @Test
  void settingsThatCannotWorkAreNamed() {
    Consumer<Map<String, Object>> refused =
        wrong -> {
          var problem = assertThrows(Problem.class, () -> TrainSettings.of(wrong));
          var name = wrong.keySet().iterator().next();
          assertTrue(problem.getMessage().contains(name), problem.getMessage());
        };
    refused.accept(Map.of("rate", 0));
    refused.accept(Map.of("gates", -1));
    refused.accept(Map.of("projection", "magic"));
    refused.accept(Map.of("unlabelled", List.of("x.txt")));
    var keys = TrainSettings.of(Map.of("layers", List.of(13)));
    assertTrue(assertThrows(Problem.class, () -> keys.heads(12)).getMessage().contains("13"));
    var deep = TrainSettings.of(Map.of("base", BASE.toString(), "depth", 24));
    assertTrue(
        assertThrows(Problem.class, () -> Students.ofBase(deep)).getMessage().contains("24"));
  }

  @Test
  void theLastLayerMayBeFusedWithItself() {
    var keys =
        TrainSettings.of(
                Map.of("protocol", "single", "variants", List.of("paper"), "layers", List.of(4)))
            .heads(4);
    assertEquals(List.of(HeadKey.of("paper.4")), keys);
    try (NDManager manager = Torch.newManager();
        var model = TaskModel.create(BASE, List.of(0, 1, 2, 3), Task.POS, keys, new Random(1))) {
      var found = model.head(keys.getFirst());
      var states = model.encode(manager, data.tokens(List.of(0)));
      // W = (H + H) / 2 = H, so the paper's formula gives back the last layer itself.
      var fused = found.fusion().fuse(states, 4, ForwardMode.INFERENCE).hidden();
      assertEquals(0, fused.sub(states.last()).abs().max().getFloat(), 1e-5);
    }
  }
}
