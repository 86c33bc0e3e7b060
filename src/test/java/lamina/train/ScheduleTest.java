package lamina.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static double[] rates(Schedule schedule) {
    return IntStream.range(0, schedule.total()).mapToDouble(schedule::rate).toArray();
  }

  @Test
  void theRateRisesToItsPeakAndFallsToNothing() {
    assertArrayEquals(
        new double[] {0.2, 0.4, 0.4, 0.3, 0.2, 0.1}, rates(new Schedule(0.4, 2, 6)), 1e-12);
    assertEquals(0, new Schedule(0.4, 2, 6).rate(6));
    assertEquals(0, new Schedule(0.4, 2, 6).rate(7), "never below nothing");
  }

  @Test
  void withoutWarmUpItFallsFromTheFirstStep() {
    assertArrayEquals(new double[] {0.4, 0.3, 0.2, 0.1}, rates(new Schedule(0.4, 0, 4)), 1e-12);
  }
}
