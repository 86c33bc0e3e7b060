package lamina.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.model.HeadKey;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.text.Batching;
import lamina.text.Tokenizer;
import lamina.text.WindowedInput;

/**
 * One language, scored.
 *
 * @param metric that the items are of
 * @param language code
 * @param ids of the examples; sets with equal ids are translations of each other
 * @param items what each example adds, for each head
 * @param coverage how completely the examples were read
 */
public record ScoredSet(
    Metric metric,
    String language,
    List<String> ids,
    double piecesPerWord,
    Map<HeadKey, ExampleScore[]> items,
    Coverage coverage) {

  /** Examples that were all read at once. */
  public ScoredSet(
      Metric metric,
      String language,
      List<String> ids,
      double piecesPerWord,
      Map<HeadKey, ExampleScore[]> items) {
    this(metric, language, ids, piecesPerWord, items, Coverage.WHOLE);
  }

  /**
   * Predicts a data set with several heads and compares with its labels, by the task's own metric.
   *
   * @param progress told the number of examples done; may throw to stop
   */
  public static ScoredSet of(
      TaskModel model, Dataset set, Collection<HeadKey> heads, IntConsumer progress) {
    return of(model, Metric.of(model.task()), set, heads, progress);
  }

  /**
   * Predicts a data set with several heads and compares with its labels.
   *
   * @param metric one of the model's task
   * @param progress told the number of examples done; may throw to stop
   */
  public static ScoredSet of(
      TaskModel model,
      Metric metric,
      Dataset set,
      Collection<HeadKey> heads,
      IntConsumer progress) {
    var language = set.language().code();
    return of(
        model, metric, language, set.examples(), set::place, heads, Predictor.BATCHING, progress);
  }

  /**
   * Predicts examples with several heads and compares with their labels, by the task's own metric.
   *
   * @param batching how they are put side by side; changes scores by rounding at most
   * @param progress told the number of examples done; may throw to stop
   */
  public static ScoredSet of(
      TaskModel model,
      String language,
      List<Example> examples,
      Collection<HeadKey> heads,
      Batching batching,
      IntConsumer progress) {
    IntFunction<String> place = i -> examples.get(i).id();
    return of(model, Metric.of(model.task()), language, examples, place, heads, batching, progress);
  }

  private static ScoredSet of(
      TaskModel model,
      Metric metric,
      String language,
      List<Example> examples,
      IntFunction<String> place,
      Collection<HeadKey> heads,
      Batching batching,
      IntConsumer progress) {
    var items = new LinkedHashMap<HeadKey, ExampleScore[]>();
    heads.forEach(key -> items.put(key, new ExampleScore[examples.size()]));
    var pieces = new long[examples.size()];
    var words = new long[examples.size()];
    var how = new WindowedInput.How[examples.size()];
    Predictor.each(
        model,
        examples.stream().map(Tokenizer::input).toList(),
        heads,
        batching,
        (i, reading, answers) -> {
          var example = examples.get(i);
          items.forEach(
              (key, all) ->
                  all[i] =
                      answers.containsKey(key)
                          ? Scorer.item(metric, example, answers.get(key))
                          : Scorer.unanswerable(metric, example));
          pieces[i] = reading.cut().allPieces();
          words[i] = reading.words();
          how[i] = reading.how();
        },
        progress);
    return new ScoredSet(
        metric,
        language,
        examples.stream().map(Example::id).toList(),
        (double) Arrays.stream(pieces).sum() / Arrays.stream(words).sum(),
        items,
        Coverage.of(Arrays.asList(how), place));
  }

  /** Whether it is in English, the language of training. */
  public boolean english() {
    return language.equals("en");
  }

  /** One head's items of several languages, parallel ones in one group. */
  public static List<List<ExampleScore[]>> groups(List<ScoredSet> languages, HeadKey key) {
    var groups = new LinkedHashMap<List<String>, List<ExampleScore[]>>();
    for (var s : languages) {
      groups.computeIfAbsent(s.ids(), ids -> new ArrayList<>()).add(s.items().get(key));
    }
    return List.copyOf(groups.values());
  }
}
