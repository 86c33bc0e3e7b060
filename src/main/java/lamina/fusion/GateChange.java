package lamina.fusion;

import ai.djl.ndarray.NDArray;
import lamina.encoder.Batch;

/** Says which gate a fusion uses in place of the one that it computed. */
@FunctionalInterface
public interface GateChange {
  /** The gate as it was computed. */
  GateChange NONE = (gate, batch) -> gate;

  /**
   * The gate to use.
   *
   * @param gate G, (B, T, E), as it was computed; padding means nothing
   * @param batch what was encoded
   * @return G', (B, T, E)
   */
  NDArray apply(NDArray gate, Batch batch);
}
