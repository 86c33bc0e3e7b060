package lamina.encoder;

/**
 * What a forward pass is for.
 *
 * @param dropout of values; none outside training
 * @param batchStatistics whether BatchNorm normalises by the batch at hand and updates its running
 *     statistics, or normalises by the running ones
 * @param momentum weight of the batch in the running statistics, as PyTorch counts it
 */
public record Mode(Dropout dropout, boolean batchStatistics, float momentum) {
  /** Evaluation: deterministic, one input at a time gives what a batch gives. */
  public static final Mode INFERENCE = new Mode(Dropout.NONE, false, 0);

  /** Training with PyTorch's momentum of 0.1. */
  public static Mode training(Dropout dropout) {
    return new Mode(dropout, true, 0.1f);
  }

  /**
   * Re-estimation of BatchNorm by the cumulative mean over batches.
   *
   * @param batch 0 for the first batch
   */
  public static Mode reestimation(int batch) {
    return new Mode(Dropout.NONE, true, 1f / (batch + 1));
  }
}
