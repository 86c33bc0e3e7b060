package lamina.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What makes a measurement doubtful, in sentences. */
final class Warnings {
  private static final int ENOUGH_FOR_P99 = 1000;
  private static final int ENOUGH_TO_REPEAT = 5;
  private static final double CALM = 0.10;
  private static final double QUIET = 0.15;

  private Warnings() {}

  /**
   * Looks for them.
   *
   * @param sentences of the single stream
   */
  static List<String> of(
      LatencyReport.Conditions conditions, List<LatencyReport.Series> series, int sentences) {
    var warnings = new ArrayList<String>();
    int rounds = conditions.rounds();
    if (rounds < ENOUGH_FOR_P99) {
      warnings.add("n = " + rounds + " is too small for a p99; it needs " + ENOUGH_FOR_P99 + ".");
    }
    if (conditions.load() > QUIET) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "Other programs kept %.1f processors busy meanwhile: trust the ratio, not the times.",
              conditions.load()));
    }
    var spread = series.stream().filter(s -> Statistics.spread(s.millis()) > CALM).toList();
    if (!spread.isEmpty()) {
      warnings.add(spread(spread, sentences));
    }
    return warnings;
  }

  private static String spread(List<LatencyReport.Series> series, int sentences) {
    boolean repeated =
        series.stream().allMatch(s -> s.millis().length >= ENOUGH_TO_REPEAT * sentences);
    return "The middle half of the times spreads over more than 10 % of the median: "
        + series.stream()
            .map(s -> s.label() + " " + percent(s, sentences, repeated))
            .collect(Collectors.joining("; "))
        + (repeated
            ? "; the rest is the length of the sentences."
            : "; sentences differ in length, or other programs are running.");
  }

  private static String percent(LatencyReport.Series s, int sentences, boolean repeated) {
    double all = 100 * Statistics.spread(s.millis());
    return repeated
        ? String.format(
            Locale.ROOT,
            "%.0f %%, of one and the same sentence %.0f %%",
            all,
            100 * Statistics.spreadWithin(s.millis(), sentences))
        : String.format(Locale.ROOT, "%.0f %%", all);
  }
}
