package lamina.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import lamina.data.Task;
import lamina.encoder.Activation;
import lamina.encoder.Checkpoint;
import lamina.encoder.EncoderConfig;
import lamina.encoder.EncoderFamilies;
import lamina.encoder.EncoderFamily;
import lamina.encoder.ForwardMode;
import lamina.encoder.ToyFamily;
import lamina.tensor.Torch;
import lamina.tensor.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model makes of a family that only this test knows. */
class ToyFamilyModelTest {
  @TempDir Path folder;

  private static EncoderConfig config(EncoderFamily family) {
    return new EncoderConfig(family, 1, 16, 2, 32, 50, 24, 2, Activation.GELU, 1e-12f, 0.1f);
  }

  @Test
  void aClassifierIsWrittenUnderItsNames() throws IOException {
    var vocabulary = Files.write(folder.resolve("vocab.txt"), List.of("[PAD]", "[UNK]", "a"));
    var out = folder.resolve("model");
    RandomCheckpoint.write(config(new ToyFamily()), Task.XNLI, vocabulary, out, 3);
    var checkpoint = Checkpoint.open(out, EncoderFamilies.KNOWN.with(new ToyFamily()));
    assertEquals(config(new ToyFamily()), checkpoint.config());
    var beside = new TreeSet<>(checkpoint.raw().keySet());
    beside.removeIf(n -> n.startsWith("backbone."));
    assertEquals(
        List.of("classifier.bias", "classifier.weight", "summary.bias", "summary.weight"),
        List.copyOf(beside));
    assertEquals(
        "ToyForSequenceClassification",
        ModelWriter.config(config(new ToyFamily()), Task.XNLI).at("/architectures/0").asText());
    var external = ExternalClassifier.uses(new ToyFamily(), "summary.weight");
    assertEquals(true, external);
  }

  @Test
  void aPairIsClassifiedByItsDenseLayer() {
    try (var manager = Torch.newManager()) {
      var fused = manager.randomNormal(new Shape(2, 3, 16));
      assertArrayEquals(
          logits(config(EncoderFamilies.KNOWN.named("bert")), fused),
          logits(config(new ToyFamily()), fused));
    }
  }

  private static float[] logits(EncoderConfig config, NDArray fused) {
    var weights = Weights.empty(fused.getManager(), "test");
    return TaskHead.create(Task.XNLI, weights, config, new Random(5))
        .logits(fused, fused.getManager().ones(new Shape(2, 3)), ForwardMode.INFERENCE)
        .toFloatArray();
  }
}
