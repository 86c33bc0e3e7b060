package lamina.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.data.Task;
import lamina.evaluate.Claim;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Family;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoreTable;
import lamina.evaluate.SeedStatistics;
import lamina.model.HeadKey;
import lamina.problem.Problem;

/**
 * The conditions of a store against one of them, on the same test items, by one metric. The mean
 * over languages leaves English out, in which they were trained.
 *
 * @param baseline what all others are compared with
 * @param rows one a condition, in the order of variant, layer and name
 * @param gains over the baseline of every other condition: of the mean, and of each language where
 *     these are shown
 * @param family the tests of all these gains
 */
public record Comparison(
    Condition baseline,
    List<Row> rows,
    Map<Tested, Intervals.Difference> gains,
    Family<Tested> family) {
  static final long SEED = 17;

  /**
   * A gain that is tested.
   *
   * @param condition label
   * @param language code, or {@link ScoreTable#MEAN}
   */
  public record Tested(String condition, String language) {}

  /**
   * A condition against the baseline.
   *
   * @param interval 95 %, of the mean over languages and seeds
   * @param gain over the baseline on the same items and seeds; empty for the baseline
   * @param holm its p value, corrected over the family; NaN for the baseline
   * @param claim what the family's tests let anybody say of the gain
   * @param effect Cohen's d over seeds; NaN with one seed
   */
  public record Row(
      Condition condition,
      Interval interval,
      Optional<Intervals.Difference> gain,
      double holm,
      Claim claim,
      double effect) {}

  /** The means of all conditions of a store, see {@link #of(Store, String, boolean)}. */
  public static Comparison of(Store store, String baseline) {
    return of(store, baseline, false);
  }

  /**
   * Compares all conditions of a store that are done.
   *
   * @param baseline name of the condition to compare with; empty for the last layer alone, that of
   *     the deepest model where several have it
   * @param languages whether gains in each language are shown, too, and so belong to the family
   * @throws Problem where no job is done, there is no such condition, or the results can't be
   *     compared: then it says which two, and in what they differ
   */
  public static Comparison of(Store store, String baseline, boolean languages) {
    var conditions = FinishedJob.conditions(store);
    var base = baseline(store, conditions, baseline);
    var others = conditions.stream().filter(c -> !c.equals(base)).toList();
    var gains = new LinkedHashMap<Tested, Intervals.Difference>();
    for (var c : others) {
      gains.put(new Tested(c.label(), ScoreTable.MEAN), gain(c, base, c.targets(), base.targets()));
      for (var language : languages ? c.languages() : List.<String>of()) {
        gains.put(
            new Tested(c.label(), language),
            gain(c, base, c.items(language), base.items(language)));
      }
    }
    var family = Family.of(gains);
    var rows = new ArrayList<Row>();
    rows.add(
        new Row(base, interval(base), Optional.empty(), Double.NaN, Claim.NOTHING, Double.NaN));
    for (var c : others) {
      var mean = new Tested(c.label(), ScoreTable.MEAN);
      rows.add(
          new Row(
              c,
              interval(c),
              Optional.of(gains.get(mean)),
              family.p(mean),
              family.claim(mean),
              SeedStatistics.effect(c.mean(), base.mean())));
    }
    return new Comparison(base, rows, gains, family);
  }

  private static Condition baseline(Store store, List<Condition> conditions, String name) {
    return conditions.stream()
        .sorted(Comparator.comparingInt(Condition::layers).reversed())
        .filter(
            c ->
                name.isEmpty()
                    ? c.head().equals(HeadKey.LAST)
                    : c.name().equals(name) || c.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    store.root()
                        + ": there is no condition \""
                        + (name.isEmpty() ? "last" : name)
                        + "\" to compare with; there are "
                        + conditions.stream().map(Condition::label).toList()
                        + "."));
  }

  /** Codes of the languages that the mean is over: those of the test data, without English. */
  public List<String> targets() {
    return baseline.languages().stream().filter(l -> !l.equals(Condition.ENGLISH)).toList();
  }

  /** Examples behind the mean, over all its languages. */
  public int n() {
    return targets().stream().mapToInt(baseline::examples).sum();
  }

  /** Whether there are several seeds, so that the tests are over these, too. */
  public boolean seeds() {
    return baseline.runs().size() > 1;
  }

  /** The test behind p, in words. */
  public String test() {
    var units = baseline.unitsKnown() ? task().drawn().words() : "examples";
    return (seeds() ? "paired t test over seeds and " : "paired bootstrap over ") + units;
  }

  /** Gain of a condition over the baseline in one language. */
  public Intervals.Difference gain(Condition condition, String language) {
    return gain(condition, baseline, condition.items(language), baseline.items(language));
  }

  /** Share of the baseline's mean score that a condition keeps. */
  public SeedStatistics.Kept kept(Condition condition) {
    return SeedStatistics.kept(condition.targets(), baseline.targets(), SEED);
  }

  /** Share of the baseline's score that a condition keeps in one language. */
  public SeedStatistics.Kept kept(Condition condition, String language) {
    return SeedStatistics.kept(condition.items(language), baseline.items(language), SEED);
  }

  /** 95 % interval of a condition's score in one language, over seeds and items. */
  public Interval interval(Condition condition, String language) {
    return SeedStatistics.interval(condition.items(language), SEED);
  }

  /** The fused condition with the best English development score: the only choice made here. */
  public Optional<Row> chosen() {
    return rows.stream()
        .filter(r -> !r.condition.head().variant().isBaseline())
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
    return SeedStatistics.interval(c.targets(), SEED);
  }

  private static Intervals.Difference gain(
      Condition c,
      Condition base,
      List<List<List<ExampleScore[]>>> a,
      List<List<List<ExampleScore[]>>> b) {
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
    return SeedStatistics.test(a, b, SEED);
  }
}
