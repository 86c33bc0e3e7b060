package lamina.analyse;

/**
 * Sums over the gates of pieces. Gates lie between 0 and 1, so that plain sums are exact enough.
 */
final class GateSums {
  private long n;
  private double sum;
  private double squares;
  private final double[] channels;
  private final double[] channelSquares;

  /**
   * Begins without pieces.
   *
   * @param e channels
   */
  GateSums(int e) {
    channels = new double[e];
    channelSquares = new double[e];
  }

  /** Adds a piece's gate, E values that begin at a place. */
  void add(float[] values, int from) {
    double all = 0;
    for (int e = 0; e < channels.length; e++) {
      double value = values[from + e];
      all += value;
      channels[e] += value;
      channelSquares[e] += value * value;
    }
    double mean = all / channels.length;
    n++;
    sum += mean;
    squares += mean * mean;
  }

  /** Adds all pieces of another. */
  void add(GateSums other) {
    n += other.n;
    sum += other.sum;
    squares += other.squares;
    for (int e = 0; e < channels.length; e++) {
      channels[e] += other.channels[e];
      channelSquares[e] += other.channelSquares[e];
    }
  }

  /** The same number of channels, without pieces. */
  GateSums empty() {
    return new GateSums(channels.length);
  }

  /** Mean gate of each channel. */
  double[] means() {
    var means = new double[channels.length];
    for (int e = 0; e < means.length; e++) {
      means[e] = channels[e] / n;
    }
    return means;
  }

  /** What they say of a group. */
  GateSpread spread(GateSpread.Group group) {
    double mean = sum / n;
    double within = 0;
    double between = 0;
    for (int e = 0; e < channels.length; e++) {
      double own = channels[e] / n;
      within += Math.max(0, channelSquares[e] / n - own * own);
      between += (own - mean) * (own - mean);
    }
    double variance = n > 1 ? Math.max(0, squares - n * mean * mean) / (n - 1) : 0;
    return new GateSpread(
        group,
        n,
        mean,
        Math.sqrt(variance),
        Math.sqrt(within / channels.length),
        Math.sqrt(between / channels.length));
  }
}
