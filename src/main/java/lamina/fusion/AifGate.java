package lamina.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.random.RandomGenerator;
import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;
import lamina.tensor.Weights;

/**
 * The gate of Attentional Information Fusion: {@code G = sigmoid(global(W) + local(W))} (Chen et
 * al., ICPR 2022). Each branch is convolution, BatchNorm, ReLU, convolution, BatchNorm with E, E/r
 * and E channels. The global branch sees the mean of an input's real tokens, the local one every
 * token by itself.
 */
public record AifGate(Branch global, Branch local) {
  /** Default r, AFF's. */
  public static final int REDUCTION = 4;

  /**
   * The gate stored under {@code global.*} and {@code local.*}; r follows from the shapes.
   *
   * @param hidden E
   */
  public static AifGate load(Weights weights, int hidden) {
    return new AifGate(
        Branch.load(weights.under("global."), hidden),
        Branch.load(weights.under("local."), hidden));
  }

  /** Puts initial values of a gate with r of {@link #REDUCTION}. */
  static void initialise(Weights weights, int hidden, RandomGenerator random) {
    Branch.initialise(weights.under("global."), hidden, REDUCTION, random);
    Branch.initialise(weights.under("local."), hidden, REDUCTION, random);
  }

  /**
   * The gate of W.
   *
   * @param w (B, T, E)
   * @return G, (B, T, E), each value from 0 to 1; padding holds 0 where statistics are taken and
   *     means nothing
   */
  public NDArray gate(NDArray w, Batch batch, ForwardMode mode) {
    NDArray mask = batch.mask().expandDims(2); // (B, T, 1)
    NDArray pooled = w.mul(mask).sum(new int[] {1}).div(mask.sum(new int[] {1})); // (B, E)
    NDArray everywhere = global.apply(pooled, mode).expandDims(1); // (B, 1, E)
    NDArray here = RealTokens.apply(w, batch, mode, x -> local.apply(x, mode)); // (B, T, E)
    NDArray g = Activation.sigmoid(here.add(everywhere));
    return mode.realTokensAlone() && batch.padded() ? g.mul(mask) : g;
  }
}
