package lamina.encoder;

/**
 * What a forward pass is for.
 *
 * @param dropout probability of dropping a value; 0 outside training
 * @param batchStatistics whether BatchNorm normalises by the batch at hand and updates its running
 *     statistics, or normalises by the running ones
 * @param momentum weight of the batch in the running statistics, as PyTorch counts it
 */
public record Mode(float dropout, boolean batchStatistics, float momentum) {
  /** Evaluation: deterministic, one input at a time gives what a batch gives. */
  public static final Mode INFERENCE = new Mode(0, false, 0);

  /** Training with PyTorch's momentum of 0.1. */
  public static Mode training(float dropout) {
    return new Mode(dropout, true, 0.1f);
  }

  /**
   * Re-estimation of BatchNorm by the cumulative mean over batches.
   *
   * @param batch 0 for the first batch
   */
  public static Mode reestimation(int batch) {
    return new Mode(0, true, 1f / (batch + 1));
  }
}
