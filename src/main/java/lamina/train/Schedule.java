package lamina.train;

/**
 * Linear warm-up, then linear decay to nothing.
 *
 * @param peak highest learning rate
 * @param warmup steps until the peak
 * @param total steps in all
 */
record Schedule(double peak, int warmup, int total) {
  /** The learning rate of a step, counted from 0. */
  double rate(int step) {
    if (step < warmup) {
      return peak * (step + 1) / warmup;
    }
    return peak * Math.max(0, (double) (total - step) / Math.max(1, total - warmup));
  }
}
