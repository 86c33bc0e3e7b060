package lamina.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.random.RandomGenerator;
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
    var config = from.withLayers(layers.size());
    var all =
        checkpoint.load(
            manager,
            name ->
                name.startsWith(EMBEDDINGS) && from.family().owns(name)
                    || layers.stream().anyMatch(i -> name.startsWith(Encoder.blockName(from, i))));
    var weights = Weights.empty(manager, checkpoint.directory().toString());
    all.under(EMBEDDINGS).tables().forEach((name, table) -> weights.put(EMBEDDINGS + name, table));
    for (int i = 0; i < layers.size(); i++) {
      var to = Encoder.blockName(config, i);
      all.under(Encoder.blockName(from, layers.get(i)))
          .map()
          .forEach((name, tensor) -> weights.put(to + name, tensor));
    }
    return new EncoderInit(config, weights);
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
    var config = from.withLayers(layers).withHidden(hidden);
    var all = checkpoint.loadEncoder(manager);
    var weights = Weights.empty(manager, checkpoint.directory().toString());
    long group = from.hidden() / hidden;
    all.read(name -> true);
    all.under("embeddings.")
        .map()
        .forEach(
            (name, t) ->
                weights.put(
                    "embeddings." + name,
                    t.getShape().dimension() == 1
                        ? begin(manager, name, new Shape(hidden), random)
                        : t.reshape(t.getShape().get(0), hidden, group)
                            .mean(new int[] {2})
                            .mul(Math.sqrt(group))));
    var first = all.under(Encoder.blockName(from, 0)).map();
    for (int i = 0; i < layers; i++) {
      var to = Encoder.blockName(config, i);
      first.forEach(
          (name, t) ->
              weights.put(to + name, begin(manager, name, smaller(t.getShape(), group), random)));
    }
    all.map().values().forEach(NDArray::close);
    return new EncoderInit(config, weights);
  }

  private static Shape smaller(Shape shape, long by) {
    long[] sizes = shape.getShape().clone();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] /= by;
    }
    return new Shape(sizes);
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
