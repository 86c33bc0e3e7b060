package lamina.encoder;

import ai.djl.ndarray.NDArray;
import lamina.tensor.Scalars;
import org.jspecify.annotations.Nullable;

/**
 * What the self-attention of one layer does with a batch.
 *
 * @param scores (B, H, T, T), rows are queries; their softmax is the attention distribution
 * @param values (B, H, T, E/H)
 * @param bias (B, 1, 1, T), 0 for real tokens and -10000 for padding; null where nothing is padded
 */
public record Attention(NDArray scores, NDArray values, @Nullable NDArray bias) {
  /** The attention distribution, (B, H, T, T); each row sums to 1. */
  public NDArray distribution() {
    return scores.softmax(-1);
  }

  /**
   * How alike the values of tokens are, {@code V V^T / sqrt(E/H)} before its softmax, (B, H, T, T)
   * (MiniLM, Wang et al., 2020).
   */
  public NDArray valueRelations() {
    double d = values.getShape().get(3);
    var relations = Scalars.times(values.matMul(values.transpose(0, 1, 3, 2)), 1 / Math.sqrt(d));
    return bias == null ? relations : relations.add(bias);
  }
}
