package lamina.encoder;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import lamina.problem.Problem;

/** Weights that no training has touched: where pretraining begins, and what a benchmark needs. */
public final class RandomWeights {
  private static final double SPREAD = 0.02;

  private RandomWeights() {}

  /**
   * Shapes of a BERT encoder's tensors by name, the prefix {@code bert.} left out.
   *
   * @throws Problem for a DistilBERT
   */
  public static Map<String, Shape> shapes(EncoderConfig config) {
    if (config.kind() != EncoderConfig.Kind.BERT) {
      throw new Problem("Random weights are made for a BERT, not for a DistilBERT.");
    }
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
    return shapes;
  }

  /** Adds the shapes of a dense layer. */
  public static void dense(Map<String, Shape> shapes, String name, int out, int in) {
    shapes.put(name + ".weight", new Shape(out, in));
    shapes.put(name + ".bias", new Shape(out));
  }

  /** Adds the shapes of a LayerNorm of E channels. */
  public static void norm(Map<String, Shape> shapes, String name, int e) {
    shapes.put(name + ".LayerNorm.weight", new Shape(e));
    shapes.put(name + ".LayerNorm.bias", new Shape(e));
  }

  /**
   * Matrices from a normal distribution of standard deviation 0.02, BERT's; norms 1, biases 0.
   *
   * @param manager owns them
   */
  public static Weights draw(NDManager manager, Map<String, Shape> shapes, long seed) {
    var random = new SplittableRandom(seed);
    var weights = Weights.empty(manager, "The new model");
    shapes.forEach(
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
}
