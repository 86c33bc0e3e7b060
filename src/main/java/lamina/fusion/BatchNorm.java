package lamina.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import lamina.encoder.ForwardMode;
import lamina.tensor.Weights;

/**
 * BatchNorm over the rows of a matrix, as PyTorch computes it (epsilon 1e-5, unbiased running
 * variance). It is shown real tokens only, see {@link RealTokens}.
 *
 * @param weight (C)
 * @param bias (C)
 * @param runningMean (C), a statistic, no parameter
 * @param runningVariance (C), likewise
 */
record BatchNorm(NDArray weight, NDArray bias, NDArray runningMean, NDArray runningVariance) {
  private static final float EPSILON = 1e-5f;

  /** Weight of the batch at hand in the running statistics, PyTorch's. */
  private static final float MOMENTUM = 0.1f;

  static BatchNorm load(Weights w, long channels) {
    return new BatchNorm(
        w.get("weight", channels),
        w.get("bias", channels),
        w.get("running_mean", channels),
        w.get("running_var", channels));
  }

  static void initialise(Weights w, int channels) {
    var shape = new Shape(channels);
    w.put("weight", w.manager().ones(shape));
    w.put("bias", w.manager().zeros(shape));
    w.put("running_mean", w.manager().zeros(shape));
    w.put("running_var", w.manager().ones(shape));
  }

  /** (N, C) to (N, C). */
  NDArray apply(NDArray x, ForwardMode mode) {
    mode.watcher().ifPresent(w -> w.see(runningMean, runningVariance, x));
    return ai.djl.nn.norm.BatchNorm.batchNorm(
            x,
            runningMean,
            runningVariance,
            weight,
            bias,
            1,
            1 - MOMENTUM, // the engine counts the weight of the old value
            EPSILON,
            mode.batchStatistics())
        .singletonOrThrow();
  }
}
