package lamina.ui.latency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lamina.bench.LatencyReport;
import lamina.bench.LatencyReport.Series;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.EcdfFigure;
import lamina.chart.figure.ParetoFigure;
import lamina.chart.figure.Role;
import lamina.engine.EngineChoice;
import lamina.evaluate.Claim;
import lamina.evaluate.Family;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.evaluate.Percentiles;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;
import lamina.model.ModelSummary;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.LatencyTexts;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;
import org.jspecify.annotations.Nullable;

/** A measurement as charts, with titles that say what was found. */
final class LatencyFigures {
  private LatencyFigures() {}

  /** A series with the model that it is of. */
  record Row(ModelSummary model, Series series) {
    String name() {
      return model.name() + ", " + series.engine();
    }

    Role role() {
      return FigureTexts.role(model.role());
    }

    boolean rounds() {
      return !new EngineChoice(series.engine()).engine().orElseThrow().exact();
    }

    /** Its mean over languages without English, or the score in the only language there is. */
    Optional<Score> score() {
      var scores = series.accuracy().scores();
      var own = scores.scores().stream().filter(s -> s.head().equals(series.head())).toList();
      return scores
          .find(ScoreTable.MEAN, series.head())
          .or(() -> own.size() == 1 ? Optional.of(own.getFirst()) : Optional.empty());
    }

    /** Whether its score may stand beside another's: one metric, the same languages and items. */
    boolean comparable(Row other) {
      var mine = score();
      var theirs = other.score();
      return mine.isPresent()
          && theirs.isPresent()
          && mine.get().task() == theirs.get().task()
          && mine.get().metric() == theirs.get().metric()
          && mine.get().language().equals(theirs.get().language())
          && mine.get().n() == theirs.get().n()
          && series
              .accuracy()
              .scores()
              .languages()
              .equals(other.series.accuracy().scores().languages());
    }
  }

  /** The rows of a report. */
  static List<Row> rows(LatencyReport report, List<ModelSummary> models) {
    return report.series().stream()
        .map(
            s ->
                new Row(
                    models.stream()
                        .filter(m -> m.name().equals(s.model()))
                        .findFirst()
                        .orElseThrow(),
                    s))
        .toList();
  }

  /** Times of single calls. */
  static EcdfFigure stream(LatencyReport report, List<Row> rows) {
    var series =
        rows.stream()
            .map(r -> new EcdfFigure.Series(r.name(), r.role(), r.rounds(), r.series().millis()))
            .toList();
    var first = rows.getFirst();
    var tests = new LinkedHashMap<Row, Intervals.Difference>();
    for (var r : rows.subList(1, rows.size())) {
      var faster = r.series().latency().faster();
      tests.put(r, Intervals.ofRatio(faster.value(), faster.interval()));
    }
    var family = Family.of(tests);
    return new EcdfFigure(
        finding(rows, family),
        LatencyTexts.stream(report.conditions()) + holm(family, first),
        series);
  }

  private static String holm(Family<Row> family, Row with) {
    return family.size() == 0 ? "" : Messages.get("latency.holm", "" + family.size(), with.name());
  }

  private static String finding(List<Row> rows, Family<Row> family) {
    var first = rows.getFirst();
    var rivals = alike(rows);
    if (rivals.isEmpty()) {
      return Messages.get("latency.one", first.name());
    }
    var fastest =
        family.all(Claim.GAIN).stream()
            .filter(rivals::contains)
            .min(Comparator.comparingDouble(LatencyFigures::p50));
    if (fastest.isEmpty()) {
      boolean all = rivals.size() == rows.size() - 1;
      return Messages.get(
          all ? "latency.nofaster" : "latency.nofaster.alike",
          all ? first.name() : first.model().name(),
          first.series().engine());
    }
    var faster = fastest.get().series().latency().faster();
    return Messages.get(
        "latency.finding",
        fastest.get().name(),
        format("%.2f", faster.value()),
        first.name(),
        interval("%.2f", faster.interval()));
  }

  /**
   * What the first row is compared with in the title, like with like: other models by the same
   * engine, or, where there is none, the same model by other engines.
   */
  private static List<Row> alike(List<Row> rows) {
    var first = rows.getFirst();
    var others = rows.subList(1, rows.size());
    var models =
        others.stream()
            .filter(r -> !r.model().equals(first.model()))
            .filter(r -> r.series().engine().equals(first.series().engine()))
            .toList();
    return models.isEmpty()
        ? others.stream().filter(r -> r.model().equals(first.model())).toList()
        : models;
  }

  private static double p50(Row row) {
    return row.series().latency().p50().value();
  }

  private static String interval(String number, Interval i) {
    return LessonTexts.apart(format("[" + number + ", " + number + "]", i.low(), i.high()));
  }

  /** Sentences a second by engine; null where nothing was measured. */
  static @Nullable BarFigure offline(LatencyReport report, List<Row> rows) {
    if (rows.stream().anyMatch(r -> r.series().offline().isEmpty())) {
      return null;
    }
    var engines = rows.stream().map(r -> r.series().engine()).distinct().toList();
    var series = new ArrayList<BarFigure.Series>();
    for (var model : rows.stream().map(Row::model).distinct().toList()) {
      // A contender that was left out makes a gap.
      var own =
          engines.stream()
              .map(
                  e ->
                      rows.stream()
                          .filter(r -> r.model().equals(model) && r.series().engine().equals(e))
                          .findFirst()
                          .map(LatencyFigures::rate)
                          .orElse(LatencyLanguages.UNKNOWN))
              .toList();
      series.add(
          new BarFigure.Series(
              model.name(),
              FigureTexts.role(model.role()),
              own.stream().mapToDouble(e -> e.value()).toArray(),
              own.stream().mapToDouble(e -> e.interval().low()).toArray(),
              own.stream().mapToDouble(e -> e.interval().high()).toArray(),
              own.stream()
                  .mapToInt(e -> Double.isNaN(e.value()) ? 0 : report.conditions().passes())
                  .toArray()));
    }
    var most = rows.stream().max(Comparator.comparingDouble(r -> rate(r).value())).orElseThrow();
    var best = rate(most);
    var tests = new LinkedHashMap<Row, Intervals.Difference>();
    for (var r : rows) {
      if (r != most) {
        var other = rate(r);
        tests.put(
            r,
            Intervals.independent(best.value(), best.interval(), other.value(), other.interval()));
      }
    }
    var family = Family.of(tests);
    return new BarFigure(
        family.all(Claim.GAIN).size() == family.size()
            ? Messages.get(
                "latency.most",
                most.name(),
                format("%.0f", best.value()),
                interval("%.0f", best.interval()))
            : Messages.get("latency.most.none"),
        LatencyTexts.offline(report.conditions()) + holm(family, most),
        Messages.get("latency.persecond"),
        engines,
        series);
  }

  private static LatencyReport.Estimate rate(Row row) {
    return row.series().offline().orElseThrow().sentences();
  }

  /** Score over median; null where fewer than two contenders have both. */
  static @Nullable ParetoFigure accuracy(LatencyReport report, List<Row> rows) {
    var compared = compared(rows);
    if (compared.size() < 2) {
      return null;
    }
    var first = compared.getFirst().score().orElseThrow();
    var points = compared.stream().map(LatencyFigures::point).toList();
    var figure =
        new ParetoFigure(
            "",
            Messages.joined(
                " · ",
                Messages.get(
                    "latency.scored",
                    "" + points.getFirst().n(),
                    LanguageWords.ofScore(first.language())),
                Messages.get("latency.calls", "" + report.conditions().rounds()),
                LatencyTexts.machine(report.conditions())),
            Messages.get("latency.p50axis"),
            first.metric().label() + ", %",
            points);
    var front =
        figure.front().stream().map(ParetoFigure.Point::name).collect(Collectors.joining("; "));
    return new ParetoFigure(
        Messages.get("latency.front", front),
        figure.caption(),
        figure.xLabel(),
        figure.yLabel(),
        points);
  }

  /** The rows whose scores can stand on one axis with the first. */
  static List<Row> compared(List<Row> rows) {
    var first = rows.stream().filter(r -> r.score().isPresent()).findFirst();
    return rows.stream().filter(r -> first.isPresent() && r.comparable(first.get())).toList();
  }

  private static ParetoFigure.Point point(Row r) {
    var p50 = r.series().latency().p50();
    var score = r.score().orElseThrow();
    return new ParetoFigure.Point(
        r.name(),
        r.role(),
        r.rounds(),
        p50.value(),
        p50.interval().low(),
        p50.interval().high(),
        100 * score.value(),
        100 * score.interval().low(),
        100 * score.interval().high(),
        score.n());
  }

  /** The student's time and accuracy in percent of the teacher's; null where there is but one. */
  static @Nullable BarFigure languages(LatencyReport report, List<LatencyLanguages.Row> rows) {
    if (rows.isEmpty()) {
      return null;
    }
    var series = new ArrayList<BarFigure.Series>();
    series.add(
        new BarFigure.Series(
            Messages.get("latency.timeshare"),
            Role.BASELINE,
            rows.stream().mapToDouble(r -> 100 * r.time().value()).toArray(),
            rows.stream().mapToDouble(r -> 100 * r.time().interval().low()).toArray(),
            rows.stream().mapToDouble(r -> 100 * r.time().interval().high()).toArray(),
            rows.stream().mapToInt(r -> r.student().n()).toArray()));
    series.add(
        new BarFigure.Series(
            Messages.get("latency.kept"),
            Role.STUDENT,
            rows.stream().mapToDouble(r -> 100 * r.kept().value()).toArray(),
            rows.stream().mapToDouble(r -> 100 * r.kept().interval().low()).toArray(),
            rows.stream().mapToDouble(r -> 100 * r.kept().interval().high()).toArray(),
            rows.stream().mapToInt(LatencyLanguages.Row::n).toArray()));
    return new BarFigure(
        Messages.get(
            "latency.languages",
            format(
                "%.0f",
                Percentiles.lowerMedian(
                    rows.stream().mapToDouble(r -> 100 * r.time().value()).toArray())),
            format(
                "%.0f",
                Percentiles.lowerMedian(
                    rows.stream().mapToDouble(r -> 100 * r.kept().value()).toArray()))),
        Messages.joined(
            " · ", LatencyTexts.stream(report.conditions()), Messages.get("latency.independent")),
        Messages.get("latency.ofteacher"),
        rows.stream().map(r -> LanguageWords.name(r.language())).toList(),
        series);
  }

  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
