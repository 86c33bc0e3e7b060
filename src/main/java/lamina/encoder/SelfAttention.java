package lamina.encoder;

import ai.djl.ndarray.NDArray;
import lamina.tensor.Scalars;
import lamina.tensor.Weights;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head self-attention: {@code softmax(q k^T / sqrt(E / H) + bias) v}, then a dense layer.
 *
 * @param heads H
 */
record SelfAttention(Dense query, Dense key, Dense value, Dense output, int heads) {
  static SelfAttention of(Weights block, EncoderConfig config) {
    int e = config.hidden();
    var names = config.family().blockNames();
    return new SelfAttention(
        Dense.of(block, names.query(), e, e),
        Dense.of(block, names.key(), e, e),
        Dense.of(block, names.value(), e, e),
        Dense.of(block, names.attentionOutput(), e, e),
        config.heads());
  }

  /**
   * (B, T, E) to (B, T, E).
   *
   * @param bias (B, 1, 1, T), 0 for real tokens and -10000 for padding; null where nothing is
   *     padded
   */
  NDArray apply(NDArray x, @Nullable NDArray bias, ForwardMode mode) {
    return apply(attention(x, bias, mode), x, mode);
  }

  /** The same with scores that are known, (B, T, E). */
  NDArray apply(Attention attention, NDArray x, ForwardMode mode) {
    var context = mode.dropout().apply(attention.distribution()).matMul(attention.values());
    return output.apply(context.transpose(0, 2, 1, 3).reshape(x.getShape()), mode);
  }

  /** Scores and values of hidden states (B, T, E). */
  Attention attention(NDArray x, @Nullable NDArray bias, ForwardMode mode) {
    long b = x.getShape().get(0);
    long t = x.getShape().get(1);
    long e = x.getShape().get(2);
    var q = split(query.apply(x, mode), b, t, e);
    var k = split(key.apply(x, mode), b, t, e);
    var v = split(value.apply(x, mode), b, t, e);
    var scores = Scalars.times(q.matMul(k.transpose(0, 1, 3, 2)), Math.sqrt((double) heads / e));
    return new Attention(bias == null ? scores : scores.add(bias), v, bias);
  }

  /** (B, T, E) to (B, H, T, E/H). */
  NDArray split(NDArray x, long b, long t, long e) {
    return x.reshape(b, t, heads, e / heads).transpose(0, 2, 1, 3);
  }
}
