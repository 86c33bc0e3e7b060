package lamina.ui.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import lamina.data.Task;
import lamina.evaluate.Interval;
import lamina.evaluate.Metric;
import lamina.evaluate.Score;
import lamina.model.HeadKey;
import org.junit.jupiter.api.Test;

class LatencyLanguagesTest {
  private static Score score(double value, double half) {
    var interval = new Interval(value - half, value + half);
    return new Score(
        Task.POS, Metric.ACCURACY, "en", HeadKey.LAST, 400, value, interval, Optional.empty(), 1);
  }

  @Test
  void keptAccuracyHasTheIntervalOfARatio() {
    var kept = LatencyLanguages.kept(score(0.8, 0.008), score(0.6, 0.0));
    assertEquals(0.75, kept.value(), 1e-12);
    // One per cent either way of the teacher is one per cent of the ratio.
    assertEquals(0.75 * Math.exp(-0.01), kept.interval().low(), 1e-9);
    assertEquals(0.75 * Math.exp(0.01), kept.interval().high(), 1e-9);
    var both = LatencyLanguages.kept(score(0.8, 0.024), score(0.6, 0.024));
    assertEquals(0.75 * Math.exp(0.05), both.interval().high(), 1e-9); // 3 and 4 per cent
  }
}
