package lamina.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.stream.LongStream;
import lamina.encoder.Scalars;

/** Symmetric InfoNCE (van den Oord et al., 2018): each row's partner among all rows. */
final class Contrast {
  private static final float NEVER = -10000;

  private Contrast() {}

  /** Which rows must not count as each other's negatives, for they mean the same. */
  @FunctionalInterface
  interface Same {
    boolean test(int row, int other);
  }

  /**
   * The loss, a scalar: mean cross-entropy of the partners by cosine, from both sides.
   *
   * @param left (N, E)
   * @param right (N, E), row i is the partner of row i
   * @param temperature divides the cosines
   */
  static NDArray loss(NDArray left, NDArray right, Same same, double temperature) {
    int n = Math.toIntExact(left.getShape().get(0));
    var cosines = left.normalize(2, 1).matMul(right.normalize(2, 1).transpose());
    var penalties = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        penalties[i * n + j] = i != j && same.test(i, j) ? NEVER : 0;
      }
    }
    var scores =
        Scalars.times(cosines, 1 / temperature)
            .add(left.getManager().create(penalties, new Shape(n, n)));
    var partners = LongStream.range(0, n).toArray();
    var there = MaskedLanguageModel.crossEntropy(scores.logSoftmax(1), partners);
    var back = MaskedLanguageModel.crossEntropy(scores.transpose().logSoftmax(1), partners);
    return MaskedLanguageModel.sum(there, 0.5, back, 0.5);
  }
}
