package lamina.fusion;

import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.fusion.Variant.Initialiser;
import lamina.fusion.Variant.Traits;
import lamina.tensor.Scalars;

/** The mean of the two layers: a fusion without parameters. */
record MeanFusion() implements Fusion {
  static final Variant VARIANT =
      new Variant(
          "mean",
          Traits.LAYERED,
          (weights, hidden, layers) -> new MeanFusion(),
          Initialiser.NOTHING);

  @Override
  public FusedStates fuse(HiddenStates states, int layer, ForwardMode mode) {
    return FusedStates.ungated(Scalars.times(states.layer(layer).add(states.last()), 0.5));
  }
}
