package lamina.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lamina.bench.LatencyReport;
import lamina.bench.LatencyReport.Series;
import lamina.chart.BarFigure;
import lamina.chart.EcdfFigure;
import lamina.chart.ParetoFigure;
import lamina.chart.Role;
import lamina.engine.EngineChoice;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;
import lamina.model.ModelSummary;

/** A measurement as charts, with titles that say what was found. */
final class LatencyFigures {
  private LatencyFigures() {}

  /** A series with the model that it is of. */
  record Row(ModelSummary model, Series series) {
    String name() {
      return model.name() + ", " + series.engine();
    }

    Role role() {
      return Figures.role(model.role());
    }

    boolean rounds() {
      return !new EngineChoice(series.engine()).engine().orElseThrow().exact();
    }

    /** Its score over languages, or in its only language; empty where it wasn't measured. */
    Optional<Score> score() {
      var scores = series.accuracy().scores();
      return scores
          .find(ScoreTable.MEAN, series.head())
          .or(
              () ->
                  scores.scores().stream().filter(s -> s.head().equals(series.head())).findFirst());
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
    return new EcdfFigure(finding(rows), LatencyTexts.stream(report.conditions()), series);
  }

  private static String finding(List<Row> rows) {
    if (rows.size() < 2) {
      return Messages.get("latency.one", rows.getFirst().name());
    }
    var fastest =
        rows.stream()
            .min(Comparator.comparingDouble(r -> r.series().latency().p50().value()))
            .orElseThrow();
    if (fastest == rows.getFirst()) {
      return Messages.get("latency.nofaster", fastest.name());
    }
    return Messages.get(
        "latency.finding",
        fastest.name(),
        format("%.2f", fastest.series().latency().faster().value()),
        rows.getFirst().name());
  }

  /** Sentences a second by engine; null where nothing was measured. */
  static BarFigure offline(LatencyReport report, List<Row> rows) {
    if (rows.stream().anyMatch(r -> r.series().offline().isEmpty())) {
      return null;
    }
    var engines = rows.stream().map(r -> r.series().engine()).distinct().toList();
    var series = new ArrayList<BarFigure.Series>();
    for (var model : rows.stream().map(Row::model).distinct().toList()) {
      var own =
          engines.stream()
              .map(
                  e ->
                      rows.stream()
                          .filter(r -> r.model().equals(model) && r.series().engine().equals(e))
                          .findFirst()
                          .orElseThrow()
                          .series()
                          .offline()
                          .orElseThrow()
                          .sentences())
              .toList();
      series.add(
          new BarFigure.Series(
              model.name(),
              Figures.role(model.role()),
              own.stream().mapToDouble(e -> e.value()).toArray(),
              own.stream().mapToDouble(e -> e.interval().low()).toArray(),
              own.stream().mapToDouble(e -> e.interval().high()).toArray(),
              own.stream().mapToInt(e -> report.conditions().passes()).toArray()));
    }
    var most =
        rows.stream()
            .max(
                Comparator.comparingDouble(
                    r -> r.series().offline().orElseThrow().sentences().value()))
            .orElseThrow();
    return new BarFigure(
        Messages.get(
            "latency.most",
            most.name(),
            format("%.0f", most.series().offline().orElseThrow().sentences().value())),
        LatencyTexts.offline(report.conditions()),
        Messages.get("latency.persecond"),
        engines,
        series);
  }

  /** Score over median; null where fewer than two contenders have both. */
  static ParetoFigure accuracy(LatencyReport report, List<Row> rows) {
    var points = new ArrayList<ParetoFigure.Point>();
    var metric = rows.stream().flatMap(r -> r.score().stream()).findFirst().map(Score::metric);
    for (var r : rows) {
      var p50 = r.series().latency().p50();
      r.score()
          .filter(s -> s.metric() == metric.orElseThrow()) // others can't stand on one axis
          .ifPresent(
              s ->
                  points.add(
                      new ParetoFigure.Point(
                          r.name(),
                          r.role(),
                          r.rounds(),
                          p50.value(),
                          p50.interval().low(),
                          p50.interval().high(),
                          100 * s.value(),
                          100 * s.interval().low(),
                          100 * s.interval().high(),
                          s.n())));
    }
    if (points.size() < 2) {
      return null;
    }
    var figure =
        new ParetoFigure(
            "",
            Messages.get("latency.scored", "" + points.getFirst().n())
                + " · "
                + Messages.get("latency.calls", "" + report.conditions().rounds())
                + " · "
                + LatencyTexts.machine(report.conditions()),
            Messages.get("latency.p50axis"),
            metric.orElseThrow().label() + ", %",
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

  /** The student's time and accuracy in percent of the teacher's; null where there is but one. */
  static BarFigure languages(LatencyReport report, List<LatencyLanguages.Row> rows) {
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
            format("%.0f", middle(rows.stream().mapToDouble(r -> 100 * r.time().value()))),
            format("%.0f", middle(rows.stream().mapToDouble(r -> 100 * r.kept().value())))),
        LatencyTexts.stream(report.conditions()) + " · " + Messages.get("latency.independent"),
        Messages.get("latency.ofteacher"),
        rows.stream().map(r -> LanguageWords.name(r.language())).toList(),
        series);
  }

  private static double middle(java.util.stream.DoubleStream values) {
    var sorted = values.filter(v -> !Double.isNaN(v)).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
  }

  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
