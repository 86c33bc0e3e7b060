package lamina.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.Prediction;
import org.jspecify.annotations.Nullable;

/** Compares predictions with labels. */
public final class Scorer {
  private static final long SEED = 17;

  private Scorer() {}

  /**
   * Scores a head on a language.
   *
   * @param metric that the items are of
   * @param items what each example adds, see {@link #item}
   * @param baseline the same for the last layer alone, to compare with; null for the baseline
   *     itself
   * @param piecesPerWord of the text, to report beside the score
   * @param coverage to report beside the score
   */
  public static Score score(
      Task task,
      Metric metric,
      String language,
      HeadKey head,
      ExampleScore[] items,
      ExampleScore @Nullable [] baseline,
      double piecesPerWord,
      Coverage coverage) {
    double value = ExampleScore.score(items);
    var interval =
        task.tagsWords()
            ? Intervals.bootstrap(items, SEED)
            : Intervals.wilson((int) Math.round(value * items.length), items.length);
    var gain = Optional.ofNullable(baseline).map(b -> Intervals.paired(items, b, SEED));
    return new Score(
        task, metric, language, head, items.length, value, interval, gain, piecesPerWord, coverage);
  }

  /**
   * The mean over languages.
   *
   * @param metric that the items are of
   * @param groups languages by group of parallel data, see {@link Intervals#mean(List, long)}
   * @param baseline the same for the last layer alone; null for the baseline itself
   */
  public static Score mean(
      Task task,
      Metric metric,
      HeadKey head,
      List<List<ExampleScore[]>> groups,
      @Nullable List<List<ExampleScore[]>> baseline,
      double piecesPerWord,
      Coverage coverage) {
    int n = groups.stream().flatMap(List::stream).mapToInt(Scorer::there).sum();
    var gain = Optional.ofNullable(baseline).map(b -> Intervals.meanDifference(groups, b, SEED));
    return new Score(
        task,
        metric,
        ScoreTable.MEAN,
        head,
        n,
        Intervals.mean(groups),
        Intervals.mean(groups, SEED),
        gain,
        piecesPerWord,
        coverage);
  }

  private static int there(ExampleScore[] items) {
    return (int) Arrays.stream(items).filter(i -> i != ExampleScore.NONE).count();
  }

  /** What an example adds to the score; for paired tests. A word that was cut off is wrong. */
  public static ExampleScore item(Metric metric, Example example, Prediction answer) {
    return switch (example) {
      case TaggedSentence s -> tags(metric, s.tags(), (Prediction.Tags) answer);
      case SentencePair p -> pair(p.label(), (Prediction.PairLabel) answer);
    };
  }

  /** What an example adds that the model can't answer: it is wrong. */
  public static ExampleScore unanswerable(Metric metric, Example example) {
    return switch (example) {
      case TaggedSentence s ->
          tags(
              metric,
              s.tags(),
              new Prediction.Tags(Collections.nCopies(s.tags().size(), Optional.empty())));
      case SentencePair p -> new ExampleScore(0, 1);
    };
  }

  private static ExampleScore pair(String gold, Prediction.PairLabel predicted) {
    return new ExampleScore(predicted.distribution().label().equals(gold) ? 1 : 0, 1);
  }

  private static ExampleScore tags(Metric metric, List<String> gold, Prediction.Tags predicted) {
    var found = new ArrayList<String>();
    for (var word : predicted.words()) {
      found.add(word.map(Distribution::label).orElse(metric == Metric.ACCURACY ? "" : "O"));
    }
    if (metric != Metric.ACCURACY) {
      return Entities.item(metric, gold, found);
    }
    int right = 0;
    for (int w = 0; w < gold.size(); w++) {
      right += gold.get(w).equals(found.get(w)) ? 1 : 0;
    }
    return new ExampleScore(right, gold.size());
  }
}
