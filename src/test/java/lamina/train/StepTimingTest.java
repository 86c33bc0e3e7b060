package lamina.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StepTimingTest {
  @Test
  void aStepTakesLongerThanItsProducts() {
    var timing = StepTiming.measure(2, 64, 100, 2, 8, 0.1f, false, 3);
    assertEquals(3, timing.step().length);
    for (double ratio : timing.ratios()) {
      assertTrue(ratio > 1, "a step holds its products and more, the ratio was " + ratio);
    }
  }
}
