package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;

/**
 * LayerNorm over the last axis.
 *
 * @param weight (E)
 * @param bias (E)
 * @param epsilon added to the variance
 */
record LayerNormalisation(NDArray weight, NDArray bias, float epsilon) {
  static LayerNormalisation of(Weights weights, String name, EncoderConfig config) {
    return new LayerNormalisation(
        weights.get(name + ".weight", config.hidden()),
        weights.get(name + ".bias", config.hidden()),
        config.epsilon());
  }

  NDArray apply(NDArray x) {
    return LayerNorm.layerNorm(x, new Shape(weight.size()), weight, bias, epsilon)
        .singletonOrThrow();
  }
}
