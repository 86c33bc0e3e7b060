package lamina.model;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.data.format.LabelMap;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Checkpoint;
import lamina.encoder.FamilyReference;
import lamina.encoder.ForwardMode;
import lamina.encoder.RandomWeights;
import lamina.tensor.Torch;
import lamina.tensor.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classifiers of every family: logits of transformers, and tensors under the names it gives. */
class FamilyClassifierTest {
  private static final double TOLERANCE = 1e-4;

  private static Stream<String> classifiers() {
    return FamilyReference.names(true);
  }

  @ParameterizedTest
  @MethodSource("classifiers")
  void logits(String name) {
    try (var r = FamilyReference.open(name)) {
      var checkpoint = Checkpoint.open(r.directory());
      var external = ExternalClassifier.read(checkpoint, LabelMap.NONE);
      var task = Task.of(external.description(checkpoint).task());
      assertEquals(name.endsWith("ner") ? Task.NER : Task.XNLI, task);
      var weights = external.load(checkpoint, r.manager(), done -> {});
      var config = checkpoint.config();
      var encoder = ArrayEncoder.of(config, weights);
      var head = TaskHead.load(task, external.outputs(), weights, config);
      for (var input : FamilyReference.CASES) {
        var batch = r.batch(input);
        var logits =
            Torch.withoutGradients(
                () ->
                    head.logits(encoder.encode(batch).last(), batch.mask(), ForwardMode.INFERENCE));
        var expected = r.expected(input + ".logits");
        if (task.tagsWords()) { // those of padding mean nothing
          var mask = batch.mask().expandDims(2);
          assertClose(expected.mul(mask), logits.mul(mask), TOLERANCE, input);
        } else {
          assertClose(expected, logits, TOLERANCE, input);
        }
      }
    }
  }

  /** What Lamina would write is what transformers wrote, name by name and shape by shape. */
  @ParameterizedTest
  @MethodSource("classifiers")
  void theTensorsOfANewModelAreThoseThatTransformersWrites(String name) {
    try (var r = FamilyReference.open(name)) {
      var checkpoint = Checkpoint.open(r.directory());
      var config = checkpoint.config();
      var task = name.endsWith("ner") ? Task.NER : Task.XNLI;
      var head = Weights.empty(r.manager(), "test");
      TaskHead.create(task, head, config, new Random(1));
      var own = new TreeMap<String, Shape>();
      var family = config.family();
      RandomWeights.shapes(config).forEach((n, shape) -> own.put(family.stored(n), shape));
      head.map().forEach((n, tensor) -> own.put(family.stored(n), tensor.getShape()));
      var theirs = new TreeMap<String, Shape>();
      checkpoint.raw().forEach((n, raw) -> theirs.put(n, new Shape(raw.shape())));
      assertEquals(theirs, own);
      for (var n : head.names()) {
        assertTrue(TaskHead.named(family, n) && !family.owns(n), n);
      }
      assertEquals(
          List.of(),
          RandomWeights.shapes(config).keySet().stream().filter(n -> !family.owns(n)).toList());
    }
  }
}
