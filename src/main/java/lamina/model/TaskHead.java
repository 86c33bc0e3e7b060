package lamina.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.encoder.Dense;
import lamina.encoder.EncoderConfig;
import lamina.encoder.EncoderFamily;
import lamina.encoder.ForwardMode;
import lamina.tensor.Weights;

/** What turns a fused representation into logits over a classifier's C outputs. */
sealed interface TaskHead {
  /** Standard deviation of initial weights, BERT's. */
  double SPREAD = 0.02;

  /**
   * Logits, (B, T, C) for tags and (B, C) for pairs.
   *
   * @param fused (B, T, E)
   * @param mask (B, T) 1 for real tokens
   */
  NDArray logits(NDArray fused, NDArray mask, ForwardMode mode);

  /** One label a token, through the family's dense layer where it has one for words. */
  record Token(Optional<UnaryOperator<NDArray>> before, Dense classifier) implements TaskHead {
    @Override
    public NDArray logits(NDArray fused, NDArray mask, ForwardMode mode) {
      var states = before.map(b -> b.apply(fused)).orElse(fused);
      return classifier.apply(mode.dropout().apply(states));
    }
  }

  /** One label a pair, from what the family pools through its dense layer. */
  record Pair(EncoderFamily family, UnaryOperator<NDArray> before, Dense classifier)
      implements TaskHead {
    @Override
    public NDArray logits(NDArray fused, NDArray mask, ForwardMode mode) {
      var pooled = before.apply(family.pooled(fused, mask));
      return classifier.apply(mode.dropout().apply(pooled));
    }
  }

  /**
   * The head stored under the names of the family's classifier.
   *
   * @param outputs of the classifier
   */
  static TaskHead load(Task task, int outputs, Weights weights, EncoderConfig config) {
    int e = config.hidden();
    var family = config.family();
    boolean tags = task.tagsWords();
    var classifier = Dense.of(weights, family.classifierLayer(tags), outputs, e);
    var before = family.before(tags).map(b -> b.load(weights, e));
    return tags
        ? new Token(before, classifier)
        : new Pair(family, before.orElseThrow(), classifier);
  }

  /** A new head to train. */
  static TaskHead create(Task task, Weights weights, EncoderConfig config, RandomGenerator random) {
    int e = config.hidden();
    var family = config.family();
    boolean tags = task.tagsWords();
    dense(weights, family.classifierLayer(tags), task.labels().size(), e, random);
    family
        .before(tags)
        .ifPresent(b -> b.tensors(e, (name, shape) -> begin(weights, name, shape, random)));
    return load(task, task.labels().size(), weights, config);
  }

  /** Whether a tensor without a head's prefix belongs to the baseline's head. */
  static boolean named(EncoderFamily family, String name) {
    return Stream.of(true, false)
        .anyMatch(
            tags ->
                name.startsWith(family.classifierLayer(tags) + ".")
                    || family.before(tags).filter(b -> b.owns(name)).isPresent());
  }

  private static void begin(Weights weights, String name, Shape shape, RandomGenerator random) {
    var manager = weights.manager();
    weights.put(
        name,
        shape.dimension() > 1
            ? normal(weights, shape, random)
            : name.endsWith(".weight") ? manager.ones(shape) : manager.zeros(shape));
  }

  private static void dense(Weights weights, String name, int out, int in, RandomGenerator random) {
    begin(weights, name + ".weight", new Shape(out, in), random);
    begin(weights, name + ".bias", new Shape(out), random);
  }

  private static NDArray normal(Weights weights, Shape shape, RandomGenerator random) {
    var values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian(0, SPREAD);
    }
    return weights.manager().create(values, shape);
  }
}
