package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import lamina.tensor.Scalars;
import lamina.tensor.Weights;

/**
 * One block as int8 computes it, with whole numbers held in fp32, whose sums are exact below 2^24:
 * weights in steps of a 127th of a row's largest, inputs in 128 steps from the least to the largest
 * value of all.
 */
final class Int8Arithmetic {
  private static final double STEPS = 127;

  private Int8Arithmetic() {}

  /** A block of BERT without padding, (1, T, E) to (1, T, E). */
  static NDArray block(NDArray x, EncoderConfig config, Weights weights) {
    var block = TransformerBlock.Stack.of(config, weights).blocks().getFirst();
    var attention = block.attention();
    var q = split(dense(x, attention.query()), config);
    var k = split(dense(x, attention.key()), config);
    var v = split(dense(x, attention.value()), config);
    double scale = Math.sqrt((double) config.heads() / config.hidden());
    var scores = Scalars.times(q.matMul(k.transpose(0, 1, 3, 2)), scale);
    var context = scores.softmax(-1).matMul(v).transpose(0, 2, 1, 3).reshape(x.getShape());
    var a = block.attentionNorm().apply(dense(context, attention.output()).add(x));
    var wide = Activation.gelu(dense(a, block.intermediate()));
    return block.outputNorm().apply(dense(wide, block.output()).add(a));
  }

  private static NDArray split(NDArray x, EncoderConfig config) {
    long t = x.getShape().get(1);
    return x.reshape(1, t, config.heads(), -1).transpose(0, 2, 1, 3);
  }

  private static NDArray dense(NDArray x, Dense layer) {
    double low = Math.min(0, x.min().getFloat());
    double high = Math.max(0, x.max().getFloat());
    double step = (high - low) / STEPS;
    double zero = Math.rint(-low / step);
    var inputs = Scalars.times(x, 1 / step).round().add(zero).clip(0, STEPS).sub(zero);
    var steps = Scalars.times(layer.weight().abs().max(new int[] {1}, true), 1 / STEPS);
    var rounded = layer.weight().div(steps).round();
    var whole = inputs.matMul(rounded.transpose());
    return Scalars.times(whole.mul(steps.transpose()), step).add(layer.bias());
  }
}
