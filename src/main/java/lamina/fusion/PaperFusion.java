package lamina.fusion;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.fusion.Variant.Traits;
import lamina.tensor.Scalars;

/**
 * DLFA as printed, with the unbounded weight AIF(W) = W * G (Chen et al., ICPR 2022, equations 1
 * and 2).
 *
 * @param aif its gate
 */
record PaperFusion(AifGate aif) implements GatedFusion {
  static final Variant VARIANT =
      new Variant(
          "paper",
          Traits.GATED.byDefault(),
          (weights, hidden, layers) -> new PaperFusion(AifGate.load(weights, hidden)),
          (weights, hidden, layers, random) -> AifGate.initialise(weights, hidden, random));

  @Override
  public FusedStates fuse(HiddenStates states, int layer, ForwardMode mode, GateChange change) {
    NDArray l1 = states.layer(layer);
    NDArray l2 = states.last();
    NDArray w = Scalars.times(l1.add(l2), 0.5);
    NDArray g = change.apply(aif.gate(w, states.batch(), mode), states.batch());
    NDArray attended = w.mul(g); // (1) AIF(W) = W * G
    NDArray l = l1.mul(attended).add(l2.mul(attended.neg().add(1))); // (2)
    return new FusedStates(l, Optional.of(g));
  }
}
