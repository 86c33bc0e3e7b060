package lamina.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import lamina.claims.LayerStatistics.Point;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.evaluate.Claim;
import lamina.evaluate.Family;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.evaluate.ScoreTable;
import lamina.similarity.SimilarityReport;
import lamina.similarity.SimilarityReport.Row;

/** Claims 1, 3 and 8: what layers hold, and whether what a fusion gains goes with it. */
final class LayerClaims {
  private static final String FEW =
      " So few layers carry little: neighbouring layers are alike, which the interval doesn't know,"
          + " so that it is too narrow; and a correlation over layers says nothing of causes.";

  private final StoredResults stored;
  private final ClaimRules rules;

  LayerClaims(StoredResults stored, ClaimRules rules) {
    this.stored = stored;
    this.rules = rules;
  }

  List<ClaimFinding> all() {
    var command = stored.similarityCommand();
    if (stored.survey().isEmpty()) {
      var reason =
          "It takes similarity.json of the encoder before fine-tuning, which isn't stored beside it"
              + " or is of other weights.";
      return IntStream.of(1, 3, 8)
          .mapToObj(n -> ClaimFinding.untested(n, reason, command))
          .toList();
    }
    var report = stored.survey().get();
    int english = report.text().languages().indexOf("en");
    if (english < 0 || layers(report).stream().anyMatch(r -> r.words().isEmpty())) {
      var reason =
          "The stored similarity.json of the encoder has no probe for parts of speech, the measure"
              + " of language structure.";
      return IntStream.of(1, 3, 8)
          .mapToObj(n -> ClaimFinding.untested(n, reason, command))
          .toList();
    }
    return List.of(slopes(report, english), balance(report, english), features(report, english));
  }

  private static List<Row> layers(SimilarityReport report) {
    return IntStream.rangeClosed(0, report.layers()).mapToObj(report::layer).toList();
  }

  private static double[] column(SimilarityReport report, ToDoubleFunction<Row> value) {
    return layers(report).stream().mapToDouble(value).toArray();
  }

  private String file() {
    return stored.shown(stored.baseFolder().resolve(SimilarityReport.FILE));
  }

  private static String text(SimilarityReport report) {
    return report.text().sentences()
        + " parallel sentences in each of "
        + report.text().languages().size()
        + " languages ("
        + String.join(" ", report.text().languages())
        + ")"
        + report.text().probe().map(p -> "; " + p.said()).orElse("");
  }

  /** Claim 1. */
  private ClaimFinding slopes(SimilarityReport report, int english) {
    var found = layers(report).stream().map(r -> point(r.meanFound())).toList();
    var words =
        layers(report).stream()
            .map(r -> point(r.words().orElseThrow().accuracy().get(english)))
            .toList();
    var retrieval = LayerStatistics.slope(found);
    var probe = LayerStatistics.slope(words);
    var selectivity =
        LayerStatistics.slope(
            layers(report).stream()
                .map(r -> point(r.words().orElseThrow().selectivity()))
                .toList());
    int n = found.size();
    var evidence =
        List.of(
            slope("slope of translation retrieval", retrieval, n),
            slope("slope of the probe for parts of speech, English", probe, n),
            slope(
                "slope of the probe's selectivity on words that it saw (so counted since"
                    + " 2026-12-01)",
                selectivity,
                n),
            rank("rank correlation of retrieval with the layer", values(found), n),
            rank("rank correlation of the probe with the layer", values(words), n),
            best("layer where retrieval is best", values(found), n),
            best("layer where the probe is best", values(words), n));
    return new ClaimFinding(
        Statement.of(1),
        trends(retrieval, probe, selectivity.value(), rules.slope()),
        false,
        "Translation retrieval and a linear probe for parts of speech at every layer of the encoder"
            + " before fine-tuning, embeddings to last",
        text(report),
        String.format(
            Locale.ROOT,
            "Least-squares slope over layers; its interval adds the layers' stored intervals by"
                + " their weights, so that it holds whatever layers measured on the same sentences"
                + " have in common. Supported: retrieval falls and the probe rises by more than %s"
                + " points a layer, and selectivity rises",
            Evidence.number(rules.slope())),
        evidence,
        said("Retrieval", retrieval)
            + " "
            + said("The probe", probe)
            + " A slope describes a curve"
            + " with its peak in the middle badly: see the figure.",
        "",
        Shown.in(Shown.Chart.LAYERS, file()));
  }

  private static Point point(SimilarityReport.Measured m) {
    return new Point(
        100 * m.value(), new Interval(100 * m.interval().low(), 100 * m.interval().high()));
  }

  private static double[] values(List<Point> points) {
    return points.stream().mapToDouble(Point::value).toArray();
  }

  private static Evidence slope(String what, Point slope, int n) {
    return new Evidence(
        what, slope.value(), "points a layer", slope.interval(), Double.NaN, n, "layers");
  }

  private static Evidence rank(String what, double[] values, int n) {
    return new Evidence(
        what, LayerStatistics.spearman(values), "", Evidence.NONE, Double.NaN, n, "layers");
  }

  private static Evidence best(String what, double[] values, int n) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return new Evidence(what, best, "", Evidence.NONE, Double.NaN, n, "layers");
  }

  private String said(String what, Point slope) {
    return what
        + (slope.interval().low() > rules.slope()
            ? " rises with the layer."
            : slope.interval().high() < -rules.slope()
                ? " falls with the layer."
                : " shows no trend over layers beyond the threshold.");
  }

  /**
   * Claim 1 of its slopes: supported where both parts are shown, mixed where one is, else not.
   *
   * @param selective slope of the selectivity; the rule is older than its interval and asks only
   *     that it rises
   * @param least points a layer
   */
  static Verdict trends(Point retrieval, Point probe, double selective, double least) {
    boolean lower = retrieval.interval().high() < -least;
    boolean upper = probe.interval().low() > least && selective > 0;
    return lower && upper
        ? Verdict.SUPPORTED
        : lower || upper ? Verdict.MIXED : Verdict.NOT_SUPPORTED;
  }

  /** Claim 3. */
  private ClaimFinding balance(SimilarityReport report, int english) {
    double[] retrieval = column(report, r -> r.meanFound().value());
    double[] probe = column(report, r -> r.words().orElseThrow().accuracy().get(english).value());
    var test =
        LayerStatistics.fisher(LayerStatistics.pearson(retrieval, probe), retrieval.length, 0);
    var evidence = new ArrayList<Evidence>();
    evidence.add(
        new Evidence(
            "correlation of retrieval with the probe",
            test.value(),
            "",
            test.interval(),
            test.p(),
            retrieval.length,
            "layers"));
    var partials = partials(report, english);
    evidence.addAll(partials.evidence());
    boolean against = test.value() <= -rules.balance() && test.interval().high() < 0;
    return new ClaimFinding(
        Statement.of(3),
        traded(test, rules.balance()),
        true,
        "Whether layers that are better at retrieval are worse at parts of speech, and whether what"
            + " the paper's fusion gains at a layer goes with either",
        text(report) + partials.data(),
        "Pearson's correlation over layers with Fisher's interval; partial correlations, p after"
            + " Holm over all of them. At most mixed, by the registered rule",
        evidence,
        (against
                ? "Layers that are better at one are worse at the other."
                : test.interval().low() > 0
                    ? "Both rise and fall together over layers, the opposite of a trade."
                    : "No trade of one for the other is shown.")
            + FEW,
        partials.command(),
        Shown.in(Shown.Chart.LAYERS, file()));
  }

  /** Claim 3 of the correlation: layers are too few and too alike for more than mixed. */
  static Verdict traded(Intervals.Difference correlation, double least) {
    return correlation.value() <= -least && correlation.interval().high() < 0
        ? Verdict.MIXED
        : Verdict.NOT_SUPPORTED;
  }

  /** Claim 8. */
  private ClaimFinding features(SimilarityReport report, int english) {
    var partials = partials(report, english);
    if (partials.family().isEmpty()) {
      return ClaimFinding.untested(
          8,
          "It takes gains of the paper's fusion at several layers beside similarity.json of the"
              + " encoder; no such scores are stored.",
          partials.command());
    }
    return new ClaimFinding(
        Statement.of(8),
        features(partials.family().get(), rules.features()),
        true,
        "What the paper's fusion gains at a layer, with what that layer holds of translations and"
            + " of parts of speech",
        text(report) + partials.data(),
        "Partial correlation over fused layers of the mean gain with each, the other taken away; p"
            + " after Holm over all. At most mixed, by the registered rule",
        partials.evidence(),
        "One seed of one model a task; gains of heads trained on one encoder hardly differ." + FEW,
        "docs/registered/run.sh pos ner xnli pawsx",
        Shown.in("scores.json of the teachers; " + file()));
  }

  /**
   * Claim 8 of its partial correlations: mixed where all are above the threshold and 0 after Holm,
   * else not supported; a correlation shows no cause.
   */
  static Verdict features(Map<String, Intervals.Difference> tests, double least) {
    var family = Family.of(tests);
    return family.all(Claim.GAIN).size() == tests.size()
            && tests.values().stream().allMatch(t -> t.value() >= least)
        ? Verdict.MIXED
        : Verdict.NOT_SUPPORTED;
  }

  /**
   * Gains with what layers hold.
   *
   * @param family tests; empty where no gains are stored
   * @param data what the gains are of, in words
   */
  private record Partials(
      Optional<Map<String, Intervals.Difference>> family,
      List<Evidence> evidence,
      String data,
      String command) {}

  private Partials partials(SimilarityReport report, int english) {
    var tests = new LinkedHashMap<String, Intervals.Difference>();
    var layers = new LinkedHashMap<String, Integer>();
    for (var task : Tasks.KNOWN.all()) {
      stored.teacher(task).ifPresent(t -> add(task, t, report, english, tests, layers));
    }
    if (tests.isEmpty()) {
      return new Partials(
          Optional.empty(),
          List.of(),
          "",
          "./lamina evaluate --task pos --model teacher --layer all --data sample-data/pos --save");
    }
    var family = Family.of(tests);
    var evidence =
        tests.entrySet().stream()
            .map(
                e ->
                    new Evidence(
                        e.getKey(),
                        e.getValue().value(),
                        "",
                        e.getValue().interval(),
                        family.p(e.getKey()),
                        layers.getOrDefault(e.getKey(), 0),
                        "layers"))
            .toList();
    return new Partials(
        Optional.of(tests), evidence, "; scores.json of the tasks' teachers, one seed each", "");
  }

  private static void add(
      Task task,
      StoredModel teacher,
      SimilarityReport report,
      int english,
      Map<String, Intervals.Difference> tests,
      Map<String, Integer> layers) {
    var rows = new ArrayList<Row>();
    var gains = new ArrayList<Double>();
    for (var head : teacher.paper()) {
      var gain = teacher.scores().find(ScoreTable.MEAN, head).flatMap(s -> s.gain());
      if (gain.isPresent() && head.layer() <= report.layers()) {
        rows.add(report.layer(head.layer()));
        gains.add(gain.get().value());
      }
    }
    if (rows.size() < 5 || teacher.summary().layers() != report.layers()) {
      return; // nothing can be told from fewer, and other layers are other layers
    }
    double[] y = gains.stream().mapToDouble(g -> g).toArray();
    double[] found = rows.stream().mapToDouble(r -> r.meanFound().value()).toArray();
    double[] words =
        rows.stream()
            .mapToDouble(r -> r.words().orElseThrow().accuracy().get(english).value())
            .toArray();
    var named =
        Map.of(
            task.label() + ": gain with retrieval, probe taken away",
            LayerStatistics.partial(y, found, words),
            task.label() + ": gain with the probe, retrieval taken away",
            LayerStatistics.partial(y, words, found));
    new java.util.TreeMap<>(named)
        .forEach(
            (what, r) -> {
              tests.put(what, LayerStatistics.fisher(r, y.length, 1));
              layers.put(what, y.length);
            });
  }
}
