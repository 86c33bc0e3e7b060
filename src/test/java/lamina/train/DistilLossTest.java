package lamina.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.Task;
import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;
import lamina.language.Languages;
import lamina.model.Head;
import lamina.model.HeadKey;
import lamina.model.TaskModel;
import lamina.tensor.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a student of two layers learns from a teacher of four, against plain loops over a padded
 * batch: student layer x stands for teacher layer 2x, head paper.1 for paper.2.
 */
class DistilLossTest {
  private static final int CLASSES = 17;
  private static final HeadKey ONE = HeadKey.of("paper.1");
  private static final HeadKey TWO = HeadKey.of("paper.2");

  @TempDir Path folder;
  private Path base;
  private TaskModel teacher;
  private TaskModel student;

  @BeforeEach
  void open() {
    base = SmallBase.write(folder.resolve("base"));
    teacher = SmallBase.model(base, 4, 7, "paper.1", "paper.2", "last");
    student = SmallBase.model(base, 2, 8, "paper.1", "last");
  }

  @AfterEach
  void close() {
    teacher.close();
    student.close();
  }

  private interface Check {
    void accept(Objective.Step step, TeacherStep theirs);
  }

  private Objective.Step step(ai.djl.ndarray.NDManager manager) {
    var data = SmallBase.data(student, 16);
    var batch = List.of(0, 1, 2, 3);
    var inputs = Batch.of(manager, data.tokens(batch));
    assertTrue(inputs.padded());
    var states = student.encoder().encode(inputs, ForwardMode.INFERENCE);
    var outputs = new LinkedHashMap<HeadKey, Head.Output>();
    student.heads().forEach((k, h) -> outputs.put(k, h.apply(states, ForwardMode.INFERENCE)));
    var targets = DistillationTargets.of(manager, data, batch, true, CLASSES);
    return new Objective.Step(student.encoder(), states, outputs, targets, Objective.Shares.WHOLE);
  }

  private void with(Check check) {
    Torch.withoutGradients(
        () -> {
          try (var manager = student.newBatchManager()) {
            var step = step(manager);
            check.accept(step, new TeacherStep(teacher, step.states().batch(), 2));
            return null;
          }
        });
  }

  private static double value(DistilTerm term, Objective.Step step, TeacherStep theirs) {
    return term.loss(step, theirs).orElseThrow().getFloat();
  }

  /** Log of the softmax of a row. */
  private static double[] logs(float[] logits, int from, int n, double temperature) {
    double sum = 0;
    for (int c = 0; c < n; c++) {
      sum += Math.exp(logits[from + c] / temperature);
    }
    var logs = new double[n];
    for (int c = 0; c < n; c++) {
      logs[c] = logits[from + c] / temperature - Math.log(sum);
    }
    return logs;
  }

  /** KL of two rows, in that order. */
  private static double divergence(float[] p, float[] q, int from, int n, double temperature) {
    double[] logP = logs(p, from, n, temperature);
    double[] logQ = logs(q, from, n, temperature);
    return IntStream.range(0, n).mapToDouble(c -> Math.exp(logP[c]) * (logP[c] - logQ[c])).sum();
  }

  /** The mean over words and, of that, over heads; on each word's first piece. */
  @Test
  void trueLabelsCountEachHeadAlike() {
    with(
        (step, theirs) -> {
          var data = SmallBase.data(student, 16);
          long t = step.states().last().getShape().get(1);
          double mean = 0;
          for (var output : step.outputs().values()) {
            float[] logits = output.logits().toFloatArray();
            double sum = 0;
            int words = 0;
            for (int b = 0; b < 4; b++) {
              int[] pieces = data.tokens().get(b).wordOf();
              for (int p = 0; p < pieces.length; p++) {
                if (pieces[p] >= 0 && pieces[p] != pieces[p - 1]) {
                  int gold = data.labels().get(b)[pieces[p]];
                  sum -= logs(logits, (int) (b * t + p) * CLASSES, CLASSES, 1)[gold];
                  words++;
                }
              }
            }
            mean += sum / words / step.outputs().size();
          }
          assertEquals(mean, new FineTuning().loss(step).getFloat(), 1e-5);
          assertEquals(mean, value(new DistilTerm.HardLabels(), step, theirs), 1e-5);
        });
  }

  /**
   * A pair has one row of logits, in the order of the batch: the mean of -ln(1/2), -ln(1/4),
   * -ln(5/8).
   */
  @Test
  void aPairsLabelIsItsOwn() {
    var examples = new ArrayList<Example>();
    for (int i = 0; i < 8; i++) {
      var label = Task.XNLI.labels().get(i % 3);
      examples.add(
          new SentencePair("p" + i, Languages.of("en"), "ab cd", "ef".repeat(i + 1), label));
    }
    try (var manager = Torch.newManager()) {
      var data = TrainingData.of(Task.XNLI, student.tokenizer(), examples);
      var targets = DistillationTargets.of(manager, data, List.of(5, 0, 1), false, 3);
      float[] shares = {1, 1, 2, 1, 2, 1, 2, 5, 1};
      var logits = manager.create(shares, new Shape(3, 3)).log();
      double mean = (Math.log(2) + Math.log(4) - Math.log(5.0 / 8)) / 3;
      assertEquals(mean, targets.crossEntropy(logits).getFloat(), 1e-6);
    }
  }

  /**
   * Each head learns from the one at its own relative depth. At a high temperature a divergence is
   * nearly the same either way; at this one it isn't.
   */
  @Test
  void softLabelsComeFromTheCounterpart() {
    with(
        (step, theirs) -> {
          double mean = 0;
          for (var head : step.outputs().entrySet()) {
            var key = head.getKey().equals(ONE) ? TWO : HeadKey.LAST;
            float[] own = step.targets().pick(head.getValue().logits()).toFloatArray();
            float[] their = step.targets().pick(theirs.output(key).logits()).toFloatArray();
            int words = own.length / CLASSES;
            for (int w = 0; w < words; w++) {
              mean += divergence(their, own, w * CLASSES, CLASSES, 0.1) / words / 2;
            }
          }
          var term = new DistilTerm.SoftLabels(0.1, Optional.empty());
          assertEquals(0.01 * mean, value(term, step, theirs), 1e-6);
        });
  }

  @Test
  void hiddenStatesAreComparedWithEverySecondLayerOverRealTokens() {
    with(
        (step, theirs) -> {
          double mean = 0;
          int[] lengths = step.states().batch().lengths();
          int real = IntStream.of(lengths).sum();
          long t = step.states().last().getShape().get(1);
          for (int x = 1; x <= 2; x++) {
            float[] own = step.states().layer(x).toFloatArray();
            float[] their = theirs.states().layer(2 * x).toFloatArray();
            for (int b = 0; b < lengths.length; b++) {
              for (int p = 0; p < lengths[b]; p++) {
                mean += (1 - cosine(own, their, (int) (b * t + p) * 32, 32)) / real / 2;
              }
            }
          }
          assertEquals(mean, value(new DistilTerm.States(WidthMap.plain()), step, theirs), 1e-5);
        });
  }

  private static double cosine(float[] a, float[] b, int from, int n) {
    double dot = 0;
    double ofA = 0;
    double ofB = 0;
    for (int i = from; i < from + n; i++) {
      dot += (double) a[i] * b[i];
      ofA += (double) a[i] * a[i];
      ofB += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(ofA * ofB);
  }

  @Test
  void relationsAreTheLastLayersOverRealTokensAndAttentionHeads() {
    with(
        (step, theirs) -> {
          var own = step.encoder().attention(step.states(), 2);
          var their = teacher.encoder().attention(theirs.states(), 4);
          int[] lengths = step.states().batch().lengths();
          double expected =
              relation(their.scores(), own.scores(), lengths)
                  + relation(their.valueRelations(), own.valueRelations(), lengths);
          assertEquals(expected, value(new DistilTerm.Relations(), step, theirs), 1e-5);
        });
  }

  /** (B, H, T, T). */
  private static double relation(NDArray p, NDArray q, int[] lengths) {
    int heads = (int) p.getShape().get(1);
    int t = (int) p.getShape().get(2);
    float[] a = p.toFloatArray();
    float[] b = q.toFloatArray();
    double sum = 0;
    for (int i = 0; i < lengths.length; i++) {
      for (int h = 0; h < heads; h++) {
        for (int row = 0; row < lengths[i]; row++) {
          sum += divergence(a, b, ((i * heads + h) * t + row) * t, t, 1);
        }
      }
    }
    return sum / heads / IntStream.of(lengths).sum();
  }

  @Test
  void gatesComeFromTheCounterpart() {
    with(
        (step, theirs) -> {
          float[] own = step.outputs().get(ONE).gate().orElseThrow().toFloatArray();
          float[] their = theirs.output(TWO).gate().orElseThrow().toFloatArray();
          int[] lengths = step.states().batch().lengths();
          int t = (int) step.states().last().getShape().get(1);
          double sum = 0;
          for (int b = 0; b < lengths.length; b++) {
            for (int i = b * t * 32; i < (b * t + lengths[b]) * 32; i++) {
              sum += (own[i] - their[i]) * (own[i] - their[i]);
            }
          }
          double mean = sum / 32 / IntStream.of(lengths).sum();
          assertTrue(mean > 1e-4);
          assertEquals(mean, value(new DistilTerm.Gates(WidthMap.plain()), step, theirs), 1e-6);
        });
  }

  /** The teacher's own statistics are of its training: a student's batch leaves them alone. */
  @Test
  void theTeacherAnswersInEvaluationMode() {
    var before = values(teacher);
    with(
        (step, theirs) -> {
          var alone = teacher.head(TWO).apply(theirs.states(), ForwardMode.INFERENCE);
          float[] expected = alone.logits().toFloatArray();
          float[] found = theirs.output(TWO).logits().toFloatArray();
          for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-6);
          }
        });
    before.forEach(
        (name, v) ->
            org.junit.jupiter.api.Assertions.assertArrayEquals(v, values(teacher).get(name), name));
  }

  private static Map<String, float[]> values(TaskModel model) {
    var values = new LinkedHashMap<String, float[]>();
    model.weights().map().forEach((n, v) -> values.put(n, v.toFloatArray()));
    return values;
  }

  /** Each term moves what it is of, and nothing of the teacher's. */
  @Test
  void gradientsOfEveryTermReachTheStudent() {
    var moved =
        Map.of(
            new DistilTerm.Gates(WidthMap.plain()), "heads.paper.1.fusion.local.3.weight",
            new DistilTerm.SoftLabels(2, Optional.empty()), "heads.paper.1.classifier.weight",
            new DistilTerm.HardLabels(), "classifier.weight",
            new DistilTerm.States(WidthMap.plain()), "encoder.layer.1.output.dense.weight",
            new DistilTerm.Relations(), "encoder.layer.1.attention.self.value.weight");
    var parameters = Trainer.trainable(student, -1, true);
    var optimiser = new AdamW(parameters, 0, name -> 1);
    moved.forEach(
        (term, name) -> {
          try (var manager = student.newBatchManager()) {
            var loss =
                Torch.withGradients(
                    () -> {
                      var step = step(manager);
                      var theirs = new TeacherStep(teacher, step.states().batch(), 2);
                      return term.loss(step, theirs).orElseThrow();
                    });
            optimiser.backward(loss);
            double norm = optimiser.gradients().get(name).norm().getFloat();
            assertTrue(norm > 1e-6, term + " moves " + name + " by " + norm);
            optimiser.step(1, 1e-9, 1);
          }
        });
    teacher.weights().map().forEach((n, t) -> assertFalse(t.hasGradient(), n));
  }

  /** One of weight 0 has no part. At a low temperature small logits differ much. */
  @Test
  void termsAreAddedByTheirWeights() {
    var saved = SmallBase.save(teacher, base, folder.resolve("teacher"));
    var settings =
        new LinkedHashMap<String, Object>(
            Map.of("teacher", saved.toString(), "studentLayers", 2, "temperature", 0.1));
    var weights = Map.of("soft", 0.7, "hidden", 2.0, "relations", 0.3, "gates", 5.0, "hard", 0.0);
    settings.putAll(weights);
    var terms =
        Map.of(
            "soft", new DistilTerm.SoftLabels(0.1, Optional.empty()),
            "hidden", new DistilTerm.States(WidthMap.plain()),
            "relations", new DistilTerm.Relations(),
            "gates", new DistilTerm.Gates(WidthMap.plain()),
            "hard", new DistilTerm.HardLabels());
    with(
        (step, theirs) -> {
          double sum = 0;
          for (var term : terms.entrySet()) {
            sum += weights.get(term.getKey()) * value(term.getValue(), step, theirs);
          }
          try (var all =
              new Distillation(TaskModel.open(saved), student, TrainSettings.of(settings))) {
            assertEquals(sum, all.loss(step).getFloat(), 1e-5);
          }
          settings.put("softHead", "paper.1");
          settings.putAll(Map.of("hidden", 0, "relations", 0, "gates", 0));
          try (var soft =
              new Distillation(TaskModel.open(saved), student, TrainSettings.of(settings))) {
            var named = new DistilTerm.SoftLabels(0.1, Optional.of(ONE));
            assertEquals(0.7 * value(named, step, theirs), soft.loss(step).getFloat(), 1e-5);
          }
        });
  }
}
