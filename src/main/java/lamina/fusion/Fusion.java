package lamina.fusion;

import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;

/**
 * Makes one representation of all hidden states and a chosen layer. With {@link
 * ForwardMode#INFERENCE} an input gives the same result alone, in a batch or padded.
 */
public interface Fusion {
  /**
   * Fuses a lower layer with the last one.
   *
   * @param states all hidden states of a batch
   * @param layer the fusion layer, 1 to L-1; ignored by variants that use no layer
   * @param mode inference, training, or estimation of statistics
   */
  FusedStates fuse(HiddenStates states, int layer, ForwardMode mode);
}
