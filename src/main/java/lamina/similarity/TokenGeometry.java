package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;

/**
 * How the vectors of real tokens lie: anisotropy, the mean cosine of two different ones, which is 0
 * where they point everywhere (Ethayarajh, EMNLP 2019); and the mean cosine with the last layer's
 * vector at the same token. Over all pairs, not a sample: of unit vectors u the mean cosine of two
 * is {@code (|Σu|² - n) / (n (n - 1))}.
 */
public final class TokenGeometry {
  private double[] sum = new double[0];
  private double withLast;
  private long n;

  /**
   * Adds a batch.
   *
   * @param states (B, T, E)
   * @param unitLast hidden states of the last layer at length 1, (B, T, E)
   * @param mask (B, T)
   */
  void add(NDArray states, NDArray unitLast, NDArray mask) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var real = mask.expandDims(2); // (B, T, 1)
      var unit = states.normalize(2, 2).mul(real);
      float[] batch = unit.sum(new int[] {0, 1}).toFloatArray();
      if (sum.length == 0) {
        sum = new double[batch.length];
      }
      for (int i = 0; i < batch.length; i++) {
        sum[i] += batch[i];
      }
      withLast += unit.mul(unitLast).sum().getFloat();
      n += (long) mask.sum().getFloat();
    }
  }

  /** Mean cosine of two different tokens, -1 to 1; NaN with fewer than two. */
  double anisotropy() {
    double square = 0;
    for (double s : sum) {
      square += s * s;
    }
    return n < 2 ? Double.NaN : (square - n) / ((double) n * (n - 1));
  }

  /** Mean cosine with the last layer at the same token, -1 to 1; NaN without tokens. */
  double withLast() {
    return n == 0 ? Double.NaN : withLast / n;
  }
}
