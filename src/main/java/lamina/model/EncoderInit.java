package lamina.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import lamina.encoder.Checkpoint;
import lamina.encoder.Encoder;
import lamina.encoder.EncoderConfig;
import lamina.encoder.RandomWeights;
import lamina.tensor.Weights;

/**
 * An encoder to train: the layers of a checkpoint that are kept, or a narrower one.
 *
 * @param config sizes of the new encoder
 * @param weights its own
 */
record EncoderInit(EncoderConfig config, Weights weights) {
  private static final String EMBEDDINGS = "embeddings.";

  /**
   * Takes the embeddings and some blocks.
   *
   * @param layers numbers of the checkpoint's blocks to keep, from 0, in order
   */
  static EncoderInit copy(NDManager manager, Checkpoint checkpoint, List<Integer> layers) {
    var from = checkpoint.config();
    var config = from.withLayers(layers);
    var moved = new LinkedHashMap<String, String>();
    for (var name : RandomWeights.shapes(config).keySet()) {
      moved.put(name, origin(name, from, layers));
    }
    var all = checkpoint.load(manager, moved::containsValue);
    var weights = Weights.empty(manager, checkpoint.directory().toString());
    var read = all.tables();
    moved.forEach(
        (name, origin) -> weights.put(name, Objects.requireNonNull(read.get(origin), origin)));
    return new EncoderInit(config, weights);
  }

  /** Name in the checkpoint of a tensor of the new encoder, which begins with it. */
  private static String origin(String name, EncoderConfig from, List<Integer> layers) {
    for (int i = 0; i < layers.size(); i++) {
      var own = Encoder.blockName(from, i);
      if (name.startsWith(own)) {
        return Encoder.blockName(from, layers.get(i)) + name.substring(own.length());
      }
    }
    return name;
  }

  /** An encoder that no training has touched. */
  static EncoderInit random(NDManager manager, EncoderConfig config, long seed) {
    return new EncoderInit(config, RandomWeights.draw(manager, RandomWeights.shapes(config), seed));
  }

  /**
   * A narrower encoder: embeddings begin as means of neighbouring channels, scaled so that their
   * spread stays; blocks begin at random.
   *
   * @param hidden its width; divides the checkpoint's
   * @throws Problem where it doesn't
   */
  static EncoderInit narrow(
      NDManager manager, Checkpoint checkpoint, int layers, int hidden, RandomGenerator random) {
    var from = checkpoint.config();
    var config = from.withLayers(IntStream.range(0, layers).boxed().toList()).withHidden(hidden);
    var all = checkpoint.load(manager, name -> name.startsWith(EMBEDDINGS));
    var known = all.read(name -> true).map();
    var weights = Weights.empty(manager, checkpoint.directory().toString());
    RandomWeights.shapes(config)
        .forEach(
            (name, shape) ->
                weights.put(
                    name,
                    name.startsWith(EMBEDDINGS)
                        ? narrowed(
                            manager,
                            name,
                            Objects.requireNonNull(known.get(name), name),
                            shape,
                            random)
                        : begin(manager, name, shape, random)));
    known.values().forEach(NDArray::close);
    return new EncoderInit(config, weights);
  }

  /** Means of neighbouring channels, where only they are fewer. */
  private static NDArray narrowed(
      NDManager manager, String name, NDArray from, Shape to, RandomGenerator random) {
    var shape = from.getShape();
    if (to.dimension() != 2 || shape.get(0) != to.get(0)) {
      return begin(manager, name, to, random);
    }
    long group = shape.get(1) / to.get(1);
    return from.reshape(to.get(0), to.get(1), group).mean(new int[] {2}).mul(Math.sqrt(group));
  }

  /** BERT's initial values: normal with 0.02, norms at 1, biases at 0. */
  private static NDArray begin(
      NDManager manager, String name, Shape shape, RandomGenerator random) {
    if (name.endsWith("bias")) {
      return manager.zeros(shape);
    }
    if (shape.dimension() == 1) {
      return manager.ones(shape);
    }
    var values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian(0, TaskHead.SPREAD);
    }
    return manager.create(values, shape);
  }
}
