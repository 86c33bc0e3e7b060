package lamina.ui.latency;

import static lamina.ui.latency.LatencyFigures.format;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.scene.control.TableColumn;
import lamina.bench.LatencyReport.Estimate;
import lamina.bench.LatencyReport.Throughput;
import lamina.evaluate.Percentiles;
import lamina.ui.control.TableColumns;
import lamina.ui.latency.LatencyFigures.Row;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;

/** The columns of a measurement's tables. */
final class LatencyColumns {
  private static final double MEGA = 1e6;

  private LatencyColumns() {}

  /** Single calls. */
  static List<TableColumn<Row, ?>> stream() {
    return List.of(
        contender(),
        number("n", r -> r.series().latency().n(), r -> "" + r.series().latency().n()),
        number(
            "p50", r -> r.series().latency().p50().value(), r -> text(r.series().latency().p50())),
        number(
            "p90", r -> r.series().latency().p90().value(), r -> text(r.series().latency().p90())),
        number(
            "p99", r -> r.series().latency().p99().value(), r -> text(r.series().latency().p99())),
        number(
            "faster",
            r -> r.series().latency().faster().value(),
            r -> text("%.2f", r.series().latency().faster())));
  }

  /** Batches, the first answer and the size. */
  static List<TableColumn<Row, ?>> offline() {
    return List.of(
        contender(),
        number(
            "sentences",
            r -> offline(r, o -> o.sentences().value()),
            r -> r.series().offline().map(o -> text("%.0f", o.sentences())).orElse("")),
        number(
            "tokens",
            r -> offline(r, o -> o.tokens().value()),
            r -> r.series().offline().map(o -> text("%.0f", o.tokens())).orElse("")),
        number(
            "cold",
            r -> r.series().cold().total(),
            r ->
                format(
                    "%.0f + %.0f + %.0f",
                    r.series().cold().process(),
                    r.series().cold().load(),
                    r.series().cold().first())),
        number(
            "memory",
            r -> r.series().memory().peak(),
            r ->
                r.series().memory().known()
                    ? format(
                        "%.0f (%.0f)",
                        r.series().memory().peak() / MEGA, r.series().memory().before() / MEGA)
                    : ""),
        number(
            "parameters",
            r -> r.series().parameters(),
            r ->
                format(
                    "%.2f (%.2f)",
                    r.series().parameters() / MEGA,
                    (r.series().parameters() - r.series().embeddingParameters()) / MEGA)));
  }

  /** Speed beside accuracy. */
  static List<TableColumn<Row, ?>> accuracy() {
    return List.of(
        contender(),
        number(
            "p50", r -> r.series().latency().p50().value(), r -> text(r.series().latency().p50())),
        number(
            "score",
            r -> r.score().map(s -> s.value()).orElse(Double.NaN),
            r ->
                r.score()
                    .map(
                        s ->
                            format(
                                "%.2f [%.2f, %.2f]",
                                100 * s.value(),
                                100 * s.interval().low(),
                                100 * s.interval().high()))
                    .orElse("")),
        number(
            "n",
            r -> r.score().map(s -> (double) s.n()).orElse(Double.NaN),
            r -> r.score().map(s -> "" + s.n()).orElse("")),
        TableColumns.text(Messages.get("latency.source"), r -> r.series().accuracy().source()));
  }

  /** Student against teacher, by language. */
  static List<TableColumn<LatencyLanguages.Row, ?>> languages() {
    return List.of(
        TableColumns.text(Messages.get("latency.language"), r -> LanguageWords.name(r.language())),
        number(
            "length",
            r -> r.sentences().medianTokens(),
            r ->
                format(
                    "%d × %d-%d (%d)",
                    r.sentences().count(),
                    r.sentences().minTokens(),
                    r.sentences().maxTokens(),
                    r.sentences().medianTokens())),
        number("n", r -> r.student().n(), r -> "" + r.student().n()),
        number("p50teacher", r -> r.teacher().p50().value(), r -> text(r.teacher().p50())),
        number("p50student", r -> r.student().p50().value(), r -> text(r.student().p50())),
        number("time", r -> r.time().value(), r -> percent(r.time())),
        number("keptscore", r -> r.kept().value(), r -> percent(r.kept())));
  }

  private static TableColumn<Row, ?> contender() {
    return TableColumns.text(Messages.get("latency.model"), Row::name);
  }

  private static <R> TableColumn<R, R> number(
      String key, ToDoubleFunction<R> value, Function<R, String> text) {
    return TableColumns.number(Messages.get("latency." + key), value, text);
  }

  private static double offline(Row row, ToDoubleFunction<Throughput> value) {
    return row.series().offline().map(value::applyAsDouble).orElse(Double.NaN);
  }

  private static String percent(Estimate e) {
    return Double.isNaN(e.value())
        ? ""
        : text(
            "%.0f",
            new Estimate(
                100 * e.value(),
                new lamina.evaluate.Interval(100 * e.interval().low(), 100 * e.interval().high())));
  }

  private static String text(Percentiles p) {
    return format(
        "%.2f%s [%.2f, %.2f]",
        p.value(), p.reliable() ? "" : "?", p.interval().low(), p.interval().high());
  }

  private static String text(String number, Estimate e) {
    return format(
        number + " [" + number + ", " + number + "]",
        e.value(),
        e.interval().low(),
        e.interval().high());
  }
}
