package lamina.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lamina.data.Task;
import lamina.evaluate.Family;
import lamina.evaluate.Intervals;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoreTable;
import lamina.evaluate.SeedStatistics;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;

/**
 * The scores of one source, tested against its baseline: a model's heads or the runs of a sweep.
 *
 * @param metric what the scores are
 * @param name of the model or the sweep
 * @param seeds number of runs behind every score
 * @param chosen condition with the best English development score
 * @param trained codes of the languages that the task was trained on; empty where that isn't known
 * @param baseline condition of the last layer alone
 * @param runs whether conditions are runs of a sweep, with names of their own, or one model's heads
 * @param curve conditions of models as deep as the baseline's, which a line over layers may join
 * @param estimates one a condition and language
 */
public record ExperimentResults(
    Task task,
    Metric metric,
    String name,
    ModelSummary.Role role,
    String protocol,
    int seeds,
    String chosen,
    Set<String> trained,
    String baseline,
    boolean runs,
    Set<String> curve,
    List<Estimate> estimates) {

  /**
   * The kept scores of a model's heads, trained on English with one seed; of another program's
   * model the training data aren't known.
   */
  public static ExperimentResults of(ModelSummary model, ScoreTable table) {
    var estimates =
        table.scores().stream()
            .map(
                s ->
                    new Estimate(
                        s.head().key(),
                        s.head(),
                        s.language(),
                        s.n(),
                        s.value(),
                        Double.NaN,
                        s.interval(),
                        s.gain(),
                        s.piecesPerWord()))
            .toList();
    return new ExperimentResults(
        model.task(),
        table.metric().orElse(Metric.of(model.task())),
        model.name(),
        model.role(),
        model.protocol(),
        1,
        model.chosen().key(),
        model.external() ? Set.of() : Set.of("en"),
        HeadKey.LAST.key(),
        false,
        estimates.stream().map(Estimate::condition).collect(Collectors.toSet()),
        estimates);
  }

  /** The runs of a sweep; tests every condition in every language, which takes seconds. */
  public static ExperimentResults of(Experiment experiment) {
    var comparison = Comparison.of(experiment.store(), "");
    var estimates =
        comparison.rows().parallelStream()
            .flatMap(row -> estimates(comparison, row).stream())
            .toList();
    var base = comparison.baseline();
    return new ExperimentResults(
        comparison.task(),
        comparison.metric(),
        experiment.name(),
        experiment.role(),
        base.protocol(),
        base.runs().size(),
        comparison.chosen().map(r -> r.condition().label()).orElse(base.label()),
        experiment.trained(),
        base.label(),
        true,
        comparison.rows().stream()
            .map(Comparison.Row::condition)
            .filter(c -> c.layers() == base.layers())
            .map(Condition::label)
            .collect(Collectors.toSet()),
        estimates);
  }

  private static List<Estimate> estimates(Comparison comparison, Comparison.Row row) {
    var c = row.condition();
    var estimates = new ArrayList<Estimate>();
    for (var language : c.languages()) {
      var spread = SeedStatistics.spread(c.test(language));
      Optional<Intervals.Difference> gain =
          row.gain().isPresent() ? Optional.of(comparison.gain(c, language)) : Optional.empty();
      estimates.add(
          estimate(
              c,
              language,
              c.examples(language),
              spread,
              comparison.interval(c, language),
              gain,
              c.piecesPerWord(language)));
    }
    var others = c.languages().stream().filter(l -> !l.equals("en")).toList();
    if (others.size() > 1) {
      estimates.add(
          estimate(
              c,
              ScoreTable.MEAN,
              others.stream().mapToInt(c::examples).sum(),
              c.meanSpread(),
              row.interval(),
              row.gain(),
              others.stream().mapToDouble(c::piecesPerWord).average().orElse(Double.NaN)));
    }
    return estimates;
  }

  private static Estimate estimate(
      Condition c,
      String language,
      int n,
      SeedStatistics.Spread spread,
      lamina.evaluate.Interval interval,
      Optional<Intervals.Difference> gain,
      double pieces) {
    return new Estimate(
        c.label(), c.head(), language, n, spread.mean(), spread.sd(), interval, gain, pieces);
  }

  /** Whether the encoder was at rest: such scores say nothing of fine-tuned models. */
  public boolean frozen() {
    return protocol.equals(ModelSummary.FROZEN);
  }

  /** The same without scores. */
  public ExperimentResults without() {
    return new ExperimentResults(
        task, metric, name, role, protocol, seeds, chosen, trained, baseline, runs, curve,
        List.of());
  }

  /**
   * The tests of all that this source can show: every condition in every language, and the mean.
   * What a view shows of them is claimed after the correction over all.
   */
  public Family<Estimate> family() {
    var tests = new LinkedHashMap<Estimate, Intervals.Difference>();
    estimates.forEach(e -> e.gain().ifPresent(g -> tests.put(e, g)));
    return Family.of(tests);
  }

  /** The estimate of a condition in a language. */
  public Optional<Estimate> find(String condition, String language) {
    return estimates.stream()
        .filter(e -> e.condition().equals(condition) && e.language().equals(language))
        .findFirst();
  }

  /** The estimates of a variant in a language, by layer; one a layer. */
  public List<Estimate> layers(Variant variant, String language) {
    var found = new java.util.TreeMap<Integer, Estimate>();
    for (var e : estimates) {
      if (curve.contains(e.condition())
          && e.head().variant().equals(variant)
          && variant.usesLayer()
          && e.language().equals(language)) {
        found.putIfAbsent(e.head().layer(), e);
      }
    }
    return List.copyOf(found.values());
  }

  /** Variants that were run at more than one layer. */
  public List<Variant> layered() {
    return estimates.stream()
        .map(e -> e.head().variant())
        .distinct()
        .sorted(Variants.KNOWN.order())
        .filter(v -> languages().stream().anyMatch(l -> layers(v, l).size() > 1))
        .toList();
  }

  /** Names of the conditions, the baseline left out. */
  public List<String> conditions() {
    return estimates.stream()
        .map(Estimate::condition)
        .filter(c -> !c.equals(baseline))
        .distinct()
        .toList();
  }

  /** Codes of the languages, averages left out. */
  public List<String> languages() {
    var codes = new TreeSet<String>();
    estimates.forEach(e -> codes.add(e.language()));
    codes.remove(ScoreTable.MEAN);
    return List.copyOf(codes);
  }
}
