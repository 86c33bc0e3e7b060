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
import lamina.data.Task;
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
 * @param drawn of each example the id of the first one that was drawn with it, see {@link
 *     lamina.data.Task.Drawn}; empty where that isn't known, so that each counts by itself
 */
public record ScoredSet(
    Metric metric,
    String language,
    List<String> ids,
    double piecesPerWord,
    Map<HeadKey, ExampleScore[]> items,
    Coverage coverage,
    String data,
    List<String> drawn) {
  private static final int HASH_DIGITS = 16;

  /** Copies the lists. */
  public ScoredSet {
    ids = List.copyOf(ids);
    drawn = List.copyOf(drawn);
    if (!drawn.isEmpty() && drawn.size() != ids.size()) {
      throw new IllegalArgumentException(drawn.size() + " units of " + ids.size() + " examples");
    }
  }

  /** Examples of which only the ids are known. */
  public ScoredSet(
      Metric metric,
      String language,
      List<String> ids,
      double piecesPerWord,
      Map<HeadKey, ExampleScore[]> items,
      Coverage coverage) {
    this(metric, language, ids, piecesPerWord, items, coverage, "", List.of());
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
    var ids = examples.stream().map(Example::id).toList();
    return new ScoredSet(
        metric,
        language,
        ids,
        (double) Arrays.stream(pieces).sum() / Arrays.stream(words).sum(),
        items,
        Coverage.of(Arrays.asList(how), place),
        hash(examples),
        drawn(model.task(), examples));
  }

  /** Of each example of a task the id of the first one that was drawn with it. */
  public static List<String> drawn(Task task, List<Example> examples) {
    return Units.of(task.drawn(), examples, unique(examples.stream().map(Example::id).toList()));
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
   * One head's scores of several languages, a unit an item, parallel languages in one group: those
   * that share at least half of the smaller one's ids. Within a group units stand in one order; a
   * unit holds the examples that were drawn together, and all their translations. What a language
   * lacks of it adds nothing there.
   */
  public static List<List<ExampleScore[]>> groups(List<ScoredSet> languages, HeadKey key) {
    var groups = new ArrayList<Units>();
    var members = new ArrayList<List<ScoredSet>>();
    for (var s : languages) {
      int g = 0;
      while (g < groups.size() && !parallel(groups.get(g).names(), unique(s.ids))) {
        g++;
      }
      if (g == groups.size()) {
        groups.add(new Units());
        members.add(new ArrayList<>());
      }
      s.join(groups.get(g));
      members.get(g).add(s);
    }
    return IntStream.range(0, groups.size())
        .mapToObj(
            g -> {
              var numbers = groups.get(g).numbers();
              return members.get(g).stream().map(s -> s.summed(numbers, key)).toList();
            })
        .toList();
  }

  private static boolean parallel(Set<String> names, List<String> ids) {
    long shared = ids.stream().filter(names::contains).count();
    return shared > 0 && 2 * shared >= Math.min(names.size(), ids.size());
  }

  /** What each unit of this language adds to a head's score, in the order of the examples. */
  public ExampleScore[] units(HeadKey key) {
    var units = new Units();
    join(units);
    return summed(units.numbers(), key);
  }

  /** How many units it has: premises, for example. */
  public int unitCount() {
    var units = new Units();
    join(units);
    return (int) units.numbers().values().stream().distinct().count();
  }

  /** The ids; of several examples with one id each counts by itself. */
  private static List<String> unique(List<String> ids) {
    var seen = new HashMap<String, Integer>();
    return ids.stream()
        .map(
            id -> {
              int times = seen.merge(id, 1, Integer::sum);
              return times == 1 ? id : id + "\u0000" + times;
            })
        .toList();
  }

  /** Adds what was drawn together in this language. */
  private void join(Units units) {
    var unique = unique(ids);
    for (int i = 0; i < unique.size(); i++) {
      units.add(unique.get(i));
      if (!drawn.isEmpty()) {
        units.join(drawn.get(i), unique.get(i));
      }
    }
  }

  /** Sums of examples by the number of their unit. */
  private ExampleScore[] summed(Map<String, Integer> numbers, HeadKey key) {
    int count = (int) numbers.values().stream().distinct().count();
    var sums = new ExampleScore[count];
    Arrays.fill(sums, ExampleScore.NONE);
    var own = Objects.requireNonNull(items.get(key), () -> "no scores of " + key);
    var unique = unique(ids);
    for (int i = 0; i < own.length; i++) {
      int unit = Objects.requireNonNull(numbers.get(unique.get(i)));
      sums[unit] = sums[unit].plus(own[i]);
    }
    return sums;
  }
}
