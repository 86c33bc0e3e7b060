package lamina.pretrain;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import lamina.encoder.Checkpoint;
import lamina.encoder.Encoder;
import lamina.encoder.EncoderConfig;
import lamina.encoder.RandomWeights;
import lamina.encoder.Weights;
import lamina.problem.Problem;

/** The weights that a run begins with: random ones, or those of a checkpoint over them. */
final class StartWeights {
  private StartWeights() {}

  /** Shapes of all tensors by name, the prefix {@code bert.} left out. */
  static Map<String, Shape> shapes(EncoderConfig config) {
    int e = config.hidden();
    var shapes = new LinkedHashMap<>(RandomWeights.shapes(config));
    RandomWeights.dense(shapes, MaskedLanguageModel.HEAD + "transform.dense", e, e);
    RandomWeights.norm(shapes, MaskedLanguageModel.HEAD + "transform", e);
    shapes.put(MaskedLanguageModel.HEAD + "bias", new Shape(config.vocabulary()));
    return shapes;
  }

  /** Matrices from a normal distribution, norms 1, biases 0. */
  static Weights random(NDManager manager, EncoderConfig config, long seed) {
    return RandomWeights.draw(manager, shapes(config), seed);
  }

  /**
   * The weights of a checkpoint directory; random ones where it holds none. A head that is missing
   * as a whole begins at random.
   *
   * @throws Problem naming a tensor that is missing or has a wrong shape
   */
  static Weights of(NDManager manager, Path directory, EncoderConfig config, long seed) {
    var weights = random(manager, config, seed);
    if (!Files.exists(directory.resolve("model.safetensors"))
        && !Files.exists(directory.resolve("model.safetensors.index.json"))) {
      return weights;
    }
    try (var reading = manager.newSubManager()) {
      var stored =
          Checkpoint.open(directory)
              .load(
                  reading,
                  name -> Encoder.TENSORS.test(name) || name.startsWith(MaskedLanguageModel.HEAD));
      boolean head = stored.names().stream().anyMatch(n -> n.startsWith(MaskedLanguageModel.HEAD));
      shapes(config)
          .forEach(
              (name, shape) -> {
                if (head || !name.startsWith(MaskedLanguageModel.HEAD)) {
                  stored.get(name, shape.getShape()).copyTo(weights.get(name, shape.getShape()));
                }
              });
    }
    return weights;
  }

  /** Names as Hugging Face's BertForMaskedLM has them. */
  static String published(String name) {
    return name.startsWith(MaskedLanguageModel.HEAD) ? name : "bert." + name;
  }
}
