package lamina.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lamina.bench.LatencyReport;
import lamina.chart.BarFigure;
import lamina.chart.ChannelFigure;
import lamina.chart.EcdfFigure;
import lamina.chart.GateMapFigure;
import lamina.chart.LineFigure;
import lamina.chart.Role;
import lamina.evaluate.Percentiles;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;
import lamina.fusion.Variant;
import lamina.language.Language;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.service.Analysis;

/** Turns results into figures, with titles that say what was found. */
final class Figures {
  private Figures() {}

  static Role role(ModelSummary.Role role) {
    return role == ModelSummary.Role.TEACHER ? Role.TEACHER : Role.STUDENT;
  }

  /** The gate map of an analysis; empty where the variant has no gate. */
  static Optional<GateMapFigure> gateMap(
      ModelSummary model, Analysis analysis, boolean rightToLeft) {
    if (!analysis.variant().hasGate()) {
      return Optional.empty();
    }
    var layers = analysis.layers().stream().map(l -> l.head().layer()).toList();
    var values = analysis.layers().stream().map(Analysis.Layer::meanGate).toArray(float[][]::new);
    return Optional.of(
        new GateMapFigure(
            Messages.get("gates.title", role(model.role()).label(), strongest(analysis)),
            Messages.get(
                "gates.caption",
                model.name(),
                analysis.variant().key(),
                model.protocol(),
                analysis.tokens().length()),
            role(model.role()),
            analysis.tokens().pieces(),
            layers,
            values,
            rightToLeft));
  }

  private static String strongest(Analysis analysis) {
    return analysis.layers().stream()
        .max(Comparator.comparingDouble(l -> mean(l.meanGate())))
        .map(
            l ->
                Messages.get(
                    "gates.strongest",
                    l.head().layer(),
                    String.format(Locale.ROOT, "%.2f", mean(l.meanGate()))))
        .orElse("");
  }

  static double mean(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  /** The channels of one token at one layer. */
  static ChannelFigure channels(ModelSummary model, Analysis analysis, int row, int token) {
    var layer = analysis.layers().get(row);
    return new ChannelFigure(
        Messages.get(
            "channels.title",
            analysis.tokens().pieces().get(token),
            layer.head().layer(),
            String.format(Locale.ROOT, "%.3f", layer.meanGate()[token])),
        model.name(),
        role(model.role()),
        layer.gate()[token]);
  }

  /** Score by fusion layer for a language and for the mean of languages. */
  static Optional<LineFigure> layers(
      ModelSummary model, ScoreTable scores, Variant variant, Language language, int highlighted) {
    var own = line(model, scores, variant, language.code(), language.name(), false);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    var lines = new ArrayList<LineFigure.Line>();
    lines.add(own.get());
    scores
        .find(language.code(), HeadKey.LAST)
        .ifPresent(s -> lines.add(constant(model, s, language.name())));
    line(model, scores, variant, ScoreTable.MEAN, Messages.get("layers.mean"), true)
        .ifPresent(lines::add);
    return Optional.of(
        new LineFigure(
            finding(model, scores, variant, language),
            Messages.get(
                "layers.caption",
                model.name(),
                variant.key(),
                model.protocol(),
                scores.find(language.code(), HeadKey.LAST).map(Score::n).orElse(0),
                model.chosen().key()),
            Messages.get("layers.x"),
            model.task().label() + " " + model.task().metric().label() + ", %",
            lines,
            highlighted < model.layers() ? highlighted : Double.NaN));
  }

  /** What the layers say of a language; a gain is claimed only where a paired test carries it. */
  static String finding(ModelSummary model, ScoreTable scores, Variant variant, Language language) {
    var layers = List.copyOf(model.fusionLayers(variant));
    var gains =
        layers.stream()
            .flatMap(l -> scores.find(language.code(), new HeadKey(variant, l)).stream())
            .filter(s -> s.gain().isPresent())
            .toList();
    if (gains.isEmpty()) {
      return Messages.get("layers.unknown", language.name());
    }
    double[] p =
        lamina.evaluate.Intervals.holm(
            gains.stream().mapToDouble(s -> s.gain().get().p()).toArray());
    int best = 0;
    for (int i = 1; i < gains.size(); i++) {
      if (gains.get(i).gain().get().value() > gains.get(best).gain().get().value()) {
        best = i;
      }
    }
    var gain = gains.get(best).gain().get();
    var points = String.format(Locale.ROOT, "%+.1f", 100 * gain.value());
    var low = String.format(Locale.ROOT, "%+.1f", 100 * gain.interval().low());
    var high = String.format(Locale.ROOT, "%+.1f", 100 * gain.interval().high());
    int layer = gains.get(best).head().layer();
    return gain.value() > 0 && p[best] < 0.05
        ? Messages.get("layers.helps", language.name(), layer, points, low, high)
        : Messages.get("layers.chance", language.name(), layer, points, low, high);
  }

  private static Optional<LineFigure.Line> line(
      ModelSummary model,
      ScoreTable scores,
      Variant variant,
      String code,
      String name,
      boolean thin) {
    var found =
        model.fusionLayers(variant).stream()
            .flatMap(l -> scores.find(code, new HeadKey(variant, l)).stream())
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LineFigure.Line(
            name,
            role(model.role()),
            thin,
            found.stream().mapToDouble(s -> s.head().layer()).toArray(),
            found.stream().mapToDouble(s -> 100 * s.value()).toArray(),
            found.stream().mapToDouble(s -> 100 * s.interval().low()).toArray(),
            found.stream().mapToDouble(s -> 100 * s.interval().high()).toArray()));
  }

  private static LineFigure.Line constant(ModelSummary model, Score s, String language) {
    double[] x = {1, model.layers() - 1.0};
    return new LineFigure.Line(
        Messages.get("layers.baseline", language),
        Role.BASELINE,
        false,
        x,
        both(100 * s.value()),
        both(100 * s.interval().low()),
        both(100 * s.interval().high()));
  }

  private static double[] both(double value) {
    return new double[] {value, value};
  }

  /** Scores by language at one position of the slider, with the baseline of the first model. */
  static BarFigure languages(
      List<ModelSummary> models,
      Map<String, ScoreTable> tables,
      Map<String, HeadKey> heads,
      List<Language> order,
      String title) {
    var series = new ArrayList<BarFigure.Series>();
    for (var m : models) {
      var head = heads.get(m.name());
      series.add(
          series(
              role(m.role()).label() + " " + head.key(),
              role(m.role()),
              tables.get(m.name()),
              head,
              order));
    }
    var first = models.getFirst();
    series.add(
        series(
            Messages.get("languages.baseline", role(first.role()).label()),
            Role.BASELINE,
            tables.get(first.name()),
            HeadKey.LAST,
            order));
    return new BarFigure(
        title,
        Messages.get("languages.caption", first.protocol()),
        first.task().label() + " " + first.task().metric().label() + ", %",
        order.stream().map(Language::name).toList(),
        series);
  }

  private static BarFigure.Series series(
      String name, Role role, ScoreTable table, HeadKey head, List<Language> order) {
    int n = order.size();
    var values = new double[n];
    var low = new double[n];
    var high = new double[n];
    var counts = new int[n];
    Arrays.fill(values, Double.NaN);
    Arrays.fill(low, Double.NaN);
    Arrays.fill(high, Double.NaN);
    for (int i = 0; i < n; i++) {
      var found = table.find(order.get(i).code(), head);
      if (found.isPresent()) {
        values[i] = 100 * found.get().value();
        low[i] = 100 * found.get().interval().low();
        high[i] = 100 * found.get().interval().high();
        counts[i] = found.get().n();
      }
    }
    return new BarFigure.Series(name, role, values, low, high, counts);
  }

  /** Latency of the measured models. */
  static EcdfFigure latency(LatencyReport report, List<ModelSummary> models) {
    var series = new ArrayList<EcdfFigure.Series>();
    for (int i = 0; i < models.size(); i++) {
      series.add(
          new EcdfFigure.Series(
              report.series().get(i).model(),
              role(models.get(i).role()),
              report.series().get(i).millis()));
    }
    return new EcdfFigure(latencyFinding(report), report.conditions().line(), series);
  }

  private static String latencyFinding(LatencyReport report) {
    if (report.series().size() < 2) {
      return Messages.get("latency.one", report.series().getFirst().model());
    }
    double a = Percentiles.of(report.series().get(0).millis(), 50).value();
    double b = Percentiles.of(report.series().get(1).millis(), 50).value();
    return Messages.get(
        "latency.finding",
        report.series().get(1).model(),
        String.format(Locale.ROOT, "%.2f", a / b),
        report.series().get(0).model());
  }
}
