package lamina.fusion;

import lamina.encoder.HiddenStates;
import lamina.encoder.Mode;
import lamina.encoder.Scalars;

/** The mean of the two layers: a fusion without parameters. */
record MeanFusion() implements Fusion {
  @Override
  public Variant variant() {
    return Variant.MEAN;
  }

  @Override
  public Fused fuse(HiddenStates states, int layer, Mode mode) {
    return Fused.ungated(Scalars.times(states.layer(layer).add(states.last()), 0.5));
  }
}
