package lamina.evaluate;

import java.util.Optional;
import lamina.data.Task;
import lamina.model.HeadKey;

/**
 * How well one head of one model does on one language.
 *
 * @param metric what the value is
 * @param language code, or {@code mean} for an average over languages without English
 * @param n examples scored (sentences or pairs), those that the model can't answer among them: they
 *     count as wrong
 * @param value score from 0 to 1
 * @param interval 95 %: Wilson for pairs, bootstrap over sentences for tags
 * @param gain over the baseline, the last layer alone, on the same items; empty for the baseline
 * @param piecesPerWord mean word pieces a word of this language's text
 * @param coverage how many examples were read in windows, cut, or unanswerable
 */
public record Score(
    Task task,
    Metric metric,
    String language,
    HeadKey head,
    int n,
    double value,
    Interval interval,
    Optional<Intervals.Difference> gain,
    double piecesPerWord,
    Coverage coverage) {
  /** A score of examples that were all read at once. */
  public Score(
      Task task,
      Metric metric,
      String language,
      HeadKey head,
      int n,
      double value,
      Interval interval,
      Optional<Intervals.Difference> gain,
      double piecesPerWord) {
    this(task, metric, language, head, n, value, interval, gain, piecesPerWord, Coverage.WHOLE);
  }
}
