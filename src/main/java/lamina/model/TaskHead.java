package lamina.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import lamina.data.Task;
import lamina.encoder.Dense;
import lamina.encoder.EncoderConfig;
import lamina.encoder.EncoderConfig.Kind;
import lamina.encoder.Mode;
import lamina.encoder.Weights;

/** What turns a fused representation into logits over C labels. */
sealed interface TaskHead {
  /** Standard deviation of initial weights, BERT's. */
  double SPREAD = 0.02;

  /** The first of the last axis, which stays. */
  NDIndex FIRST = new NDIndex("...,0:1");

  /**
   * Logits, (B, T, C) for tags and (B, C) for pairs.
   *
   * @param fused (B, T, E)
   */
  NDArray logits(NDArray fused, Mode mode);

  /**
   * One label a token.
   *
   * @param others outputs whose probability is added to that of the first label, {@code O}
   */
  record Token(Dense classifier, Optional<Dense> others) implements TaskHead {
    @Override
    public NDArray logits(NDArray fused, Mode mode) {
      var x = mode.dropout().apply(fused);
      var own = classifier.apply(x);
      return others.map(more -> fold(own, more.apply(x))).orElse(own);
    }

    /** The log of a sum of exponentials is any term less its own log-softmax. */
    private static NDArray fold(NDArray own, NDArray others) {
      var outside = own.get(FIRST).concat(others, -1);
      var sum = outside.get(FIRST).sub(outside.logSoftmax(-1).get(FIRST));
      return sum.concat(own.get(new NDIndex("...,1:")), -1);
    }
  }

  /**
   * One label a pair, from the fused [CLS] through a dense layer: BERT's pooler with tanh, or
   * DistilBERT's {@code pre_classifier} with ReLU.
   */
  record Pair(Dense dense, UnaryOperator<NDArray> activation, Dense classifier)
      implements TaskHead {
    @Override
    public NDArray logits(NDArray fused, Mode mode) {
      var pooled = activation.apply(dense.apply(fused.get(new NDIndex(":,0"))));
      return classifier.apply(mode.dropout().apply(pooled));
    }
  }

  /** The head stored under {@code classifier} and, for pairs, the dense layer before it. */
  static TaskHead load(Task task, Weights weights, EncoderConfig config) {
    int e = config.hidden();
    var classifier = Dense.of(weights, "classifier", task.labels().size(), e);
    if (task.tagsWords()) {
      return new Token(
          classifier,
          weights.has("others.weight")
              ? Optional.of(Dense.of(weights, "others", -1, e))
              : Optional.empty());
    }
    UnaryOperator<NDArray> activation =
        config.kind() == Kind.BERT ? NDArray::tanh : Activation::relu;
    return new Pair(Dense.of(weights, before(config), e, e), activation, classifier);
  }

  /** A new head to train. */
  static TaskHead create(Task task, Weights weights, EncoderConfig config, RandomGenerator random) {
    int e = config.hidden();
    dense(weights, "classifier", task.labels().size(), e, random);
    if (!task.tagsWords()) {
      dense(weights, before(config), e, e, random);
    }
    return load(task, weights, config);
  }

  /** Name of the dense layer before the classifier of pairs, as Hugging Face has it. */
  private static String before(EncoderConfig config) {
    return config.kind() == Kind.BERT ? "pooler.dense" : "pre_classifier";
  }

  /** Whether a tensor without a head's prefix belongs to the baseline's head. */
  static boolean named(String name) {
    return name.startsWith("classifier.")
        || name.startsWith("pooler.")
        || name.startsWith("pre_classifier.");
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
