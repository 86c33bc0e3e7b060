package lamina.cli.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lamina.bench.LatencyReport;
import lamina.bench.LatencyReport.Estimate;
import lamina.bench.LatencyReport.Latency;
import lamina.bench.LatencyReport.Series;
import lamina.evaluate.Percentiles;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;

/** A latency measurement as lines of text. */
final class BenchTable {
  private static final double MEGA = 1e6;

  private BenchTable() {}

  static List<String> lines(LatencyReport report) {
    var out = new ArrayList<String>();
    var c = report.conditions();
    int width = report.series().stream().mapToInt(s -> s.label().length()).max().orElse(0);
    out.add(c.line());
    for (var s : report.series()) {
      out.add("  " + padded(s.label(), width) + latency(s.latency()));
    }
    if (c.languages().size() > 1) {
      for (var l : c.languages()) {
        out.add(
            format(
                "%s: %d sentences, %d to %d tokens, median %d",
                l.language(), l.count(), l.minTokens(), l.maxTokens(), l.medianTokens()));
        report.series().stream()
            .filter(s -> s.byLanguage().containsKey(l.language()))
            .forEach(
                s ->
                    out.add(
                        "  "
                            + padded(s.label(), width)
                            + latency(s.byLanguage().get(l.language()))
                            + s.accuracy()
                                .scores()
                                .find(l.language(), s.head())
                                .map(score -> "  " + score(score))
                                .orElse("")));
      }
    }
    if (c.passes() > 0) {
      out.add(c.offlineLine());
      for (var s : report.series()) {
        s.offline()
            .ifPresent(
                o ->
                    out.add(
                        "  "
                            + padded(s.label(), width)
                            + "  "
                            + estimate(o.sentences(), "%.0f")
                            + " sentences/s  "
                            + estimate(o.tokens(), "%.0f")
                            + " tokens/s  "
                            + format(
                                "%d batches, %.1f %% padding", o.batches(), 100 * o.padding())));
      }
    }
    out.add("Cold start · size · accuracy, mean without English");
    report.series().forEach(s -> out.add("  " + padded(s.label(), width) + "  " + rest(s)));
    report.warnings().forEach(w -> out.add("! " + w.text()));
    return out;
  }

  private static String latency(Latency l) {
    return format("  n %-5d", l.n())
        + percentile("p50", l.p50())
        + percentile("p90", l.p90())
        + percentile("p99", l.p99())
        + "  × "
        + estimate(l.faster(), "%.2f");
  }

  private static String percentile(String name, Percentiles p) {
    return format(
        "  %s %.2f ms [%.2f, %.2f]%s",
        name, p.value(), p.interval().low(), p.interval().high(), p.reliable() ? "" : "?");
  }

  private static String estimate(Estimate e, String number) {
    return format(
        number + " [" + number + ", " + number + "]",
        e.value(),
        e.interval().low(),
        e.interval().high());
  }

  private static String rest(Series s) {
    return format(
            "process %.0f + load %.0f + first call %.0f ms · ",
            s.cold().process(), s.cold().load(), s.cold().first())
        + (s.memory().known()
            ? format(
                "peak %.0f MB in RAM, %.0f before the model · ",
                s.memory().peak() / MEGA, s.memory().before() / MEGA)
            : "")
        + format(
            "%.2f M parameters, %.2f M without embeddings · ",
            s.parameters() / MEGA, (s.parameters() - s.embeddingParameters()) / MEGA)
        + s.accuracy()
            .scores()
            .find(ScoreTable.MEAN, s.head())
            .map(score -> score(score) + " (" + s.accuracy().source() + ")")
            .orElse("accuracy " + s.accuracy().source());
  }

  private static String score(Score s) {
    return format(
        "%s %.1f [%.1f, %.1f], n = %d",
        s.metric().label(),
        100 * s.value(),
        100 * s.interval().low(),
        100 * s.interval().high(),
        s.n());
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
