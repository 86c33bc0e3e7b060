package lamina.pretrain;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import lamina.encoder.Checkpoint;
import lamina.encoder.Encoder;
import lamina.encoder.EncoderConfig;
import lamina.encoder.Weights;
import lamina.problem.Problem;

/** The weights that a run begins with: random ones, or those of a checkpoint over them. */
final class StartWeights {
  private static final double SPREAD = 0.02;

  private StartWeights() {}

  /** Shapes of all tensors by name, the prefix {@code bert.} left out. */
  static Map<String, Shape> shapes(EncoderConfig config) {
    int e = config.hidden();
    int f = config.intermediate();
    var shapes = new LinkedHashMap<String, Shape>();
    shapes.put("embeddings.word_embeddings.weight", new Shape(config.vocabulary(), e));
    shapes.put("embeddings.position_embeddings.weight", new Shape(config.positions(), e));
    shapes.put("embeddings.token_type_embeddings.weight", new Shape(config.types(), e));
    norm(shapes, "embeddings", e);
    for (int i = 0; i < config.layers(); i++) {
      var block = Encoder.blockName(config, i);
      dense(shapes, block + "attention.self.query", e, e);
      dense(shapes, block + "attention.self.key", e, e);
      dense(shapes, block + "attention.self.value", e, e);
      dense(shapes, block + "attention.output.dense", e, e);
      norm(shapes, block + "attention.output", e);
      dense(shapes, block + "intermediate.dense", f, e);
      dense(shapes, block + "output.dense", e, f);
      norm(shapes, block + "output", e);
    }
    dense(shapes, MaskedLanguageModel.HEAD + "transform.dense", e, e);
    norm(shapes, MaskedLanguageModel.HEAD + "transform", e);
    shapes.put(MaskedLanguageModel.HEAD + "bias", new Shape(config.vocabulary()));
    return shapes;
  }

  private static void dense(Map<String, Shape> shapes, String name, int out, int in) {
    shapes.put(name + ".weight", new Shape(out, in));
    shapes.put(name + ".bias", new Shape(out));
  }

  private static void norm(Map<String, Shape> shapes, String name, int e) {
    shapes.put(name + ".LayerNorm.weight", new Shape(e));
    shapes.put(name + ".LayerNorm.bias", new Shape(e));
  }

  /** Matrices from a normal distribution, norms 1, biases 0. */
  static Weights random(NDManager manager, EncoderConfig config, long seed) {
    var random = new SplittableRandom(seed);
    var weights = Weights.empty(manager, "The new model");
    shapes(config)
        .forEach(
            (name, shape) -> {
              var values = new float[Math.toIntExact(shape.size())];
              for (int i = 0; i < values.length; i++) {
                values[i] =
                    shape.dimension() > 1
                        ? (float) (SPREAD * random.nextGaussian())
                        : name.endsWith("LayerNorm.weight") ? 1 : 0;
              }
              weights.put(name, manager.create(values, shape));
            });
    return weights;
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
