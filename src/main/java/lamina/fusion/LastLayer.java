package lamina.fusion;

import lamina.encoder.HiddenStates;
import lamina.encoder.Mode;

/** No fusion at all: the baseline. */
record LastLayer() implements Fusion {
  @Override
  public Variant variant() {
    return Variant.LAST;
  }

  @Override
  public Fused fuse(HiddenStates states, int layer, Mode mode) {
    return Fused.ungated(states.last());
  }
}
