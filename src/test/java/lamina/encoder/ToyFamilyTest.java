package lamina.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import lamina.engine.Engine;
import lamina.problem.Problem;
import lamina.tensor.Storage;
import lamina.tensor.TensorWriter;
import lamina.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One class and one registration are all that a family of encoders takes. */
class ToyFamilyTest {
  private static final EncoderFamilies MORE = EncoderFamilies.KNOWN.with(new ToyFamily());

  @TempDir Path folder;

  /** BERT's reference, its weights and settings under the toy's names. */
  private EncoderConfig write(Reference r) throws IOException {
    var bert = r.checkpoint().config();
    var toy =
        new EncoderConfig(
            new ToyFamily(),
            bert.layers(),
            bert.hidden(),
            bert.heads(),
            bert.intermediate(),
            bert.vocabulary(),
            bert.positions(),
            bert.types(),
            bert.activation(),
            bert.epsilon(),
            bert.dropout());
    var theirs = List.copyOf(RandomWeights.shapes(bert).keySet());
    var own = List.copyOf(RandomWeights.shapes(toy).keySet());
    var weights = r.weights().read(n -> true).map();
    var tensors = new LinkedHashMap<String, NDArray>();
    for (int i = 0; i < own.size(); i++) {
      tensors.put(toy.family().stored(own.get(i)), weights.get(theirs.get(i)));
    }
    TensorWriter.write(folder.resolve("model.safetensors"), tensors, Storage.FP32);
    Files.writeString(folder.resolve("config.json"), toy.toJson().toPrettyString());
    return toy;
  }

  @Test
  void itsCheckpointGivesTheHiddenStatesOfBertsWeights() throws IOException {
    try (var r = Reference.open("bert-4x32")) {
      var toy = write(r);
      var checkpoint = Checkpoint.open(folder, MORE);
      assertEquals(toy, checkpoint.config());
      assertEquals(
          "backbone.stack.1.attend.q.weight", checkpoint.stored().get("stack.1.attend.q.weight"));
      var weights = checkpoint.loadEncoder(r.manager());
      var reference = ArrayEncoder.of(checkpoint.config(), weights);
      assertSame(r.encoder(), reference, r.batch());
      try (var bert = Encoder.of(Engine.SCRIPTED, r.encoder(), r.weights());
          var script = Encoder.of(Engine.SCRIPTED, reference, weights)) {
        assertSame(bert, script, r.batch());
      }
    }
  }

  private static void assertSame(Encoder expected, Encoder found, Batch batch) {
    Torch.withoutGradients(
        () -> {
          var bert = expected.encode(batch);
          var toy = found.encode(batch);
          assertEquals(bert.depth(), toy.depth());
          for (int l = 0; l <= bert.depth(); l++) {
            assertArrayEquals(
                bert.layer(l).toFloatArray(), toy.layer(l).toFloatArray(), "layer " + l);
          }
          return null;
        });
  }

  @Test
  void whatItsConfigLeavesOutIsAsTheFamilySays() throws IOException {
    var file = Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"toy\"}");
    var expected =
        new EncoderConfig(
            new ToyFamily(), 2, 64, 2, 128, 1000, 64, 3, Activation.RELU, 1e-5f, 0.2f);
    assertEquals(expected, EncoderConfig.read(file, MORE));
    Files.writeString(file, "{\"architectures\": [\"ToyForTokenClassification\"]}");
    assertEquals(expected, EncoderConfig.read(file, MORE));
  }

  @Test
  void itIsNamedWhereItIsRegisteredAndNowhereElse() throws IOException {
    try (var r = Reference.open("bert-4x32")) {
      write(r);
    }
    var message = assertThrows(Problem.class, () -> Checkpoint.open(folder)).getMessage();
    assertTrue(message.contains("model_type is \"toy\""), message);
    for (var family : EncoderFamilies.KNOWN.all()) {
      assertTrue(message.contains('"' + family.key() + '"'), message);
    }
    Files.writeString(folder.resolve("config.json"), "{}");
    message = assertThrows(Problem.class, () -> Checkpoint.open(folder, MORE)).getMessage();
    assertTrue(message.contains("\"bert\", \"distilbert\", "), message);
    assertTrue(message.contains(" and \"toy\""), message);
    assertTrue(MORE.labels().matches("BERT, DistilBERT, .* or Toy"), MORE.labels());
    assertEquals(true, MORE.tagsWords("ToyForTokenClassification").orElseThrow());
    assertTrue(
        MORE.classifiers().contains("ToyForSequenceClassification, ToyForTokenClassification"));
  }
}
