package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
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

  /** (…, in) to (…, out). */
  public NDArray apply(NDArray x) {
    return Linear.linear(x, weight, bias).singletonOrThrow();
  }
}
