package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import lamina.tensor.Weights;

/**
 * LayerNorm over the last axis.
 *
 * @param weight (E)
 * @param bias (E)
 * @param epsilon added to the variance
 */
record LayerNorm(NDArray weight, NDArray bias, float epsilon) {
  static LayerNorm of(Weights weights, String name, EncoderConfig config) {
    return new LayerNorm(
        weights.get(name + ".weight", config.hidden()),
        weights.get(name + ".bias", config.hidden()),
        config.epsilon());
  }

  /** One that may have no bias, which is 0 then. */
  static LayerNorm of(Weights weights, String name, int e, float epsilon, boolean bias) {
    return new LayerNorm(
        weights.get(name + ".weight", e),
        bias ? weights.get(name + ".bias", e) : weights.manager().zeros(new Shape(e)),
        epsilon);
  }

  NDArray apply(NDArray x) {
    return ai.djl.nn.norm.LayerNorm.layerNorm(x, new Shape(weight.size()), weight, bias, epsilon)
        .singletonOrThrow();
  }
}
