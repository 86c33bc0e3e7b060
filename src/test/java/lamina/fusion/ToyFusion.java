package lamina.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.fusion.Variant.Traits;

/**
 * A learned share of the chosen layer, as docs/extending.md declares a fusion.
 *
 * @param share (1)
 */
public record ToyFusion(NDArray share) implements Fusion {
  public static final Variant VARIANT =
      new Variant(
          "toy",
          Traits.LAYERED,
          (weights, hidden, layers) -> new ToyFusion(weights.get("share", 1)),
          (weights, hidden, layers, random) ->
              weights.put("share", weights.manager().full(new Shape(1), 0.25f)));

  @Override
  public FusedStates fuse(HiddenStates states, int layer, ForwardMode mode) {
    return FusedStates.ungated(
        states.layer(layer).sub(states.last()).mul(share).add(states.last()));
  }
}
