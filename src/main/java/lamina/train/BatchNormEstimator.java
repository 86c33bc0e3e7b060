package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.IdentityHashMap;
import java.util.Map;
import lamina.encoder.ForwardMode;
import lamina.model.TaskModel;
import lamina.tensor.Torch;

/**
 * Estimates the running statistics of every BatchNorm anew, with the encoder at rest: running
 * averages lag behind an encoder that still moves. They become mean and variance of all that a norm
 * is shown of a sample of the training data, pooled: a mean over batches would count a short batch
 * as much as a long one, and leave out what differs between batches, which is much where they are
 * sorted by length. Some thousand examples are enough (Wu and Johnson, arXiv 2105.07576, 2021).
 */
final class BatchNormEstimator {
  /** Examples of the sample, at least, where there are as many. */
  static final int SAMPLE = 4096;

  /** Tokens at once: what is pooled doesn't depend on them, the memory does. */
  private static final int MOST = 2048;

  /** Norms one behind another in a fusion: each pass over the sample settles one more of them. */
  private static final int PASSES = 2;

  private BatchNormEstimator() {}

  /**
   * Estimates; without a fusion that has a gate, and so BatchNorm, there is nothing to do.
   *
   * @param batch examples a batch, as in training
   */
  static void run(TaskModel model, StateSource source, TrainingData data, long seed, int batch) {
    var gated = model.heads().values().stream().filter(h -> h.key().variant().hasGate()).toList();
    if (gated.isEmpty()) {
      return;
    }
    for (int pass = 0; pass < PASSES; pass++) {
      var norms = new IdentityHashMap<NDArray, Moments>();
      var mode = ForwardMode.estimation((mean, variance, rows) -> see(norms, mean, variance, rows));
      var parts =
          data.sample(seed, batch, SAMPLE).stream()
              .flatMap(b -> data.parts(b, MOST).stream())
              .toList();
      for (var indices : parts) {
        Torch.withoutGradients(
            () -> {
              try (var manager = model.newBatchManager()) {
                var states = source.states(manager, data, indices, ForwardMode.INFERENCE);
                gated.forEach(h -> h.fusion().fuse(states, h.key().layer(), mode));
                return null;
              }
            });
      }
      Torch.withoutGradients(
          () -> {
            norms.values().forEach(Moments::store);
            return null;
          });
    }
  }

  private static void see(
      Map<NDArray, Moments> norms, NDArray mean, NDArray variance, NDArray rows) {
    norms.computeIfAbsent(mean, m -> new Moments(m, variance)).add(rows);
  }

  /** Mean and squared deviations of rows that come in parts (Chan, Golub and LeVeque, 1983). */
  private static final class Moments {
    private final NDArray mean;
    private final NDArray variance;
    private final double[] middle;
    private final double[] squares;
    private long n;

    Moments(NDArray mean, NDArray variance) {
      this.mean = mean;
      this.variance = variance;
      middle = new double[(int) mean.size()];
      squares = new double[middle.length];
    }

    /** (N, C). */
    void add(NDArray rows) {
      long more = rows.getShape().get(0);
      var own = rows.mean(new int[] {0});
      float[] means = own.toFloatArray();
      float[] deviations = rows.sub(own).square().sum(new int[] {0}).toFloatArray();
      for (int c = 0; c < middle.length; c++) {
        double apart = means[c] - middle[c];
        middle[c] += apart * more / (n + more);
        squares[c] += deviations[c] + apart * apart * n * more / (n + more);
      }
      n += more;
    }

    /** Puts them into the norm, the variance unbiased, as in training. */
    void store() {
      put(mean, middle, 1);
      put(variance, squares, n - 1);
    }

    private static void put(NDArray into, double[] values, long divisor) {
      var floats = new float[values.length];
      for (int c = 0; c < values.length; c++) {
        floats[c] = (float) (values[c] / divisor);
      }
      try (var from = into.getManager().create(floats, new Shape(values.length))) {
        from.copyTo(into);
      }
    }
  }
}
