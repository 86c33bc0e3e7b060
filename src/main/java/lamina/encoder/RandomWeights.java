package lamina.encoder;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import lamina.tensor.Weights;

/**
 * Weights that no training has touched: what a benchmark needs, and a control of what pretraining
 * is worth.
 */
public final class RandomWeights {
  private static final double SPREAD = 0.02;

  private RandomWeights() {}

  /** Takes the name and shape of a tensor. */
  interface Sink {
    void take(String name, long... shape);
  }

  /** Shapes of an encoder's tensors by name, the family's prefix left out. */
  public static Map<String, Shape> shapes(EncoderConfig config) {
    var shapes = new LinkedHashMap<String, Shape>();
    each(config, (name, shape) -> shapes.put(name, new Shape(shape)));
    return shapes;
  }

  /** The same, one after the other: what a config.json claims may be more than memory holds. */
  static void each(EncoderConfig config, Sink sink) {
    config.family().tensors(config, sink);
  }

  /** A weight and its bias, of as many values as the weight has rows. */
  static void pair(Sink sink, String name, long... weight) {
    sink.take(name + ".weight", weight);
    sink.take(name + ".bias", weight[0]);
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
                    : name.endsWith(".weight") ? 1 : 0; // a norm's
          }
          weights.put(name, manager.create(values, shape));
        });
    return weights;
  }
}
