package lamina.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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
   * Scores a head on a language; intervals are over units, see {@link lamina.data.Task.Drawn}.
   *
   * @param baseline head to compare with; null for the baseline itself
   */
  public static Score score(Task task, ScoredSet set, HeadKey head, @Nullable HeadKey baseline) {
    var items = items(set, head);
    var units = set.units(head);
    double value = ExampleScore.score(items);
    boolean single = !task.tagsWords() && units.length == items.length;
    var interval =
        single
            ? Intervals.wilson((int) Math.round(value * items.length), items.length)
            : Intervals.bootstrap(units, SEED);
    var gain = Optional.ofNullable(baseline).map(b -> Intervals.paired(units, set.units(b), SEED));
    return new Score(
            task,
            set.metric(),
            set.language(),
            head,
            items.length,
            value,
            interval,
            gain,
            set.piecesPerWord(),
            set.coverage())
        .of(set.data());
  }

  private static ExampleScore[] items(ScoredSet set, HeadKey head) {
    return Objects.requireNonNull(set.items().get(head), () -> "no scores of " + head);
  }

  /**
   * The mean over languages.
   *
   * @param languages several
   * @param baseline head to compare with; null for the baseline itself
   */
  public static Score mean(
      Task task, List<ScoredSet> languages, HeadKey head, @Nullable HeadKey baseline) {
    var groups = ScoredSet.groups(languages, head);
    var gain =
        Optional.ofNullable(baseline)
            .map(b -> Intervals.meanDifference(groups, ScoredSet.groups(languages, b), SEED));
    return new Score(
        task,
        languages.getFirst().metric(),
        ScoreTable.MEAN,
        head,
        languages.stream().mapToInt(s -> items(s, head).length).sum(),
        Intervals.mean(groups),
        Intervals.mean(groups, SEED),
        gain,
        languages.stream().mapToDouble(ScoredSet::piecesPerWord).average().orElse(0),
        languages.stream().map(ScoredSet::coverage).reduce(Coverage.WHOLE, Coverage::plus));
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
