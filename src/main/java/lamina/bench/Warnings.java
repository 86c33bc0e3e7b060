package lamina.bench;

import java.util.ArrayList;
import java.util.List;

/** Finds what makes a measurement doubtful. */
final class Warnings {
  private static final int ENOUGH_FOR_P99 = 1000;
  private static final int ENOUGH_PASSES = 5;
  private static final int ENOUGH_TO_REPEAT = 5;
  private static final double CALM = 0.10;
  private static final double QUIET = 0.15;

  private Warnings() {}

  /**
   * Looks for them.
   *
   * @param sentences of the single stream
   */
  static List<Warning> of(
      LatencyReport.Conditions conditions, List<LatencyReport.Series> series, int sentences) {
    var warnings = new ArrayList<Warning>();
    if (conditions.rounds() < ENOUGH_FOR_P99) {
      warnings.add(new Warning.FewCalls(conditions.rounds(), ENOUGH_FOR_P99));
    }
    if (conditions.passes() > 0 && conditions.passes() < ENOUGH_PASSES) {
      warnings.add(new Warning.FewPasses(conditions.passes(), ENOUGH_PASSES));
    }
    if (conditions.load() > QUIET) {
      warnings.add(new Warning.OtherPrograms(conditions.load()));
    }
    var spread = series.stream().filter(s -> Statistics.spread(s.millis()) > CALM).toList();
    if (!spread.isEmpty()) {
      boolean repeated =
          spread.stream().allMatch(s -> s.millis().length >= ENOUGH_TO_REPEAT * sentences);
      warnings.add(
          new Warning.Spread(
              spread.stream().map(s -> far(s, sentences, repeated)).toList(), repeated));
    }
    return warnings;
  }

  private static Warning.Far far(LatencyReport.Series s, int sentences, boolean repeated) {
    double within = repeated ? 100 * Statistics.spreadWithin(s.millis(), sentences) : Double.NaN;
    return new Warning.Far(s.label(), 100 * Statistics.spread(s.millis()), within);
  }
}
