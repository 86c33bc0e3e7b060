package lamina.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
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
   */
  NDArray logits(NDArray fused, ForwardMode mode);

  /** One label a token. */
  record Token(Dense classifier) implements TaskHead {
    @Override
    public NDArray logits(NDArray fused, ForwardMode mode) {
      return classifier.apply(mode.dropout().apply(fused));
    }
  }

  /** One label a pair, from the fused first token through the family's dense layer. */
  record Pair(Dense dense, UnaryOperator<NDArray> activation, Dense classifier)
      implements TaskHead {
    @Override
    public NDArray logits(NDArray fused, ForwardMode mode) {
      var pooled = activation.apply(dense.apply(fused.get(new NDIndex(":,0"))));
      return classifier.apply(mode.dropout().apply(pooled));
    }
  }

  /**
   * The head stored under {@code classifier} and, for pairs, the dense layer before it.
   *
   * @param outputs of the classifier
   */
  static TaskHead load(Task task, int outputs, Weights weights, EncoderConfig config) {
    int e = config.hidden();
    var classifier = Dense.of(weights, "classifier", outputs, e);
    if (task.tagsWords()) {
      return new Token(classifier);
    }
    var before = config.family().pairDense();
    return new Pair(Dense.of(weights, before.name(), e, e), before.activation(), classifier);
  }

  /** A new head to train. */
  static TaskHead create(Task task, Weights weights, EncoderConfig config, RandomGenerator random) {
    int e = config.hidden();
    dense(weights, "classifier", task.labels().size(), e, random);
    if (!task.tagsWords()) {
      dense(weights, config.family().pairDense().name(), e, e, random);
    }
    return load(task, task.labels().size(), weights, config);
  }

  /** Whether a tensor without a head's prefix belongs to the baseline's head. */
  static boolean named(EncoderFamily family, String name) {
    return name.startsWith("classifier.") || name.startsWith(family.pairDense().name() + ".");
  }

  private static void dense(Weights weights, String name, int out, int in, RandomGenerator random) {
    var values = new float[out * in];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian(0, SPREAD);
    }
    weights.put(name + ".weight", weights.manager().create(values, new Shape(out, in)));
    weights.put(name + ".bias", weights.manager().zeros(new Shape(out)));
  }
}
