package lamina.fusion;

import java.util.random.RandomGenerator;
import lamina.tensor.Weights;

/** Makes fusions of every variant. */
public final class Fusions {
  private Fusions() {}

  /**
   * A fusion with the weights that it was saved with.
   *
   * @param weights those of this fusion, prefix left out, for example {@code global.0.weight}
   * @param hidden E
   * @param layers L
   */
  public static Fusion load(Variant variant, Weights weights, int hidden, int layers) {
    return switch (variant) {
      case PAPER -> new PaperFusion(AifGate.load(weights, hidden));
      case CONVEX -> new ConvexFusion(AifGate.load(weights, hidden));
      case MEAN -> new MeanFusion();
      case SCALAR_MIX -> ScalarMix.load(weights, layers);
      case LAST -> new LastLayer();
    };
  }

  /**
   * A new fusion to train; its weights are put among the given ones.
   *
   * @param random for the initial values
   */
  public static Fusion create(
      Variant variant, Weights weights, int hidden, int layers, RandomGenerator random) {
    switch (variant) {
      case PAPER, CONVEX -> AifGate.initialise(weights, hidden, AifGate.REDUCTION, random);
      case SCALAR_MIX -> ScalarMix.initialise(weights, layers);
      case MEAN, LAST -> {}
    }
    return load(variant, weights, hidden, layers);
  }
}
