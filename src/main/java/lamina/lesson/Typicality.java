package lamina.lesson;

import lamina.evaluate.Intervals;
import lamina.evaluate.Score;

/**
 * A sentence beside the score of its language.
 *
 * @param right words of the sentence that are tagged right
 * @param words of the sentence
 * @param score over the whole test data of the language
 */
public record Typicality(int right, int words, Score score) {
  /** What the sentence is an example of. */
  public enum Kind {
    /** So few words could come from the language's score. */
    FAIR,
    /** More right words than the language's score lets expect. */
    EASIER,
    /** Fewer right words than that. */
    HARDER
  }

  /**
   * Judges by Wilson's 95 % interval of the sentence's share. Words of one sentence depend on each
   * other, so that true intervals are wider: fair is said a little too seldom.
   */
  public Kind kind() {
    var share = Intervals.wilson(right, words);
    return share.low() > score.value()
        ? Kind.EASIER
        : share.high() < score.value() ? Kind.HARDER : Kind.FAIR;
  }

  /** Share of words that are right, 0 to 1. */
  public double share() {
    return words == 0 ? 0 : (double) right / words;
  }
}
