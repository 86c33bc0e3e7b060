package lamina.pretrain;

/**
 * The learning rate by the share of the run that is done: linear warm-up, then linear decay; never
 * below a fiftieth of the peak, so that the first and last steps still learn.
 *
 * @param peak highest learning rate
 * @param warmup share of the run until the peak
 */
record Rate(double peak, double warmup) {
  private static final double LEAST = 0.02;

  double at(double done) {
    double factor = done < warmup ? done / warmup : (1 - done) / (1 - warmup);
    return peak * Math.max(LEAST, factor);
  }
}
