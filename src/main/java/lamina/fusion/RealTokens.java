package lamina.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import java.util.function.UnaryOperator;
import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;

/** Shows a function on tokens only those that are real, so that no statistic counts padding. */
final class RealTokens {
  private RealTokens() {}

  /**
   * Applies a function to the tokens of W as rows.
   *
   * @param w (B, T, E)
   * @param function (N, E) to (N, E); N counts the real tokens where statistics are taken, else all
   * @return (B, T, E)
   */
  static NDArray apply(NDArray w, Batch batch, ForwardMode mode, UnaryOperator<NDArray> function) {
    Shape shape = w.getShape();
    NDArray rows = w.reshape(-1, shape.get(2));
    if (!mode.realTokensAlone() || !batch.padded()) {
      return function.apply(rows).reshape(shape);
    }
    int t = (int) shape.get(1);
    int n = 0;
    for (int length : batch.lengths()) {
      n += length;
    }
    var real = new long[n];
    var back = new long[batch.lengths().length * t];
    int at = 0;
    for (int b = 0; b < batch.lengths().length; b++) {
      for (int i = 0; i < batch.lengths()[b]; i++) {
        real[at] = (long) b * t + i;
        back[b * t + i] = at++;
      }
    }
    NDManager manager = w.getManager();
    NDArray packed = pick(rows, manager.create(real)); // (N, E)
    return pick(function.apply(packed), manager.create(back)).reshape(shape);
  }

  /** Rows of a matrix by index; gradients flow through. */
  private static NDArray pick(NDArray rows, NDArray index) {
    return Embedding.embedding(index, rows, SparseFormat.DENSE).singletonOrThrow();
  }
}
