package lamina.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.Task;
import lamina.evaluate.Coverage;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoreTable;
import lamina.evaluate.ScoredSet;
import lamina.evaluate.Scorer;
import lamina.model.Distribution;
import lamina.model.Prediction;
import lamina.text.Input;
import lamina.text.Tokenizer;
import lamina.text.WindowedInput;

/** How well contenders answer: as kept beside an exact model, or measured. */
final class Scored {
  private Scored() {}

  /** Scores that were kept beside a model; they are those of exact engines. */
  static Optional<LatencyReport.Accuracy> kept(Candidate c) {
    var scores = ScoreTable.read(c.summary().directory());
    boolean known = scores.scores().stream().anyMatch(s -> s.head().equals(c.head()));
    return c.engine().exact() && known
        ? Optional.of(new LatencyReport.Accuracy(scores, ScoreTable.FILE))
        : Optional.empty();
  }

  /** Nothing is known. */
  static LatencyReport.Accuracy none() {
    return new LatencyReport.Accuracy(new ScoreTable(List.of()), "not measured");
  }

  /**
   * Scores a contender on labelled sentences, in the languages that its exact scores were kept for
   * where there are such: means over other languages could not be compared.
   *
   * @param answers labels for some inputs, as in {@link BenchmarkRequest.Labels}
   */
  static LatencyReport.Accuracy measured(
      Candidate c, List<Dataset> sets, Function<List<Input>, BenchmarkRequest.Labels> answers) {
    var scored = new ArrayList<ScoredSet>();
    var languages = ScoreTable.read(c.summary().directory()).languages();
    for (var set : sets) {
      if (!languages.isEmpty() && !languages.contains(set.language().code())) {
        continue;
      }
      var found = answers.apply(set.examples().stream().map(Tokenizer::input).toList());
      var task = c.summary().task();
      var metric = Metric.of(task);
      var examples = set.examples();
      var items = new ExampleScore[examples.size()];
      Arrays.setAll(
          items,
          i ->
              found.how().get(i) == WindowedInput.How.UNANSWERABLE
                  ? Scorer.unanswerable(metric, examples.get(i))
                  : Scorer.item(metric, examples.get(i), prediction(task, found.labels().get(i))));
      scored.add(
          new ScoredSet(
              metric,
              set.language().code(),
              set.examples().stream().map(Example::id).toList(),
              Double.NaN,
              Map.of(c.head(), items),
              Coverage.of(found.how(), set::place),
              "",
              ScoredSet.drawn(task, examples)));
    }
    return new LatencyReport.Accuracy(
        ScoreTable.of(c.summary().task(), scored, List.of(c.head())), "measured in this run");
  }

  private static Prediction prediction(Task task, List<String> labels) {
    return task.tagsWords()
        ? new Prediction.Tags(
            labels.stream()
                .map(l -> l.isEmpty() ? Optional.<Distribution>empty() : Optional.of(certain(l)))
                .toList())
        : new Prediction.PairLabel(certain(labels.getFirst()));
  }

  private static Distribution certain(String label) {
    return new Distribution(List.of(label), new float[] {1});
  }
}
