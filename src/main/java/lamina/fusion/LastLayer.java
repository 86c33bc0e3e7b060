package lamina.fusion;

import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.fusion.Variant.Initialiser;
import lamina.fusion.Variant.Traits;

/** No fusion at all: the baseline. */
record LastLayer() implements Fusion {
  static final Variant VARIANT =
      new Variant(
          "last",
          Traits.BASELINE.byDefault(),
          (weights, hidden, layers) -> new LastLayer(),
          Initialiser.NOTHING);

  @Override
  public FusedStates fuse(HiddenStates states, int layer, ForwardMode mode) {
    return FusedStates.ungated(states.last());
  }
}
