package lamina.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import lamina.engine.Precision;

/** What computes the products of dense layers, as exact as asked. */
public final class Products implements AutoCloseable {
  /** 32-bit floats. */
  public static final Products FP32 = new Products(Optional.empty());

  /** Number of the script language for the type. */
  private static final int BFLOAT16 = 15;

  private final Optional<TorchScript> rounded;

  private Products(Optional<TorchScript> rounded) {
    this.rounded = rounded;
  }

  /**
   * Products of a precision.
   *
   * @param manager owns what they need
   */
  public static Products of(NDManager manager, Precision precision) {
    if (precision == Precision.FP32) {
      return FP32;
    }
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("training", false);
    attributes.put("dtype", BFLOAT16);
    return new Products(
        Optional.of(
            TorchScript.load(manager, Products.class, "linear.torchscript", "Linear", attributes)));
  }

  /**
   * {@code x W^T + b}: (…, in) to (…, out).
   *
   * @param weight (out, in)
   * @param bias (out)
   */
  public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return rounded
        .map(script -> script.record(List.of(x, weight, bias)).singletonOrThrow())
        .orElseGet(() -> Linear.linear(x, weight, bias).singletonOrThrow());
  }

  @Override
  public void close() {
    rounded.ifPresent(TorchScript::close);
  }
}
