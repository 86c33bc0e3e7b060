package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import lamina.tensor.Products;
import lamina.tensor.Weights;

/**
 * A dense layer, {@code x W^T + b}.
 *
 * @param weight (out, in)
 * @param bias (out)
 */
public record Dense(NDArray weight, NDArray bias) {
  /** The layer stored under a name. */
  public static Dense of(Weights weights, String name, long out, long in) {
    return new Dense(weights.get(name + ".weight", out, in), weights.get(name + ".bias", out));
  }

  /** One that may have no bias, which is 0 then. */
  public static Dense of(Weights weights, String name, long out, long in, boolean bias) {
    return bias
        ? of(weights, name, out, in)
        : new Dense(
            weights.get(name + ".weight", out, in), weights.manager().zeros(new Shape(out)));
  }

  /** (…, in) to (…, out), in full precision. */
  public NDArray apply(NDArray x) {
    return Products.FP32.linear(x, weight, bias);
  }

  /** (…, in) to (…, out), as precise as the mode asks. */
  public NDArray apply(NDArray x, ForwardMode mode) {
    return mode.products().linear(x, weight, bias);
  }
}
