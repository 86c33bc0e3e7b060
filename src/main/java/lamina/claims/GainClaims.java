package lamina.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.evaluate.Claim;
import lamina.evaluate.Effect;
import lamina.evaluate.Family;
import lamina.evaluate.Intervals;
import lamina.evaluate.SeedStatistics;
import lamina.experiment.Comparison;
import lamina.experiment.Condition;
import lamina.fusion.Variants;

/** Claims 2, 5, 6 and 7: whether, by how much and at which layer the fusion gains. */
final class GainClaims {
  private static final String STUDIES = "docs/registered/run.sh pos ner xnli pawsx";

  private final StoredResults stored;
  private final ClaimRules rules;

  GainClaims(StoredResults stored, ClaimRules rules) {
    this.stored = stored;
    this.rules = rules;
  }

  List<ClaimFinding> all() {
    var gains = new TaskGains(stored, rules.level());
    var overLast = gains.overLast();
    return List.of(
        supplement(gains.overLastTwice()), improvement(overLast), size(overLast), bestLayers());
  }

  private ClaimFinding supplement(List<TaskGain> gains) {
    if (gains.isEmpty()) {
      return ClaimFinding.untested(
          2,
          "It takes the fusion of a lower layer against the last layer fused with itself, which has"
              + " as many parameters; no such runs are stored.",
          "docs/registered/run.sh pos");
    }
    return finding(
        2,
        gains,
        TaskGains.improves(gains, rules.supplementTasks(), rules.level()),
        "The paper's fusion of the registered layer against the last layer given twice",
        missing(gains));
  }

  private ClaimFinding improvement(List<TaskGain> gains) {
    if (gains.isEmpty()) {
      return untestedGain(5);
    }
    return finding(
        5,
        gains,
        TaskGains.improves(gains, rules.gainTasks(), rules.level()),
        "The paper's fusion, layer chosen on English development data, against the last layer"
            + " alone",
        missing(gains));
  }

  private ClaimFinding size(List<TaskGain> gains) {
    if (gains.isEmpty()) {
      return untestedGain(6);
    }
    return finding(
        6,
        gains,
        TaskGains.within(gains, rules.range()),
        String.format(
            Locale.ROOT,
            "Whether the 95 %% interval of the chosen fusion's gain lies within %s to %s points",
            Evidence.number(rules.range().low()),
            Evidence.number(rules.range().high())),
        missing(gains));
  }

  private static ClaimFinding untestedGain(int number) {
    return ClaimFinding.untested(
        number,
        "No scores of a head of the paper's fusion beside the last layer alone are stored.",
        "./lamina evaluate --task pos --model teacher --layer all --data sample-data/pos --save");
  }

  private static String missing(List<TaskGain> gains) {
    var there = gains.stream().map(TaskGain::task).toList();
    var missing =
        Tasks.KNOWN.all().stream()
            .filter(t -> !there.contains(t))
            .map(Task::label)
            .collect(Collectors.joining(", "));
    return missing.isEmpty() ? "" : " Nothing is stored for " + missing + ".";
  }

  private ClaimFinding finding(
      int number, List<TaskGain> gains, Verdict verdict, String experiment, String missing) {
    var family = TaskGains.family(gains, rules.level());
    boolean exploratory = gains.stream().anyMatch(g -> g.exploratory(rules.seeds()));
    return new ClaimFinding(
        Statement.of(number),
        settled(gains, verdict, rules.seeds()),
        exploratory,
        experiment,
        gains.stream()
            .map(g -> g.task().label() + ": " + g.source())
            .collect(Collectors.joining("; ")),
        "Mean over languages without English on the same items, "
            + gains.stream()
                .map(g -> g.seeds() == 1 ? "bootstrap over units" : "over seeds and units")
                .distinct()
                .collect(Collectors.joining(" or "))
            + (number == 6
                ? "; supported where all intervals lie within the range"
                : "; p after Holm over "
                    + gains.size()
                    + (gains.size() == 1 ? " task" : " tasks")
                    + ", level "
                    + rules.level()),
        gains.stream().map(g -> g.evidence(number == 6 ? Double.NaN : family.p(g.task()))).toList(),
        said(number, gains, family) + cap(gains, verdict) + missing,
        exploratory ? STUDIES : "",
        gains.stream().anyMatch(g -> g.seeds() == 1)
            ? Shown.in(Shown.Chart.GAINS)
            : Shown.in(gains.stream().map(TaskGain::source).collect(Collectors.joining("; "))));
  }

  /** What is left of a verdict where any of its gains is exploratory. */
  static Verdict settled(List<TaskGain> gains, Verdict verdict, int seeds) {
    return gains.stream().anyMatch(g -> g.exploratory(seeds)) ? verdict.exploratory() : verdict;
  }

  private String said(int number, List<TaskGain> gains, Family<Task> family) {
    if (number == 6) {
      return "The gain is "
          + gains.stream()
              .map(
                  g ->
                      String.format(
                          Locale.ROOT,
                          "%+.2f points on %s",
                          100 * g.gain().value(),
                          g.task().label()))
              .collect(Collectors.joining(", "))
          + ".";
    }
    var words = new TreeMap<Claim, String>();
    for (var claim : Claim.values()) {
      var tasks =
          gains.stream()
              .filter(g -> TaskGains.claim(g, family) == claim)
              .map(g -> g.task().label())
              .collect(Collectors.joining(", "));
      if (!tasks.isEmpty()) {
        words.put(
            claim,
            switch (claim) {
              case GAIN -> "A gain on " + tasks + ".";
              case LOSS -> "A loss on " + tasks + ".";
              case NOTHING -> "No difference shown on " + tasks + ".";
            });
      }
    }
    var within =
        gains.stream()
            .filter(TaskGain::equivalent)
            .map(g -> g.task().label())
            .collect(Collectors.joining(", "));
    return String.join(" ", words.values())
        + (within.isEmpty() ? "" : " Within the study's margin: " + within + ".");
  }

  private String cap(List<TaskGain> gains, Verdict verdict) {
    if (gains.stream().noneMatch(g -> g.exploratory(rules.seeds()))) {
      return "";
    }
    var because =
        gains.stream().anyMatch(g -> g.seeds() < rules.seeds())
            ? "fewer than "
                + rules.seeds()
                + " seeds"
                + (gains.stream().anyMatch(g -> g.what().endsWith(" shared"))
                    ? ", and heads trained together on one encoder, whose last layer is no baseline"
                        + " of its own"
                    : "")
            : "runs that no registration asked for";
    return " Exploratory: "
        + because
        + (verdict == verdict.exploratory()
            ? "."
            : ", which can't carry \"" + verdict.words() + "\".");
  }

  /** The layers of the paper's heads with their English development scores, by task. */
  private ClaimFinding bestLayers() {
    var seeded = new LinkedHashMap<Task, Map<Integer, double[]>>();
    for (var comparison : stored.sweeps().values()) {
      if (comparison.baseline().runs().size() >= rules.seeds()) {
        seeded.putIfAbsent(comparison.task(), layers(comparison));
      }
    }
    seeded.values().removeIf(layers -> layers.size() < 2);
    if (seeded.size() >= rules.bestTasks()) {
      return bySeeds(seeded);
    }
    var evidence = new ArrayList<Evidence>();
    var best = new TreeSet<Integer>();
    for (var task : Tasks.KNOWN.all()) {
      stored
          .teacher(task)
          .ifPresent(
              teacher ->
                  teacher
                      .chosen()
                      .ifPresent(
                          head -> {
                            best.add(head.layer());
                            evidence.add(
                                new Evidence(
                                    task.label() + ", best layer on English development data",
                                    head.layer(),
                                    "",
                                    Evidence.NONE,
                                    Double.NaN,
                                    teacher.paper().size(),
                                    "layers compared, one seed"));
                          }));
    }
    if (evidence.isEmpty()) {
      return ClaimFinding.untested(
          7, "No English development scores of heads at several layers are stored.", STUDIES);
    }
    return new ClaimFinding(
        Statement.of(7),
        Verdict.NOT_TESTED,
        true,
        "The layer with the best English development score, by task",
        "lamina.json of each task's teacher",
        "None: the scores are stored without their items and are of one seed, so that nothing says"
            + " by how much a best layer is better than the others",
        evidence,
        (best.size() > 1 ? "The best layers differ here" : "The best layers are the same here")
            + ", which chance alone could do: development scores of neighbouring layers lie within"
            + " tenths of a point.",
        STUDIES,
        Shown.in("lamina.json of the teachers"));
  }

  private static Map<Integer, double[]> layers(Comparison comparison) {
    return comparison.rows().stream()
        .map(Comparison.Row::condition)
        .filter(c -> c.head().variant().equals(Variants.KNOWN.gated()))
        .collect(
            Collectors.toMap(
                c -> c.head().layer(), Condition::development, (a, b) -> a, TreeMap::new));
  }

  private ClaimFinding bySeeds(Map<Task, Map<Integer, double[]>> scores) {
    var tests = differ(scores);
    var family = Family.of(tests, Map.of(), rules.level());
    long shown = family.all(Claim.GAIN).size();
    var verdict =
        tests.isEmpty() || shown == 0
            ? Verdict.NOT_SUPPORTED
            : shown == tests.size() ? Verdict.SUPPORTED : Verdict.MIXED;
    var evidence = new ArrayList<Evidence>();
    scores.forEach(
        (task, layers) ->
            evidence.add(
                new Evidence(
                    task.label() + ", best layer",
                    best(layers),
                    "",
                    Evidence.NONE,
                    Double.NaN,
                    layers.values().iterator().next().length,
                    "seeds")));
    tests.forEach(
        (what, test) ->
            evidence.add(
                new Evidence(
                    what,
                    100 * test.value(),
                    "points",
                    new lamina.evaluate.Interval(
                        100 * test.interval().low(), 100 * test.interval().high()),
                    family.p(what),
                    scores.values().iterator().next().values().iterator().next().length,
                    "seeds")));
    return new ClaimFinding(
        Statement.of(7),
        verdict.exploratory(),
        true,
        "For each two tasks with different best layers, whether each task's own is better for it",
        "English development scores of the runs of sweeps",
        "Paired t test over seeds, Holm over " + tests.size() + " comparisons",
        evidence,
        shown
            + " of "
            + tests.size()
            + " comparisons show a layer to be better for one task than the other task's best. The"
            + " best layer was picked on the same scores, which favours it: exploratory.",
        STUDIES,
        Shown.in(stored.shown(stored.experiments())));
  }

  private static int best(Map<Integer, double[]> layers) {
    return layers.entrySet().stream()
        .max(Map.Entry.comparingByValue((a, b) -> Double.compare(mean(a), mean(b))))
        .orElseThrow()
        .getKey();
  }

  private static double mean(double[] values) {
    return SeedStatistics.spread(values).mean();
  }

  private static Map<String, Intervals.Difference> differ(
      Map<Task, Map<Integer, double[]>> scores) {
    var tests = new LinkedHashMap<String, Intervals.Difference>();
    for (var task : scores.entrySet()) {
      int best = best(task.getValue());
      var own = task.getValue().get(best);
      for (var others : scores.values()) {
        int another = best(others);
        var other = task.getValue().get(another);
        if (another != best && own != null && other != null) {
          tests.put(
              task.getKey().label() + ", layer " + best + " over " + another, paired(own, other));
        }
      }
    }
    return tests;
  }

  /** Student's paired t. */
  static Intervals.Difference paired(double[] a, double[] b) {
    var differences = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      differences[i] = a[i] - b[i];
    }
    var spread = SeedStatistics.spread(differences);
    return new Effect(spread.mean(), spread.sd() / Math.sqrt(a.length), a.length - 1).difference();
  }
}
