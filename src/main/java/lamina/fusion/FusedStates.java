package lamina.fusion;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * One representation made of several layers.
 *
 * @param hidden (B, T, E)
 * @param gate (B, T, E), each value from 0 to 1; empty for variants without a gate
 */
public record FusedStates(NDArray hidden, Optional<NDArray> gate) {
  static FusedStates ungated(NDArray hidden) {
    return new FusedStates(hidden, Optional.empty());
  }
}
