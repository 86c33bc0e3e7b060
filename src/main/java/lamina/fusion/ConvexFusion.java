package lamina.fusion;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.fusion.Variant.Traits;
import lamina.tensor.Scalars;

/**
 * DLFA with the bare gate as weight, so that the result lies between the two layers: {@code L = L1
 * * G + L2 * (1 - G)}, the form of AFF (Dai et al., WACV 2021).
 *
 * @param aif its gate
 */
record ConvexFusion(AifGate aif) implements GatedFusion {
  static final Variant VARIANT =
      new Variant(
          "convex",
          Traits.GATED.byDefault(),
          (weights, hidden, layers) -> new ConvexFusion(AifGate.load(weights, hidden)),
          (weights, hidden, layers, random) -> AifGate.initialise(weights, hidden, random));

  @Override
  public FusedStates fuse(HiddenStates states, int layer, ForwardMode mode, GateChange change) {
    NDArray l1 = states.layer(layer);
    NDArray l2 = states.last();
    NDArray w = Scalars.times(l1.add(l2), 0.5);
    NDArray g = change.apply(aif.gate(w, states.batch(), mode), states.batch());
    return new FusedStates(l1.mul(g).add(l2.mul(g.neg().add(1))), Optional.of(g));
  }
}
