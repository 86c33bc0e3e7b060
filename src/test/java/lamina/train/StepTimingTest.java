package lamina.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import lamina.engine.Precision;
import org.junit.jupiter.api.Test;

class StepTimingTest {
  @Test
  void aStepTakesLongerThanItsProducts() {
    var timing = StepTiming.measure(2, 64, 100, 2, 8, 0.1, Precision.FP32, false, 9);
    assertEquals(9, timing.step().length);
    assertEquals(9, timing.ratios().length);
    double step = Arrays.stream(timing.step()).min().orElseThrow();
    double products = Arrays.stream(timing.products()).min().orElseThrow();
    assertTrue(step > products, "a step of " + step + " ms holds its products of " + products);
  }
}
