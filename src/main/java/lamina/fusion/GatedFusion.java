package lamina.fusion;

import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;

/**
 * A fusion through a gate that can be changed before a weight is made of it: what a gate is good
 * for shows where another one stands in its place.
 */
public interface GatedFusion extends Fusion {
  /**
   * Fuses a lower layer with the last one through a gate that was changed.
   *
   * @param states all hidden states of a batch
   * @param layer the fusion layer, 1 to L-1
   * @param mode inference, training, or estimation of statistics
   * @param change makes the gate that is used of the one that is computed
   * @return what was fused, with the gate that was used
   */
  FusedStates fuse(HiddenStates states, int layer, ForwardMode mode, GateChange change);

  @Override
  default FusedStates fuse(HiddenStates states, int layer, ForwardMode mode) {
    return fuse(states, layer, mode, GateChange.NONE);
  }
}
