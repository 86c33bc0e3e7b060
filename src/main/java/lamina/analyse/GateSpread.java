package lamina.analyse;

import lamina.model.HeadKey;

/**
 * Mean and spread of a head's gate over pieces of one kind. G[t, e] has two parts: what a channel's
 * mean says, alike for every piece, and what is left, which differs from piece to piece. The
 * variance over all values is the sum of theirs (analysis of variance, Fisher 1925).
 *
 * @param group whose pieces they are
 * @param n pieces
 * @param mean over pieces and channels, 0 to 1
 * @param sd standard deviation over pieces of a piece's gate, which is its mean over the channels
 * @param within how far a channel's gate strays from that channel's mean: the root of the variance
 *     over pieces, averaged over channels
 * @param between how far the channels' means lie apart: their standard deviation
 */
public record GateSpread(
    Group group, long n, double mean, double sd, double within, double between) {
  /**
   * Pieces that are described together; what is blank is left open.
   *
   * @param language code
   * @param label gold label of the piece's word or of its pair; blank at special pieces of tagged
   *     sentences, too
   * @param piece key of its {@link PieceKind}
   */
  public record Group(HeadKey head, String language, String label, String piece) {}

  /**
   * Share of the variance of all values that a constant a channel explains, 0 to 1: of a gate that
   * is a constant it is 1. NaN where nothing varies.
   */
  public double constantShare() {
    double constant = between * between;
    return constant / (constant + within * within);
  }
}
