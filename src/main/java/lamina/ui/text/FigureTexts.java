package lamina.ui.text;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.FigureWords;
import lamina.chart.figure.Role;
import lamina.data.Task;
import lamina.evaluate.Metric;
import lamina.model.ModelSummary;
import lamina.service.Analysis;

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

  /** "fine-tuned, protocol single": scores of the two regimes don't compare. */
  public static String regime(String protocol) {
    var key =
        switch (protocol) {
          case ModelSummary.FROZEN -> "regime.frozen";
          case "single", "shared" -> "regime.tuned";
          default -> "regime.unknown"; // another program's model
        };
    return Messages.get(key, protocol);
  }

  /** The charts' own words in a language, as a tag. */
  public static FigureWords words(String language) {
    return Messages.in(language, FigureTexts::words);
  }

  /** The charts' own words. */
  public static FigureWords words() {
    return new FigureWords(
        Messages.get("chart.gate"),
        Messages.get("chart.weight"),
        Messages.get("chart.layer"),
        Messages.get("chart.head"),
        Messages.get("chart.meanGate"),
        Messages.get("chart.gateDeviation"),
        Messages.get("chart.attention"),
        Messages.get("chart.channels"),
        Messages.get("chart.time"),
        Messages.get("chart.answered"),
        Messages.get("chart.numbers"),
        Messages.get("chart.origin"),
        Messages.get("chart.unpainted"),
        Messages.get("chart.zoom"),
        Messages.get("chart.seen"),
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
