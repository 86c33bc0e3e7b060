package lamina.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lamina.evaluate.Percentiles;
import lamina.evaluate.ScoreTable;
import lamina.files.AtomicFile;
import lamina.files.CsvText;
import lamina.files.JsonText;

/** A measurement as files: every counted call as CSV, and what was made of them as JSON. */
public final class LatencyFiles {
  /** Every counted call. */
  public static final String SAMPLES = "samples.csv";

  /** Conditions, percentiles, intervals and warnings. */
  public static final String SUMMARY = "latency.json";

  private static final List<String> SCORE =
      List.of("task", "language", "n", "score", "low", "high", "metric");

  private LatencyFiles() {}

  /**
   * Writes both files.
   *
   * @param directory made if it isn't there
   * @throws lamina.problem.Problem where they can't be written
   */
  public static List<Path> write(LatencyReport report, Path directory) {
    var samples = directory.resolve(SAMPLES);
    var summary = directory.resolve(SUMMARY);
    AtomicFile.write(samples, csv(report));
    AtomicFile.write(summary, JsonText.pretty(json(report)) + "\n");
    return List.of(samples, summary);
  }

  /** One row a call, and one, with a note, for each contender that was left out. */
  static String csv(LatencyReport report) {
    var text = new CsvText("\r\n");
    text.row(
        "contender",
        "engine",
        "scenario",
        "language",
        "sentences",
        "tokens",
        "milliseconds",
        "order",
        "note");
    for (var s : report.samples()) {
      var who = report.series().get(s.contender());
      text.row(
          who.model(),
          who.engine(),
          s.scenario().label(),
          s.language(),
          s.sentences(),
          s.tokens(),
          String.format(Locale.ROOT, "%.4f", s.millis()),
          s.order(),
          "");
    }
    for (var l : report.leftOut()) {
      text.row(l.model(), l.engine(), "not measured", "", "", "", "", "", l.reason());
    }
    return text.toString();
  }

  /** The summary. */
  public static ObjectNode json(LatencyReport report) {
    var root = new ObjectMapper().createObjectNode();
    var c = report.conditions();
    var conditions =
        root.putObject("conditions")
            .put("timed", "from token ids to probabilities")
            .put("order", "interleaved, who begins goes round")
            .put("ownProcesses", c.ownProcesses())
            .put("pauseMillis", c.ownProcesses() ? LatencyLab.PAUSE_MILLIS : 0)
            .put("threads", c.threads())
            .put("precision", c.precision())
            .put("engine", c.library())
            .put("device", c.device())
            .put("warmup", c.warmup())
            .put("rounds", c.rounds())
            .put("padding", "none in the single stream")
            .put("offlinePasses", c.passes())
            .put("offlineSentences", c.batchSentences())
            .put("tokenBudget", c.budget())
            .put("measured", c.measured().toString());
    if (!Double.isNaN(c.load())) {
      conditions.put("otherProcessorsBusy", c.load());
    }
    var languages = conditions.putArray("sentences");
    for (var l : c.languages()) {
      languages
          .addObject()
          .put("language", l.language())
          .put("count", l.count())
          .put("minTokens", l.minTokens())
          .put("medianTokens", l.medianTokens())
          .put("maxTokens", l.maxTokens());
    }
    var rows = root.putArray("results");
    report.series().forEach(s -> series(rows.addObject(), s));
    var leftOut = root.putArray("leftOut");
    for (var l : report.leftOut()) {
      leftOut
          .addObject()
          .put("model", l.model())
          .put("engine", l.engine())
          .put("reason", l.reason());
    }
    var warnings = root.putArray("warnings");
    report.warnings().forEach(w -> warnings.add(w.text()));
    return root;
  }

  private static void series(ObjectNode row, LatencyReport.Series s) {
    row.put("model", s.model()).put("engine", s.engine()).put("head", s.head().key());
    row.putObject("coldStartMillis")
        .put("process", s.cold().process())
        .put("load", s.cold().load())
        .put("first", s.cold().first());
    latency(row.putObject("singleStream"), s.latency());
    var languages = row.putObject("byLanguage");
    s.byLanguage().forEach((language, l) -> latency(languages.putObject(language), l));
    s.offline()
        .ifPresent(
            o -> {
              var offline = row.putObject("offline");
              estimate(offline.putObject("sentencesPerSecond"), o.sentences());
              estimate(offline.putObject("tokensPerSecond"), o.tokens());
              offline.put("batches", o.batches()).put("paddingShare", o.padding());
            });
    if (s.memory().known()) {
      row.putObject("residentBytes")
          .put("peak", s.memory().peak())
          .put("beforeModel", s.memory().before());
    }
    row.put("parameters", s.parameters()).put("embeddingParameters", s.embeddingParameters());
    var accuracy = row.putObject("accuracy").put("source", s.accuracy().source());
    var scores = accuracy.putArray("scores");
    s.accuracy().scores().scores().stream()
        .filter(score -> score.head().equals(s.head()))
        .forEach(score -> scores.add(ScoreTable.json(score).retain(SCORE)));
  }

  private static void latency(ObjectNode node, LatencyReport.Latency l) {
    node.put("n", l.n());
    percentile(node.putObject("p50"), l.p50());
    percentile(node.putObject("p90"), l.p90());
    percentile(node.putObject("p99"), l.p99());
    estimate(node.putObject("fasterThanFirst"), l.faster());
  }

  private static void percentile(ObjectNode node, Percentiles p) {
    node.put("millis", p.value())
        .put("low", p.interval().low())
        .put("high", p.interval().high())
        .put("reliable", p.reliable());
  }

  private static void estimate(ObjectNode node, LatencyReport.Estimate e) {
    node.put("value", e.value()).put("low", e.interval().low()).put("high", e.interval().high());
  }
}
