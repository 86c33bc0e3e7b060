package lamina.ui.text;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.FigureWords;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.Role;
import lamina.data.Task;
import lamina.evaluate.Metric;
import lamina.model.ModelSummary;
import lamina.service.Analysis;
import lamina.text.Tokens;

/** Turns results into figures, with titles that say what was found. */
public final class FigureTexts {
  private FigureTexts() {}

  public static Role role(ModelSummary.Role role) {
    return role == ModelSummary.Role.TEACHER ? Role.TEACHER : Role.STUDENT;
  }

  /** Who a series belongs to, in words. */
  public static String name(Role role) {
    return Messages.get("role." + role.name().toLowerCase(Locale.ROOT));
  }

  /** An axis of scores: "POS accuracy, %", "NER entity F1 (conlleval), %". */
  public static String axis(Task task, Metric metric) {
    return Messages.get("chart.score", task.label(), name(metric));
  }

  /** What scores are, in words. */
  public static String name(Metric metric) {
    return metric
        .scheme()
        .map(scheme -> Messages.get("metric.entity_f1", scheme))
        .orElseGet(() -> Messages.get("metric.accuracy"));
  }

  /** The charts' own words. */
  public static FigureWords words() {
    return new FigureWords(
        Messages.get("chart.gate"),
        Messages.get("chart.weight"),
        Messages.get("chart.layer"),
        Messages.get("chart.head"),
        Messages.get("chart.meanGate"),
        Messages.get("chart.attention"),
        Messages.get("chart.channels"),
        Messages.get("chart.time"),
        Messages.get("chart.answered"),
        Messages.get("chart.unpainted"),
        columns(),
        Messages.rightToLeft());
  }

  /** Names of columns of the charts' tables. */
  private static Map<String, String> columns() {
    return FigureWords.COLUMNS.stream()
        .collect(
            Collectors.toMap(
                name -> name, name -> Messages.get("rows." + name.replaceAll("[^a-z0-9]", ""))));
  }

  /** The gate map of an analysis; empty where the variant has no gate. */
  public static Optional<GateMapFigure> gateMap(
      ModelSummary model, Analysis analysis, boolean rightToLeft) {
    if (!analysis.variant().hasGate()) {
      return Optional.empty();
    }
    var layers = analysis.layers().stream().map(l -> l.head().layer()).toList();
    var values = analysis.layers().stream().map(Analysis.Layer::meanGate).toArray(float[][]::new);
    return Optional.of(
        new GateMapFigure(
            Messages.get("gates.title", name(role(model.role())), strongest(analysis)),
            Messages.get(
                    "gates.caption",
                    model.name(),
                    analysis.variant().key(),
                    model.protocol(),
                    analysis.tokens().length())
                + cut(analysis.tokens().cut()),
            role(model.role()),
            analysis.tokens().pieces(),
            layers,
            values,
            rightToLeft));
  }

  /** A figure leaves the window, where the text's cut is told beside it. */
  private static String cut(Tokens.Cut cut) {
    return cut.happened() ? Messages.get("gates.cut", cut.keptPieces(), cut.allPieces()) : "";
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
  public static ChannelFigure channels(ModelSummary model, Analysis analysis, int row, int token) {
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
}
