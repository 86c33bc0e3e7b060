package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Softmax regression: what a linear function can read off vectors. Features are standardised by the
 * training data; the loss is the mean cross-entropy plus {@code λ/2 |W|²}, made small by Adam
 * (Kingma and Ba, ICLR 2015) over all examples at once, from zeros: the same data give the same
 * probe, without a seed.
 */
public final class LinearProbe {
  private static final int STEPS = 150;
  private static final int REST = 10;
  private static final double RATE = 0.05;
  private static final double WEIGHT_PENALTY = 1e-3;

  private final NDArray mean; // (1, E)
  private final NDArray scale; // (1, E)
  private final NDArray weights; // (E + 1, C), the last row is the bias

  private LinearProbe(NDArray mean, NDArray scale, NDArray weights) {
    this.mean = mean;
    this.scale = scale;
    this.weights = weights;
  }

  /**
   * Learns to tell classes apart.
   *
   * @param owner of the probe's numbers
   * @param x (N, E)
   * @param labels N of them, from 0
   * @param classes C, more than any label
   * @param between run now and then; may throw to stop
   */
  public static LinearProbe train(
      NDManager owner, NDArray x, int[] labels, int classes, Runnable between) {
    long n = x.getShape().get(0);
    long e = x.getShape().get(1);
    if (labels.length != n) {
      throw new IllegalArgumentException(labels.length + " labels of " + n + " vectors");
    }
    var mean = Kept.in(owner, () -> x.mean(new int[] {0}, true));
    var scale =
        Kept.in(owner, () -> x.sub(mean).square().mean(new int[] {0}, true).sqrt().add(1e-6));
    var hot = new float[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      hot[i * classes + labels[i]] = 1;
    }
    var penalised = new float[(int) e + 1]; // the bias isn't
    Arrays.fill(penalised, 0, (int) e, (float) WEIGHT_PENALTY);
    var weights = owner.zeros(new Shape(e + 1, classes));
    try (var own = owner.newSubManager()) {
      var inputs = Kept.in(own, () -> withOne(x.sub(mean).div(scale))); // (N, E + 1)
      var targets = own.create(hot, new Shape(n, classes));
      var penalty = own.create(penalised, new Shape(e + 1, 1));
      var adam = new Adam(own, weights, RATE);
      for (int step = 0; step < STEPS; step++) {
        if (step % REST == 0) {
          between.run();
        }
        step(adam, inputs, targets, penalty, weights);
      }
    }
    return new LinearProbe(mean, scale, weights);
  }

  private static void step(
      Adam adam, NDArray inputs, NDArray targets, NDArray penalty, NDArray weights) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var errors = inputs.matMul(weights).softmax(1).sub(targets); // (N, C)
      var slope = inputs.transpose().matMul(errors).div(inputs.getShape().get(0));
      adam.step(slope.add(weights.mul(penalty)));
    }
  }

  private static NDArray withOne(NDArray x) {
    return x.concat(x.getManager().ones(new Shape(x.getShape().get(0), 1)), 1);
  }

  /**
   * The class of each vector.
   *
   * @param x (N, E)
   */
  public int[] answer(NDArray x) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      long[] best = withOne(x.sub(mean).div(scale)).matMul(weights).argMax(1).toLongArray();
      var answers = new int[best.length];
      for (int i = 0; i < best.length; i++) {
        answers[i] = (int) best[i];
      }
      return answers;
    }
  }
}
