package lamina.fusion;

import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.tensor.Scalars;

/** The mean of the two layers: a fusion without parameters. */
record MeanFusion() implements Fusion {
  @Override
  public Variant variant() {
    return Variant.MEAN;
  }

  @Override
  public FusedStates fuse(HiddenStates states, int layer, ForwardMode mode) {
    return FusedStates.ungated(Scalars.times(states.layer(layer).add(states.last()), 0.5));
  }
}
