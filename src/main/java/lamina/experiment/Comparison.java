package lamina.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import lamina.data.Task;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.evaluate.Metric;
import lamina.evaluate.Seeds;
import lamina.fusion.Variant;
import lamina.model.HeadKey;
import lamina.problem.Problem;

/**
 * The conditions of a store against one of them.
 *
 * @param baseline what all others are compared with
 * @param rows one a condition, in the order of variant, layer and name
 */
public record Comparison(Condition baseline, List<Row> rows) {
  private static final long SEED = 17;

  /**
   * A condition against the baseline.
   *
   * @param interval 95 %, of the mean over languages and seeds
   * @param gain over the baseline on the same items and seeds; empty for the baseline
   * @param holm its p value, corrected over all conditions of the task
   * @param effect Cohen's d over seeds; NaN with one seed
   */
  public record Row(
      Condition condition,
      Interval interval,
      Optional<Intervals.Difference> gain,
      double holm,
      double effect) {}

  /**
   * Compares all conditions of a store that are done.
   *
   * @param baseline name of the condition to compare with; empty for the last layer alone, that of
   *     the deepest model where several have it
   * @throws Problem where no job is done, or there is no such condition
   */
  public static Comparison of(Store store, String baseline) {
    var conditions = conditions(store);
    if (conditions.isEmpty()) {
      throw new Problem(store.root() + ": no job is done yet; run `lamina sweep` first.");
    }
    var base =
        conditions.stream()
            .sorted(Comparator.comparingInt(Condition::layers).reversed())
            .filter(
                c ->
                    baseline.isEmpty()
                        ? c.head().equals(HeadKey.LAST)
                        : c.name().equals(baseline) || c.label().equals(baseline))
            .findFirst()
            .orElseThrow(
                () ->
                    new Problem(
                        store.root()
                            + ": there is no condition \""
                            + (baseline.isEmpty() ? "last" : baseline)
                            + "\" to compare with; there are "
                            + conditions.stream().map(Condition::label).toList()
                            + "."));
    var others = conditions.stream().filter(c -> !c.equals(base)).toList();
    var gains = others.stream().map(c -> gain(c, base, c.targets(), base.targets())).toList();
    double[] holm = Intervals.holm(gains.stream().mapToDouble(Intervals.Difference::p).toArray());
    var rows = new ArrayList<Row>();
    rows.add(new Row(base, interval(base), Optional.empty(), Double.NaN, Double.NaN));
    for (int i = 0; i < others.size(); i++) {
      var c = others.get(i);
      rows.add(
          new Row(
              c,
              interval(c),
              Optional.of(gains.get(i)),
              holm[i],
              Seeds.effect(c.mean(), base.mean())));
    }
    return new Comparison(base, rows);
  }

  /** Gain of a condition over the baseline in one language. */
  public Intervals.Difference gain(Condition condition, String language) {
    return gain(condition, baseline, condition.items(language), baseline.items(language));
  }

  /** Share of the baseline's mean score that a condition keeps. */
  public Seeds.Kept kept(Condition condition) {
    return Seeds.kept(condition.targets(), baseline.targets(), SEED);
  }

  /** Share of the baseline's score that a condition keeps in one language. */
  public Seeds.Kept kept(Condition condition, String language) {
    return Seeds.kept(condition.items(language), baseline.items(language), SEED);
  }

  /** 95 % interval of a condition's score in one language, over seeds and items. */
  public Interval interval(Condition condition, String language) {
    return Seeds.interval(condition.items(language), SEED);
  }

  /** The fused condition with the best English development score: the only choice made here. */
  public Optional<Row> chosen() {
    return rows.stream()
        .filter(r -> r.condition.head().variant() != Variant.LAST)
        .max(Comparator.comparingDouble(r -> r.condition.developmentSpread().mean()));
  }

  /** The task. */
  public Task task() {
    return baseline.task();
  }

  /** What its scores are. */
  public Metric metric() {
    return baseline.metric();
  }

  private static Interval interval(Condition c) {
    return Seeds.interval(c.targets(), SEED);
  }

  private static Intervals.Difference gain(
      Condition c,
      Condition base,
      List<List<List<lamina.evaluate.Item[]>>> a,
      List<List<List<lamina.evaluate.Item[]>>> b) {
    if (!c.runs().keySet().equals(base.runs().keySet())) {
      throw new Problem(
          c.label()
              + " was run with seeds "
              + c.runs().keySet()
              + ", "
              + base.label()
              + " with "
              + base.runs().keySet()
              + "; a paired test needs the same seeds. Let the sweep finish.");
    }
    return Seeds.difference(a, b, SEED);
  }

  /** What is done, by condition: variant, layer, then name. */
  private static List<Condition> conditions(Store store) {
    record Key(String name, String task, String protocol, HeadKey head) {}
    var runs = new LinkedHashMap<Key, TreeMap<Long, RunResult>>();
    for (var directory : store.jobs()) {
      if (!Store.done(directory)) {
        continue;
      }
      var job = Job.read(directory);
      var settings = job.settings(directory);
      var result = RunResult.read(directory);
      for (var head : result.sets().get(Split.DEV).getFirst().items().keySet()) {
        runs.computeIfAbsent(
                new Key(job.name(), settings.task(), settings.protocol(), head),
                k -> new TreeMap<>())
            .put(job.seed(), result);
      }
    }
    return runs.entrySet().stream()
        .map(
            e ->
                new Condition(
                    e.getKey().name(),
                    Task.of(e.getKey().task()),
                    e.getKey().protocol(),
                    e.getKey().head(),
                    e.getValue()))
        .sorted(Comparator.comparing(Condition::head).thenComparing(Condition::name))
        .toList();
  }
}
