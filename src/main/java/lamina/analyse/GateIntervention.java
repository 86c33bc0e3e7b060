package lamina.analyse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import lamina.data.Example;
import lamina.evaluate.Coverage;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoredSet;
import lamina.evaluate.Scorer;
import lamina.model.Distribution;
import lamina.model.Head;
import lamina.model.HeadKey;
import lamina.model.Prediction;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.text.Tokenizer;
import lamina.text.WindowedInput;

/**
 * Scores the heads of a model with their own gates and with others in their place. A text is
 * encoded once for all of them.
 */
public final class GateIntervention {
  private final TaskModel model;
  private final Metric metric;
  private final List<HeadKey> heads;
  private final GateMeans means;
  private final List<ScoredSet> own = new ArrayList<>();
  private final Map<GateReplacement, List<ScoredSet>> replaced = new LinkedHashMap<>();
  private final Map<GateReplacement, List<ScoredSet>> changed = new LinkedHashMap<>();

  /**
   * Begins.
   *
   * @param heads of the model, each with a gate
   * @param means of their gates, on other texts than will be scored
   */
  public GateIntervention(
      TaskModel model, Metric metric, Collection<HeadKey> heads, GateMeans means) {
    this.model = model;
    this.metric = metric;
    this.heads = List.copyOf(heads);
    this.means = means;
  }

  /**
   * A head as it answers once.
   *
   * @param replacement empty for its own gate
   */
  private record Run(HeadKey head, Optional<GateReplacement> replacement) {}

  /**
   * Scores the texts of a language that are to be scored.
   *
   * @param progress told the number of texts done, between batches; may throw to stop
   */
  public void score(GateTexts part, IntConsumer progress) {
    var examples = part.scored();
    var runs = runs(part.language());
    var items = new LinkedHashMap<Run, ExampleScore[]>();
    var answersChanged = new LinkedHashMap<Run, ExampleScore[]>();
    for (var run : runs.keySet()) {
      items.put(run, new ExampleScore[examples.size()]);
      answersChanged.put(run, new ExampleScore[examples.size()]);
    }
    var pieces = new long[examples.size()];
    var words = new long[examples.size()];
    var how = new WindowedInput.How[examples.size()];
    Predictor.each(
        model,
        examples.stream().map(Tokenizer::input).toList(),
        runs,
        Predictor.BATCHING,
        (i, reading, answers) -> {
          var example = examples.get(i);
          items.forEach(
              (run, all) -> {
                var answer = answers.get(run);
                all[i] =
                    answer == null
                        ? Scorer.unanswerable(metric, example)
                        : Scorer.item(metric, example, answer);
              });
          answersChanged.forEach(
              (run, all) -> {
                var answer = answers.get(run);
                var own = answers.get(new Run(run.head, Optional.empty()));
                all[i] = answer == null || own == null ? ExampleScore.NONE : changed(own, answer);
              });
          pieces[i] = reading.cut().allPieces();
          words[i] = reading.words();
          how[i] = reading.how();
        },
        progress);
    double length = (double) Arrays.stream(pieces).sum() / Arrays.stream(words).sum();
    var coverage = Coverage.of(Arrays.asList(how), i -> examples.get(i).id());
    own.add(set(part, length, coverage, of(items, Optional.empty())));
    for (var replacement : GateReplacement.values()) {
      var scores = of(items, Optional.of(replacement));
      if (!scores.isEmpty()) {
        replaced
            .computeIfAbsent(replacement, r -> new ArrayList<>())
            .add(set(part, length, coverage, scores));
        changed
            .computeIfAbsent(replacement, r -> new ArrayList<>())
            .add(set(part, length, coverage, of(answersChanged, Optional.of(replacement))));
      }
    }
  }

  /** How many answers of an example are others, and how many there are. */
  private static ExampleScore changed(Prediction own, Prediction other) {
    var before = labels(own);
    var after = labels(other);
    int differ = 0;
    for (int w = 0; w < before.size(); w++) {
      differ += before.get(w).equals(after.get(w)) ? 0 : 1;
    }
    return new ExampleScore(differ, before.size());
  }

  private static List<String> labels(Prediction prediction) {
    return switch (prediction) {
      case Prediction.PairLabel pair -> List.of(pair.distribution().label());
      case Prediction.Tags tags ->
          tags.words().stream().flatMap(Optional::stream).map(Distribution::label).toList();
    };
  }

  private Map<Run, Head> runs(String language) {
    var runs = new LinkedHashMap<Run, Head>();
    for (var key : heads) {
      var head = model.head(key);
      runs.put(new Run(key, Optional.empty()), head);
      for (var replacement : GateReplacement.values()) {
        replacement
            .change(means, key, language)
            .ifPresent(c -> runs.put(new Run(key, Optional.of(replacement)), head.withGate(c)));
      }
    }
    return runs;
  }

  private static Map<HeadKey, ExampleScore[]> of(
      Map<Run, ExampleScore[]> items, Optional<GateReplacement> replacement) {
    var found = new LinkedHashMap<HeadKey, ExampleScore[]>();
    items.forEach(
        (run, scores) -> {
          if (run.replacement.equals(replacement)) {
            found.put(run.head, scores);
          }
        });
    return found;
  }

  private ScoredSet set(
      GateTexts part, double length, Coverage coverage, Map<HeadKey, ExampleScore[]> items) {
    return new ScoredSet(
        metric,
        part.language(),
        part.scored().stream().map(Example::id).toList(),
        length,
        items,
        coverage,
        "",
        ScoredSet.drawn(model.task(), part.scored()));
  }

  /** What the gates are worth, over all languages that were scored. */
  public GateEffects effects() {
    return GateEffects.of(new GateEffects.Scored(heads, means, own, replaced, changed));
  }

  /** How completely the texts were read, in sentences. */
  public List<String> notes() {
    return own.stream().flatMap(s -> s.coverage().notes(s.language()).stream()).toList();
  }
}
