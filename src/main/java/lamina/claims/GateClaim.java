package lamina.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lamina.analyse.GateNorms;
import lamina.analyse.PieceKind;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.evaluate.Claim;
import lamina.evaluate.Effect;
import lamina.evaluate.Family;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.evaluate.SeedStatistics;

/** Claim 12: whether gates tell tasks apart, beyond what seeds do. */
final class GateClaim {
  private static final String TRAIN =
      "./lamina train --task pos --base models/base --set words=frozen --set seed=2 --train"
          + " sample-data/pos/train/en.conllu --dev sample-data/pos/dev/en.conllu --out"
          + " models/pos-teacher-2, then ./lamina evaluate --task pos --model models/pos-teacher-2"
          + " --layer all --data sample-data/pos --save; and so for other seeds and tasks";

  private GateClaim() {}

  static ClaimFinding of(StoredResults stored, ClaimRules rules) {
    var gates = new LinkedHashMap<Task, Map<Long, Double>>();
    for (var task : Tasks.KNOWN.all()) {
      var bySeed = new TreeMap<Long, Double>();
      for (var teacher : stored.teachers(task)) {
        teacher
            .gates()
            .filter(g -> !teacher.paper().isEmpty())
            .ifPresent(g -> bySeed.put(teacher.seed(), mean(teacher, g)));
      }
      bySeed.values().removeIf(v -> v.isNaN());
      if (!bySeed.isEmpty()) {
        gates.put(task, bySeed);
      }
    }
    if (gates.isEmpty()) {
      return ClaimFinding.untested(
          12,
          "No gates.json is stored beside a teacher with a head of the paper's fusion.",
          "./lamina evaluate --task pos --model teacher --layer all --data sample-data/pos --save");
    }
    var evidence = new ArrayList<Evidence>();
    gates.forEach(
        (task, seeds) -> {
          var spread = SeedStatistics.spread(values(seeds));
          evidence.add(
              new Evidence(
                  task.label() + ", mean gate",
                  spread.mean(),
                  "",
                  Evidence.NONE,
                  Double.NaN,
                  seeds.size(),
                  seeds.size() == 1 ? "seed" : "seeds"));
        });
    var several = new LinkedHashMap<Task, double[]>();
    gates.forEach(
        (task, seeds) -> {
          if (seeds.size() >= rules.seeds()) {
            several.put(task, values(seeds));
          }
        });
    var tests =
        several.size() < rules.gateTasks()
            ? Map.<String, Intervals.Difference>of()
            : tests(several);
    var family = Family.of(tests, Map.of(), rules.level());
    tests.forEach(
        (what, test) ->
            evidence.add(
                new Evidence(
                    what,
                    test.value(),
                    "",
                    test.interval(),
                    family.p(what),
                    rules.seeds(),
                    "seeds a task, at least")));
    return new ClaimFinding(
        Statement.of(12),
        apart(tests, rules.level()),
        tests.isEmpty(),
        "Mean gate of the paper's heads at first pieces of words, over layers, by task",
        gates.keySet().stream()
            .map(
                t ->
                    stored.shown(
                        stored
                            .teachers(t)
                            .getFirst()
                            .summary()
                            .directory()
                            .resolve(GateNorms.FILE)))
            .collect(Collectors.joining("; ")),
        tests.isEmpty()
            ? "None: it takes "
                + rules.seeds()
                + " seeds of each of "
                + rules.gateTasks()
                + " tasks to tell a task from a seed"
            : "Welch's t test between tasks over seeds, Holm over " + tests.size(),
        evidence,
        "Each task's gates were read over texts of its own, so that a difference may be of the"
            + " texts: at most mixed, by the registered rule.",
        tests.isEmpty() ? TRAIN : "",
        Shown.in("gates.json of the teachers"));
  }

  /**
   * Mixed where gates differ between any two tasks; nothing more can be told of their own texts.
   */
  static Verdict apart(Map<String, Intervals.Difference> tests, double level) {
    if (tests.isEmpty()) {
      return Verdict.NOT_TESTED;
    }
    var family = Family.of(tests, Map.of(), level);
    boolean any = tests.keySet().stream().anyMatch(t -> family.claim(t) != Claim.NOTHING);
    return any ? Verdict.MIXED : Verdict.NOT_SUPPORTED;
  }

  private static double[] values(Map<Long, Double> bySeed) {
    return bySeed.values().stream().mapToDouble(v -> v).toArray();
  }

  private static double mean(StoredModel teacher, GateNorms gates) {
    return teacher.paper().stream()
        .flatMap(h -> gates.find(h, PieceKind.FIRST).stream())
        .mapToDouble(GateNorms.Norm::mean)
        .average()
        .orElse(Double.NaN);
  }

  private static Map<String, Intervals.Difference> tests(Map<Task, double[]> gates) {
    var tests = new LinkedHashMap<String, Intervals.Difference>();
    var tasks = List.copyOf(gates.entrySet());
    for (int i = 0; i < tasks.size(); i++) {
      for (int j = i + 1; j < tasks.size(); j++) {
        var a = tasks.get(i);
        var b = tasks.get(j);
        tests.put(
            a.getKey().label() + " minus " + b.getKey().label(), welch(a.getValue(), b.getValue()));
      }
    }
    return tests;
  }

  /** Welch's t test (1947) of a - b, two values or more on either side. */
  static Intervals.Difference welch(double[] a, double[] b) {
    var left = SeedStatistics.spread(a);
    var right = SeedStatistics.spread(b);
    double ofLeft = left.sd() * left.sd() / a.length;
    double ofRight = right.sd() * right.sd() / b.length;
    double all = ofLeft + ofRight;
    double degrees =
        all == 0
            ? a.length + b.length - 2
            : all * all / (ofLeft * ofLeft / (a.length - 1) + ofRight * ofRight / (b.length - 1));
    var test = new Effect(left.mean() - right.mean(), Math.sqrt(all), degrees).difference();
    return new Intervals.Difference(
        test.value(), new Interval(test.interval().low(), test.interval().high()), test.p());
  }
}
