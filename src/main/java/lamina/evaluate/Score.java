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
 * @param interval 95 %: bootstrap over what was drawn, see {@link Task.Drawn}; Wilson's where each
 *     pair was drawn by itself
 * @param gain over the baseline, the last layer alone, on the same items; empty for the baseline
 * @param piecesPerWord mean word pieces a word of this language's text
 * @param coverage how many examples were read in windows, cut, or unanswerable
 * @param data hash of the examples, with their labels; empty where it isn't known
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
    Coverage coverage,
    String data) {
  /** A score of examples of which only the number is known. */
  public Score(
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
    this(task, metric, language, head, n, value, interval, gain, piecesPerWord, coverage, "");
  }

  /** The same of known examples. */
  Score of(String examples) {
    return new Score(
        task, metric, language, head, n, value, interval, gain, piecesPerWord, coverage, examples);
  }

  /** Whether another score is of the same examples, as far as is known. */
  boolean sameData(Score other) {
    boolean known = !data.isEmpty() && !other.data.isEmpty();
    return n == other.n
        && (known ? data.equals(other.data) : Math.abs(piecesPerWord - other.piecesPerWord) < 1e-5);
  }

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
