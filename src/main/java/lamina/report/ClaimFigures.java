package lamina.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.claims.ClaimReport;
import lamina.claims.Evidence;
import lamina.claims.GainCurve;
import lamina.claims.Shown;
import lamina.evaluate.Intervals;
import lamina.similarity.Representation;
import lamina.similarity.SimilarityReport;
import lamina.similarity.SimilarityReport.Measured;
import lamina.similarity.SimilarityReport.Row;

/** The figures of a report on claims; a title says what is drawn, never what follows from it. */
public final class ClaimFigures {
  private ClaimFigures() {}

  /** The figures of which the numbers are stored. */
  public static Map<Shown.Chart, Figure> of(ClaimReport report) {
    var figures = new EnumMap<Shown.Chart, Figure>(Shown.Chart.class);
    report.survey().ifPresent(s -> figures.put(Shown.Chart.LAYERS, layers(report, s)));
    if (!report.curves().isEmpty()) {
      figures.put(Shown.Chart.GAINS, gains(report));
    }
    bars(
            report.finding(0).evidence(),
            e -> e.what().endsWith(", mean"),
            e -> e.what().split(",")[0],
            "Share of the teacher's score that each student keeps",
            "Mean over languages without English, the last layer alone in both; 95 % intervals as"
                + " if the two were independent.",
            "Kept, %",
            Role.STUDENT)
        .ifPresent(f -> figures.put(Shown.Chart.KEPT, f));
    var kin = report.finding(9).evidence();
    if (!kin.isEmpty()) {
      figures.put(Shown.Chart.KINSHIP, kinship(report, kin));
    }
    return figures;
  }

  private static LineFigure gains(ClaimReport report) {
    var roles = List.of(Role.TEACHER, Role.STRUCTURE, Role.CROSS_LINGUAL, Role.IDENTITY);
    var lines = new ArrayList<LineFigure.Line>();
    for (var curve : report.curves()) {
      lines.add(
          new LineFigure.Line(
              curve.task(),
              roles.get(lines.size() % roles.size()),
              false,
              curve.layers().stream().mapToDouble(l -> l).toArray(),
              points(curve, Intervals.Difference::value),
              points(curve, g -> g.interval().low()),
              points(curve, g -> g.interval().high())));
    }
    return new LineFigure(
        "Gain of the paper's fusion over the last layer alone, by task and fused layer",
        "Mean over languages without English, 95 % intervals over test items, one seed a task; "
            + report.encoder().name()
            + ".",
        "Fused layer",
        "Gain, points",
        lines,
        Double.NaN);
  }

  private static double[] points(GainCurve curve, ToDoubleFunction<Intervals.Difference> value) {
    return curve.gains().stream().mapToDouble(g -> 100 * value.applyAsDouble(g)).toArray();
  }

  private static Optional<Figure> bars(
      List<Evidence> all,
      Predicate<Evidence> which,
      Function<Evidence, String> name,
      String title,
      String caption,
      String axis,
      Role role) {
    var shown = all.stream().filter(which).toList();
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new BarFigure(
            title,
            caption,
            axis,
            shown.stream().map(name).toList(),
            List.of(
                new BarFigure.Series(
                    axis,
                    role,
                    column(shown, Evidence::value),
                    column(shown, e -> e.hasInterval() ? e.interval().low() : e.value()),
                    column(shown, e -> e.hasInterval() ? e.interval().high() : e.value()),
                    shown.stream().mapToInt(e -> (int) e.n()).toArray()))));
  }

  private static double[] column(List<Evidence> shown, ToDoubleFunction<Evidence> value) {
    return shown.stream().mapToDouble(value).toArray();
  }

  private static LineFigure kinship(ClaimReport report, List<Evidence> layers) {
    var x = new double[layers.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    double[] r = column(layers, Evidence::value);
    return new LineFigure(
        "Agreement of the likeness of languages with their family tree, by layer",
        "Mantel's r of "
            + layers.getFirst().n()
            + " languages; 0 is the embeddings. "
            + report.encoder().name()
            + ".",
        "Layer",
        "Mantel's r",
        List.of(
            new LineFigure.Line(
                "Mantel's r", Role.CROSS_LINGUAL, false, x, r, r.clone(), r.clone())),
        Double.NaN,
        Math.min(0, java.util.Arrays.stream(r).min().orElse(0)),
        1);
  }

  private static LineFigure layers(ClaimReport report, SimilarityReport survey) {
    var rows = survey.rows().stream().filter(r -> r.at() instanceof Representation.Layer).toList();
    int english = survey.text().languages().indexOf("en");
    var lines = new ArrayList<LineFigure.Line>();
    lines.add(line("Translation retrieval", Role.CROSS_LINGUAL, rows, Row::meanFound));
    if (english >= 0 && rows.stream().allMatch(r -> r.words().isPresent())) {
      lines.add(
          line(
              "Parts of speech, probe, English",
              Role.STRUCTURE,
              rows,
              r -> r.words().orElseThrow().accuracy().get(english)));
    }
    return new LineFigure(
        "What each layer of the encoder holds before fine-tuning",
        survey.text().sentences()
            + " parallel sentences in "
            + survey.text().languages().size()
            + " languages, 95 % intervals; "
            + report.encoder().name()
            + ".",
        "Layer",
        "Accuracy, %",
        lines,
        Double.NaN,
        0,
        100);
  }

  private static LineFigure.Line line(
      String name, Role role, List<Row> rows, Function<Row, Measured> of) {
    var measured = rows.stream().map(of).toList();
    return new LineFigure.Line(
        name,
        role,
        false,
        rows.stream().mapToDouble(r -> ((Representation.Layer) r.at()).number()).toArray(),
        percent(measured, Measured::value),
        percent(measured, m -> m.interval().low()),
        percent(measured, m -> m.interval().high()));
  }

  private static double[] percent(List<Measured> measured, ToDoubleFunction<Measured> value) {
    return measured.stream().mapToDouble(m -> 100 * value.applyAsDouble(m)).toArray();
  }
}
