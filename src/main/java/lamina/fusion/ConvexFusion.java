package lamina.fusion;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import lamina.encoder.HiddenStates;
import lamina.encoder.Mode;
import lamina.encoder.Scalars;

/**
 * DLFA with the bare gate as weight, so that the result lies between the two layers: {@code L = L1
 * * G + L2 * (1 - G)}, the form of AFF (Dai et al., WACV 2021).
 *
 * @param aif its gate
 */
record ConvexFusion(Aif aif) implements Fusion {
  @Override
  public Variant variant() {
    return Variant.CONVEX;
  }

  @Override
  public Fused fuse(HiddenStates states, int layer, Mode mode) {
    NDArray l1 = states.layer(layer);
    NDArray l2 = states.last();
    NDArray g = aif.gate(Scalars.times(l1.add(l2), 0.5), states.batch(), mode);
    return new Fused(l1.mul(g).add(l2.mul(g.neg().add(1))), Optional.of(g));
  }
}
