package lamina.model;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.fusion.FusedStates;
import lamina.fusion.Fusion;
import lamina.fusion.GateChange;
import lamina.fusion.GatedFusion;

/**
 * A fusion at one layer with the head trained on it.
 *
 * @param key variant and layer
 */
public record Head(HeadKey key, Fusion fusion, TaskHead taskHead) {
  private static final String ALL = "heads.";

  /**
   * What a head says of a batch.
   *
   * @param logits (B, T, C) for tags, (B, C) for pairs
   * @param gate (B, T, E), where the variant has one
   */
  public record Output(NDArray logits, Optional<NDArray> gate) {}

  /** Fuses the hidden states and answers. */
  public Output apply(HiddenStates states, ForwardMode mode) {
    FusedStates fused = fusion.fuse(states, key.layer(), mode);
    var logits = taskHead.logits(fused.hidden(), states.batch().mask(), mode);
    return new Output(logits, fused.gate());
  }

  /**
   * The same head with another gate in place of the one that it computes.
   *
   * @throws IllegalArgumentException where its fusion has no gate
   */
  public Head withGate(GateChange change) {
    if (!(fusion instanceof GatedFusion gated)) {
      throw new IllegalArgumentException("head " + key + " has no gate");
    }
    return new Head(
        key, (states, layer, mode) -> gated.fuse(states, layer, mode, change), taskHead);
  }

  /**
   * Prefix of a head's tensors. The baseline's carry the names that Hugging Face gives them, so
   * that its classes load a model's directory as an ordinary fine-tuned classifier.
   */
  static String prefix(HeadKey key) {
    return key.equals(HeadKey.LAST) ? "" : ALL + key.key() + ".";
  }

  /** Whether a tensor belongs to a head that isn't the baseline. */
  static boolean named(String name) {
    return name.startsWith(ALL);
  }
}
