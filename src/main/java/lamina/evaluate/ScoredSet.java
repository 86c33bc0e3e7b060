package lamina.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.files.Sha256;
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
 * @param data hash of the examples with their labels; empty where it isn't known
 */
public record ScoredSet(
    Metric metric,
    String language,
    List<String> ids,
    double piecesPerWord,
    Map<HeadKey, ExampleScore[]> items,
    Coverage coverage,
    String data) {
  private static final int HASH_DIGITS = 16;

  /** Examples of which only the ids are known. */
  public ScoredSet(
      Metric metric,
      String language,
      List<String> ids,
      double piecesPerWord,
      Map<HeadKey, ExampleScore[]> items,
      Coverage coverage) {
    this(metric, language, ids, piecesPerWord, items, coverage, "");
  }

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
        Coverage.of(Arrays.asList(how), place),
        hash(examples));
  }

  private static String hash(List<Example> examples) {
    var sum = new Sha256.Sum();
    for (var example : examples) {
      switch (example) {
        case TaggedSentence s -> {
          s.words().forEach(sum::add);
          s.tags().forEach(sum::add);
        }
        case SentencePair p -> sum.add(p.premise()).add(p.hypothesis()).add(p.label());
      }
    }
    return sum.digits().substring(0, HASH_DIGITS);
  }

  /** Whether it has a score: F1 has none where no entity is labelled and none was found. */
  public boolean defined() {
    return items.values().stream().flatMap(Arrays::stream).anyMatch(item -> item.denominator() > 0);
  }

  /** Whether it is in English, the language of training. */
  public boolean english() {
    return language.equals("en");
  }

  /**
   * One head's items of several languages, parallel ones in one group: those that share at least
   * half of the smaller one's ids. Within a group items stand in one order, by their ids, and an id
   * that a language lacks adds nothing there, so that one draw takes all translations of a
   * sentence.
   */
  public static List<List<ExampleScore[]>> groups(List<ScoredSet> languages, HeadKey key) {
    var groups = new ArrayList<Map<String, Integer>>();
    var members = new ArrayList<List<ScoredSet>>();
    for (var s : languages) {
      var ids = s.unique();
      int g = 0;
      while (g < groups.size() && !parallel(groups.get(g).keySet(), ids)) {
        g++;
      }
      if (g == groups.size()) {
        groups.add(new LinkedHashMap<>());
        members.add(new ArrayList<>());
      }
      var places = groups.get(g);
      ids.forEach(id -> places.putIfAbsent(id, places.size()));
      members.get(g).add(s);
    }
    return IntStream.range(0, groups.size())
        .mapToObj(g -> members.get(g).stream().map(s -> s.placed(groups.get(g), key)).toList())
        .toList();
  }

  private static boolean parallel(Set<String> places, List<String> ids) {
    long shared = ids.stream().filter(places::contains).count();
    return shared > 0 && 2 * shared >= Math.min(places.size(), ids.size());
  }

  /** The ids; of several examples with one id each counts by itself. */
  private List<String> unique() {
    var seen = new HashMap<String, Integer>();
    return ids.stream()
        .map(
            id -> {
              int times = seen.getOrDefault(id, 0) + 1;
              seen.put(id, times);
              return times == 1 ? id : id + "\u0000" + times;
            })
        .toList();
  }

  private ExampleScore[] placed(Map<String, Integer> places, HeadKey key) {
    var placed = new ExampleScore[places.size()];
    Arrays.fill(placed, ExampleScore.NONE);
    var own = Objects.requireNonNull(items.get(key), () -> "no scores of " + key);
    var unique = unique();
    for (int i = 0; i < own.length; i++) {
      placed[Objects.requireNonNull(places.get(unique.get(i)))] = own[i];
    }
    return placed;
  }
}
