package lamina.encoder;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import lamina.tensor.Products;

/**
 * What a forward pass is for.
 *
 * @param dropout of values; none outside training
 * @param batchStatistics whether BatchNorm normalises by the batch at hand and moves its running
 *     statistics, or normalises by the running ones
 * @param watcher sees what BatchNorm is shown; none but where statistics are estimated
 * @param products of dense layers
 */
public record ForwardMode(
    Dropout dropout, boolean batchStatistics, Optional<Watcher> watcher, Products products) {
  /** Evaluation: deterministic, one input at a time gives what a batch gives. */
  public static final ForwardMode INFERENCE =
      new ForwardMode(Dropout.NONE, false, Optional.empty(), Products.FP32);

  /** Sees what every BatchNorm is shown. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * Called before a BatchNorm normalises.
     *
     * @param mean (C) its running mean, which is one array in all passes
     * @param variance (C) its running variance, likewise
     * @param rows (N, C) real tokens, or inputs
     */
    void see(NDArray mean, NDArray variance, NDArray rows);
  }

  /** Training. */
  public static ForwardMode training(Dropout dropout, Products products) {
    return new ForwardMode(dropout, true, Optional.empty(), products);
  }

  /** Evaluation in which a watcher sees what every BatchNorm is shown, no padding among it. */
  public static ForwardMode estimation(Watcher watcher) {
    return new ForwardMode(Dropout.NONE, false, Optional.of(watcher), Products.FP32);
  }

  /** Whether BatchNorm is shown real tokens alone: where statistics are taken of them. */
  public boolean realTokensAlone() {
    return batchStatistics || watcher.isPresent();
  }
}
