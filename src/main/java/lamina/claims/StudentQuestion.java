package lamina.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lamina.data.Tasks;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;
import lamina.model.HeadKey;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** The research question: what students keep, language by language, and whether evenly. */
final class StudentQuestion {
  private static final double ARMS =
      2 * NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975);
  private static final String BENCH =
      "./lamina bench --task xnli --models teacher,student --engine scripted --lang all --accuracy"
          + " --out bench";
  private static final String DISTIL =
      "docs/registered/run.sh distil-pos distil-ner distil-xnli distil-pawsx";

  private final StoredResults stored;
  private final ClaimRules rules;

  StudentQuestion(StoredResults stored, ClaimRules rules) {
    this.stored = stored;
    this.rules = rules;
  }

  /**
   * A student beside its teacher in one language.
   *
   * @param loss teacher minus student, as if the two were independent
   */
  private record Kept(Score teacher, Score student, Intervals.Difference loss) {
    /** Percent of the teacher's score, by the intervals of the logarithms. */
    Evidence evidence(String what) {
      var ratio =
          Intervals.independent(
              Math.log(student.value()),
              logs(student.interval()),
              Math.log(teacher.value()),
              logs(teacher.interval()));
      boolean known = student.interval().low() > 0 && teacher.interval().low() > 0;
      return new Evidence(
          what,
          100 * student.value() / teacher.value(),
          "% kept",
          known
              ? new Interval(
                  100 * Math.exp(ratio.interval().low()), 100 * Math.exp(ratio.interval().high()))
              : Evidence.NONE,
          Double.NaN,
          student.n(),
          "examples");
    }

    private static Interval logs(Interval interval) {
      return new Interval(Math.log(interval.low()), Math.log(interval.high()));
    }
  }

  ClaimFinding answer() {
    var evidence = new ArrayList<Evidence>();
    var tests = new LinkedHashMap<String, Intervals.Difference>();
    var languages = new LinkedHashMap<String, Integer>();
    var tasks = new ArrayList<String>();
    for (var student : stored.all()) {
      var teacher =
          stored.all().stream()
              .filter(t -> t.teaches() && t.summary().name().equals(student.teacher()))
              .filter(t -> t.summary().task() == student.summary().task())
              .findFirst();
      if (student.teaches() || teacher.isEmpty()) {
        continue;
      }
      var kept = kept(teacher.get().scores(), student.scores());
      var name = student.summary().name();
      pair(teacher.get().scores(), student.scores(), ScoreTable.MEAN)
          .ifPresent(k -> evidence.add(k.evidence(name + ", mean")));
      kept.forEach((language, k) -> evidence.add(k.evidence(name + ", " + language)));
      if (kept.size() > 1) {
        tests.put(name, uneven(kept.values().stream().map(Kept::loss).toList()));
        languages.put(name, kept.size());
        tasks.add(student.summary().task().label());
      }
    }
    if (tests.isEmpty()) {
      return ClaimFinding.untested(
          0, "No student is stored with scores in the languages of its teacher's.", DISTIL);
    }
    var holm = holm(tests);
    tests.forEach(
        (name, test) ->
            evidence.add(
                new Evidence(
                    name + ", losses differ over languages by (standard deviation)",
                    100 * test.value(),
                    "points",
                    Evidence.NONE,
                    holm.getOrDefault(name, Double.NaN),
                    languages.getOrDefault(name, 0),
                    "languages")));
    var missing =
        Tasks.KNOWN.all().stream()
            .map(t -> t.label())
            .filter(t -> !tasks.contains(t))
            .collect(Collectors.joining(", "));
    return new ClaimFinding(
        Statement.of(0),
        uneven(holm, rules.level()).exploratory(),
        true,
        "Score of each student beside its teacher's, the last layer alone in both, by language",
        stored.all().stream()
            .filter(m -> !m.teaches())
            .map(m -> stored.shown(m.summary().directory().resolve(ScoreTable.FILE)))
            .collect(Collectors.joining("; ")),
        "Percent kept from the two stored intervals as if independent (MOVER, on logarithms): both"
            + " are of the same items, so that the true interval is narrower. Unevenness: Cochran's"
            + " Q over languages, conservative for the same reason; p after Holm over "
            + tests.size()
            + " students",
        evidence,
        String.format(
            Locale.ROOT,
            "The verdict is of the unevenness alone. %s One seed a student: exploratory. Latency:"
                + " not tested, since no measurement is stored beside the models.%s",
            said(holm),
            missing.isEmpty() ? "" : " No student is stored for " + missing + "."),
        DISTIL + "; for latency " + BENCH,
        Shown.in(Shown.Chart.KEPT));
  }

  private String said(Map<String, Double> holm) {
    return holm.entrySet().stream()
        .map(
            e ->
                e.getKey()
                    + (e.getValue() < rules.level()
                        ? ": the loss is uneven across languages."
                        : ": no unevenness across languages is shown."))
        .collect(Collectors.joining(" "));
  }

  private static Map<String, Kept> kept(ScoreTable teacher, ScoreTable student) {
    var kept = new LinkedHashMap<String, Kept>();
    for (var language : student.languages()) {
      if (!language.equals("en")) {
        pair(teacher, student, language).ifPresent(k -> kept.put(language, k));
      }
    }
    return kept;
  }

  /** Scores of the same examples. */
  private static Optional<Kept> pair(ScoreTable teacher, ScoreTable student, String language) {
    var t = teacher.find(language, HeadKey.LAST);
    var s = student.find(language, HeadKey.LAST);
    return t.isPresent()
            && s.isPresent()
            && t.get().n() == s.get().n()
            && t.get().data().equals(s.get().data())
            && t.get().metric().equals(s.get().metric())
            && t.get().value() > 0
        ? Optional.of(
            new Kept(
                t.get(),
                s.get(),
                Intervals.independent(
                    t.get().value(), t.get().interval(), s.get().value(), s.get().interval())))
        : Optional.empty();
  }

  /**
   * Cochran's Q (1954): whether losses differ by more than their errors; value is their standard
   * deviation, p from chi-squared with one degree of freedom less than languages.
   */
  static Intervals.Difference uneven(List<Intervals.Difference> losses) {
    double weights = 0;
    double sum = 0;
    for (var loss : losses) {
      double w = weight(loss);
      weights += w;
      sum += w * loss.value();
    }
    double q = 0;
    for (var loss : losses) {
      q += weight(loss) * (loss.value() - sum / weights) * (loss.value() - sum / weights);
    }
    double sd =
        lamina.evaluate.SeedStatistics.spread(
                losses.stream().mapToDouble(Intervals.Difference::value).toArray())
            .sd();
    double p = ChiSquaredDistribution.of(losses.size() - 1).survivalProbability(q);
    return new Intervals.Difference(sd, Evidence.NONE, p);
  }

  private static double weight(Intervals.Difference loss) {
    double error = Math.max(1e-9, (loss.interval().high() - loss.interval().low()) / ARMS);
    return 1 / (error * error);
  }

  private static Map<String, Double> holm(Map<String, Intervals.Difference> tests) {
    double[] p =
        Intervals.holm(tests.values().stream().mapToDouble(Intervals.Difference::p).toArray());
    var holm = new LinkedHashMap<String, Double>();
    int i = 0;
    for (var name : tests.keySet()) {
      holm.put(name, p[i++]);
    }
    return holm;
  }

  /** Supported where the losses of all students are uneven after Holm, mixed where of some. */
  static Verdict uneven(Map<String, Double> holm, double level) {
    long shown = holm.values().stream().filter(p -> p < level).count();
    return shown == holm.size()
        ? Verdict.SUPPORTED
        : shown > 0 ? Verdict.MIXED : Verdict.NOT_SUPPORTED;
  }
}
