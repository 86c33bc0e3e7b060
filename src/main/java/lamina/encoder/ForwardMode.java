package lamina.encoder;

import lamina.tensor.Products;

/**
 * What a forward pass is for.
 *
 * @param dropout of values; none outside training
 * @param batchStatistics whether BatchNorm normalises by the batch at hand and updates its running
 *     statistics, or normalises by the running ones
 * @param momentum weight of the batch in the running statistics, as PyTorch counts it
 * @param products of dense layers
 */
public record ForwardMode(
    Dropout dropout, boolean batchStatistics, float momentum, Products products) {
  /** Evaluation: deterministic, one input at a time gives what a batch gives. */
  public static final ForwardMode INFERENCE =
      new ForwardMode(Dropout.NONE, false, 0, Products.FP32);

  /** Training with PyTorch's momentum of 0.1. */
  public static ForwardMode training(Dropout dropout, Products products) {
    return new ForwardMode(dropout, true, 0.1f, products);
  }

  /**
   * Re-estimation of BatchNorm by the cumulative mean over batches.
   *
   * @param batch 0 for the first batch
   */
  public static ForwardMode reestimation(int batch) {
    return new ForwardMode(Dropout.NONE, true, 1f / (batch + 1), Products.FP32);
  }
}
