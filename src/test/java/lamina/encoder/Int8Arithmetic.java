package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import lamina.tensor.Scalars;
import lamina.tensor.Weights;

/**
 * One block as int8 computes it, with whole numbers held in fp32, whose sums are exact below 2^24:
 * weights in steps of a 127th of a row's largest, inputs in units of the largest of their token, in
 * 128 steps from the least to the largest value of all. What a norm gives is evened before: each
 * channel is divided, and its weights are multiplied, by the root of how far the norm reaches there
 * over the largest of these weights.
 */
final class Int8Arithmetic {
  private static final double STEPS = 127;

  private Int8Arithmetic() {}

  /** A block of BERT without padding, (1, T, E) to (1, T, E). */
  static NDArray block(NDArray x, EncoderConfig config, Weights weights) {
    var block = TransformerBlock.Stack.of(config, weights).blocks().getFirst();
    var attention = block.attention();
    var query = attention.query().weight();
    var all = query.concat(attention.key().weight(), 0).concat(attention.value().weight(), 0);
    var first = even(LayerNorm.of(weights, "embeddings.LayerNorm", config), all);
    var q = split(dense(x, attention.query(), first), config);
    var k = split(dense(x, attention.key(), first), config);
    var v = split(dense(x, attention.value(), first), config);
    double scale = Math.sqrt((double) config.heads() / config.hidden());
    var scores = Scalars.times(q.matMul(k.transpose(0, 1, 3, 2)), scale);
    var context = scores.softmax(-1).matMul(v).transpose(0, 2, 1, 3).reshape(x.getShape());
    var one = x.getManager().ones(new Shape(1));
    var a = block.attentionNorm().apply(dense(context, attention.output(), one).add(x));
    var second = even(block.attentionNorm(), block.intermediate().weight());
    var wide = Activation.gelu(dense(a, block.intermediate(), second));
    return block.outputNorm().apply(dense(wide, block.output(), one).add(a));
  }

  private static NDArray split(NDArray x, EncoderConfig config) {
    long t = x.getShape().get(1);
    return x.reshape(1, t, config.heads(), -1).transpose(0, 2, 1, 3);
  }

  /** By what each channel that a norm gives is divided, (E). */
  private static NDArray even(LayerNorm norm, NDArray weight) {
    var reach = Scalars.times(norm.weight().abs(), 3).add(norm.bias().abs());
    return reach.maximum(1e-5f).div(weight.abs().max(new int[] {0}).maximum(1e-5f)).sqrt();
  }

  private static NDArray dense(NDArray given, Dense layer, NDArray even) {
    var evened = given.mul(even.getManager().ones(even.getShape()).div(even));
    var largest = evened.abs().max(new int[] {-1}, true).maximum(1e-10f);
    var x = evened.div(largest);
    var weight = layer.weight().mul(even);
    double low = Math.min(0, x.min().getFloat());
    double high = Math.max(0, x.max().getFloat());
    double step = (high - low) / STEPS;
    double zero = Math.rint(-low / step);
    var inputs = Scalars.times(x, 1 / step).round().add(zero).clip(0, STEPS).sub(zero);
    var steps = Scalars.times(weight.abs().max(new int[] {1}, true), 1 / STEPS);
    var rounded = weight.div(steps).round();
    var whole = inputs.matMul(rounded.transpose());
    return Scalars.times(whole.mul(steps.transpose()), step).mul(largest).add(layer.bias());
  }
}
