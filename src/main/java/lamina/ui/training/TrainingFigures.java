package lamina.ui.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.experiment.Journal;
import lamina.model.HeadKey;
import lamina.ui.text.Messages;

/** Curves of a training run. */
final class TrainingFigures {
  private TrainingFigures() {}

  /** Training loss by step. */
  static LineFigure loss(String name, Journal.Losses losses) {
    var last = losses.loss().lastEntry();
    return new LineFigure(
        Messages.get(
            "training.chart.loss",
            name,
            String.format(Locale.ROOT, "%.3f", last.getValue()),
            last.getKey(),
            losses.steps()),
        Messages.get("training.chart.caption", name),
        Messages.get("training.x"),
        Messages.get("training.y"),
        List.of(line(Messages.get("training.y"), Role.TEACHER, true, losses.loss(), 1)),
        Double.NaN);
  }

  /** English development scores of the best fused head and of the baseline, by epoch. */
  static LineFigure scores(String name, Map<HeadKey, TreeMap<Integer, Double>> scores) {
    var lines = new ArrayList<LineFigure.Line>();
    var best =
        scores.entrySet().stream()
            .filter(e -> !e.getKey().variant().isBaseline())
            .max(Comparator.comparingDouble(e -> e.getValue().lastEntry().getValue()));
    best.ifPresent(
        e ->
            lines.add(
                line(
                    Messages.get("training.best") + " " + e.getKey().key(),
                    Role.TEACHER,
                    false,
                    e.getValue(),
                    100)));
    if (scores.containsKey(HeadKey.LAST)) {
      lines.add(line(HeadKey.LAST.key(), Role.BASELINE, false, scores.get(HeadKey.LAST), 100));
    }
    return new LineFigure(
        Messages.get("training.chart.score", name, best.map(e -> e.getKey().key()).orElse("last")),
        Messages.get("training.chart.scoreCaption", name, "%"),
        Messages.get("training.x"),
        "%",
        lines,
        Double.NaN);
  }

  private static LineFigure.Line line(
      String name, Role role, boolean thin, TreeMap<Integer, Double> values, double scale) {
    double[] x = values.keySet().stream().mapToDouble(Integer::doubleValue).toArray();
    double[] y = values.values().stream().mapToDouble(v -> scale * v).toArray();
    return new LineFigure.Line(name, role, thin, x, y, y, y);
  }
}
