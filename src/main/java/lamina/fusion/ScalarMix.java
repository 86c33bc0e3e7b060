package lamina.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.fusion.Variant.Traits;
import lamina.tensor.Weights;

/**
 * A weighted sum of all layers, {@code gamma * sum_l softmax(s)_l h_l} (Peters et al., NAACL 2018,
 * equation 1).
 *
 * @param scores s, (L + 1)
 * @param gamma (1)
 */
record ScalarMix(NDArray scores, NDArray gamma) implements Fusion {
  static final Variant VARIANT =
      new Variant(
          "scalar-mix",
          Traits.LAYERLESS,
          (weights, hidden, layers) -> load(weights, layers),
          (weights, hidden, layers, random) -> initialise(weights, layers));

  static void initialise(Weights weights, int layers) {
    weights.put("scores", weights.manager().zeros(new Shape(layers + 1)));
    weights.put("gamma", weights.manager().ones(new Shape(1)));
  }

  static ScalarMix load(Weights weights, int layers) {
    return new ScalarMix(weights.get("scores", layers + 1), weights.get("gamma", 1));
  }

  @Override
  public FusedStates fuse(HiddenStates states, int layer, ForwardMode mode) {
    NDArray weight = scores.softmax(0);
    weight.attach(states.last().getManager());
    NDArray sum = states.layer(0).mul(weight.get(0));
    for (int l = 1; l <= states.depth(); l++) {
      sum = sum.add(states.layer(l).mul(weight.get(l)));
    }
    return FusedStates.ungated(sum.mul(gamma));
  }
}
