package lamina.ui.latency;

import java.util.ArrayList;
import java.util.List;
import lamina.bench.LatencyReport;
import lamina.bench.LatencyReport.Estimate;
import lamina.bench.LatencyReport.Latency;
import lamina.chart.figure.Role;
import lamina.evaluate.Interval;
import lamina.evaluate.Score;
import lamina.language.Language;
import lamina.language.Languages;
import org.jspecify.annotations.Nullable;

/** What the student needs and keeps of its teacher, language by language. */
final class LatencyLanguages {
  private static final double NORMAL = 1.96;

  /** Nothing was measured. */
  static final Estimate UNKNOWN = new Estimate(Double.NaN, new Interval(Double.NaN, Double.NaN));

  private LatencyLanguages() {}

  /**
   * A language.
   *
   * @param sentences that were timed
   * @param time median of the student over the teacher's
   * @param kept score of the student over the teacher's; NaN where it wasn't measured
   * @param n examples behind the scores; 0 where there are none
   */
  record Row(
      Language language,
      LatencyReport.Sentences sentences,
      Latency teacher,
      Latency student,
      Estimate time,
      Estimate kept,
      int n) {}

  /** Languages of the first teacher and the student of the same engine; empty where one lacks. */
  static List<Row> of(LatencyReport report, List<LatencyFigures.Row> rows) {
    var found = new ArrayList<Row>();
    var teacher = rows.getFirst();
    var student =
        rows.stream()
            .filter(r -> r.role() == Role.STUDENT)
            .filter(r -> r.series().engine().equals(teacher.series().engine()))
            .findFirst();
    if (teacher.role() != Role.TEACHER || student.isEmpty()) {
      return found;
    }
    for (var sentences : report.conditions().languages()) {
      var code = sentences.language();
      var slow = teacher.series().byLanguage().get(code);
      var fast = student.get().series().byLanguage().get(code);
      if (slow != null && fast != null) {
        var before = score(teacher, code);
        var after = score(student.get(), code);
        var kept = UNKNOWN;
        int n = 0;
        if (before != null && after != null && before.metric() == after.metric()) {
          kept = kept(before, after);
          n = after.n();
        }
        found.add(
            new Row(Languages.of(code), sentences, slow, fast, inverse(fast.faster()), kept, n));
      }
    }
    return found;
  }

  private static @Nullable Score score(LatencyFigures.Row row, String language) {
    return row.series().accuracy().scores().find(language, row.series().head()).orElse(null);
  }

  private static Estimate inverse(Estimate e) {
    return new Estimate(
        1 / e.value(), new Interval(1 / e.interval().high(), 1 / e.interval().low()));
  }

  /**
   * Ratio of two scores, on a logarithmic scale as if they were independent: only their intervals
   * are kept, and on the same examples the true interval is narrower.
   */
  static Estimate kept(Score before, Score after) {
    double ratio = after.value() / before.value();
    double wide = Math.exp(NORMAL * Math.hypot(error(before), error(after)));
    return new Estimate(ratio, new Interval(ratio / wide, ratio * wide));
  }

  private static double error(Score s) {
    return (s.interval().high() - s.interval().low()) / (2 * NORMAL * s.value());
  }
}
