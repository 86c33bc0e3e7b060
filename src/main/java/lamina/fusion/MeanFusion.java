package lamina.fusion;

import lamina.encoder.HiddenStates;
import lamina.encoder.Mode;

/** The mean of the two layers: a fusion without parameters. */
record MeanFusion() implements Fusion {
  @Override
  public Variant variant() {
    return Variant.MEAN;
  }

  @Override
  public Fused fuse(HiddenStates states, int layer, Mode mode) {
    return Fused.ungated(states.layer(layer).add(states.last()).div(2));
  }
}
