package lamina.tensor;

import ai.djl.ndarray.NDArray;

/**
 * Products with plain numbers that survive a backward pass. The engine's own {@code mul(Number)}
 * and {@code div(Number)} close their factor at once, while the graph still points at its memory:
 * after a garbage collection gradients are noise or NaN.
 */
public final class Scalars {
  private Scalars() {}

  /** {@code x * factor}; the factor lives as long as the manager of x. */
  public static NDArray times(NDArray x, double factor) {
    return x.mul(x.getManager().create((float) factor));
  }
}
