package lamina.fusion;

import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;

/** No fusion at all: the baseline. */
record LastLayer() implements Fusion {
  @Override
  public Variant variant() {
    return Variant.LAST;
  }

  @Override
  public FusedStates fuse(HiddenStates states, int layer, ForwardMode mode) {
    return FusedStates.ungated(states.last());
  }
}
