package lamina.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;
import java.util.random.RandomGenerator;
import lamina.data.Task;
import lamina.encoder.Dense;
import lamina.encoder.Mode;
import lamina.encoder.Weights;

/** What turns a fused representation into logits over C labels. */
sealed interface TaskHead {
  /** Standard deviation of initial weights, BERT's. */
  double SPREAD = 0.02;

  /**
   * Logits, (B, T, C) for tags and (B, C) for pairs.
   *
   * @param fused (B, T, E)
   */
  NDArray logits(NDArray fused, Mode mode);

  /** One label a token. */
  record Token(Dense classifier) implements TaskHead {
    @Override
    public NDArray logits(NDArray fused, Mode mode) {
      return classifier.apply(drop(fused, mode));
    }
  }

  /** One label a pair, from the fused [CLS] through BERT's pooler. */
  record Pair(Dense pooler, Dense classifier) implements TaskHead {
    @Override
    public NDArray logits(NDArray fused, Mode mode) {
      var pooled = pooler.apply(fused.get(new NDIndex(":,0"))).tanh();
      return classifier.apply(drop(pooled, mode));
    }
  }

  private static NDArray drop(NDArray x, Mode mode) {
    return mode.dropout() == 0 ? x : Dropout.dropout(x, mode.dropout(), true).singletonOrThrow();
  }

  /** The head stored under {@code classifier} and, for pairs, {@code pooler.dense}. */
  static TaskHead load(Task task, Weights weights, int hidden) {
    var classifier = Dense.of(weights, "classifier", task.labels().size(), hidden);
    return task.tagsWords()
        ? new Token(classifier)
        : new Pair(Dense.of(weights, "pooler.dense", hidden, hidden), classifier);
  }

  /** A new head to train. */
  static TaskHead create(Task task, Weights weights, int hidden, RandomGenerator random) {
    dense(weights, "classifier", task.labels().size(), hidden, random);
    if (!task.tagsWords()) {
      dense(weights, "pooler.dense", hidden, hidden, random);
    }
    return load(task, weights, hidden);
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
