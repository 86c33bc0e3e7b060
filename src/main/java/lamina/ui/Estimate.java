package lamina.ui;

import java.util.Optional;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.model.HeadKey;

/**
 * How well one condition does on one language.
 *
 * @param condition name; of a model's heads the head's
 * @param language code, or {@code mean} for the average without English
 * @param n examples scored
 * @param value mean over seeds, 0 to 1
 * @param sd over seeds, NaN for one seed
 * @param interval 95 %
 * @param gain over the last layer alone on the same items; empty for that itself
 * @param holm p of the gain, corrected over the layers of one variant in this language; NaN where
 *     there is no gain
 * @param piecesPerWord mean word pieces a word
 */
record Estimate(
    String condition,
    HeadKey head,
    String language,
    int n,
    double value,
    double sd,
    Interval interval,
    Optional<Intervals.Difference> gain,
    double holm,
    double piecesPerWord) {
  private static final double LEVEL = 0.05;

  /** Whether the corrected test finds a difference, in either direction. */
  boolean significant() {
    return holm < LEVEL;
  }

  Estimate corrected(double p) {
    return new Estimate(condition, head, language, n, value, sd, interval, gain, p, piecesPerWord);
  }
}
