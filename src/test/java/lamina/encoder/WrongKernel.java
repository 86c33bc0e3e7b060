package lamina.encoder;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import lamina.engine.Engine;
import lamina.tensor.Weights;

/** Plants what a product does that is wrong in its last partial block. */
public final class WrongKernel {
  private WrongKernel() {}

  /** An engine whose products are all wrong in the last outputs. */
  public static Encoder of(Engine engine, ArrayEncoder reference, Weights weights) {
    var dense =
        weights.names().stream()
            .filter(n -> n.endsWith(".weight") && n.contains("layer."))
            .filter(n -> weights.map().get(n).getShape().dimension() == 2)
            .toList();
    var wrong = reference(weights.manager(), reference.config(), weights, dense);
    return Encoder.of(engine, wrong, weights);
  }

  /** An encoder that takes the last outputs of dense layers, up to 16 of each, for 0. */
  static ArrayEncoder reference(
      NDManager owner, EncoderConfig config, Weights weights, List<String> dense) {
    var damaged = Weights.empty(owner, "a wrong kernel");
    weights.read(n -> true).map().forEach((n, tensor) -> damaged.put(n, tensor.duplicate()));
    for (var name : dense) {
      long rows = weights.map().get(name).getShape().get(0);
      damaged.map().get(name).set(new NDIndex("{}:", (rows - 1) / 16 * 16), 0);
    }
    return ArrayEncoder.of(config, damaged);
  }
}
