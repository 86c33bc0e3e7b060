package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  private static final double[] TO_A_THOUSAND =
      IntStream.rangeClosed(1, 1000).mapToDouble(i -> i).toArray();

  @Test
  void valuesOfAnEvenSpread() {
    assertEquals(500.5, Percentiles.of(TO_A_THOUSAND, 50).value(), 1);
    assertEquals(900, Percentiles.of(TO_A_THOUSAND, 90).value(), 2);
    assertEquals(990, Percentiles.of(TO_A_THOUSAND, 99).value(), 2);
  }

  /** Hyndman and Fan's type 6 by hand: rank (n + 1) p / 100 of 2, 4, 8, 16, NaN left out. */
  @Test
  void ranksAreThoseOfTypeSix() {
    double[] values = {16, 2, Double.NaN, 8, 4};
    assertEquals(2.5, Percentiles.at(values, 25)); // rank 1.25
    assertEquals(6, Percentiles.median(values)); // rank 2.5
    assertEquals(14, Percentiles.at(values, 75)); // rank 3.75
    assertEquals(2, Percentiles.at(values, 10)); // rank 0.5: the smallest
    assertEquals(16, Percentiles.at(values, 95)); // rank 4.75: the largest
    assertEquals(4, Percentiles.lowerMedian(values));
    assertEquals(16, values[0], "values stay in their order");
    assertEquals(Double.NaN, Percentiles.at(new double[0], 50));
  }

  /** The median's rank is binomial: n/2 ± 1.96 sqrt(n) / 2. */
  @Test
  void intervalOfTheMedianAsByFormula() {
    var interval = Percentiles.of(TO_A_THOUSAND, 50).interval();
    double half = 1.96 * Math.sqrt(1000) / 2;
    assertEquals(500.5 - half, interval.low(), 8);
    assertEquals(500.5 + half, interval.high(), 8);
  }

  @Test
  void fewSamplesBeyondMakeItUnreliable() {
    assertTrue(Percentiles.of(TO_A_THOUSAND, 99).reliable());
    var few = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
    assertFalse(Percentiles.of(few, 99).reliable());
    assertTrue(Percentiles.of(few, 90).reliable());
  }

  @Test
  void oneValueHasNoSpread() {
    var same = Percentiles.of(new double[] {7, 7, 7}, 90);
    assertEquals(7, same.value());
    assertEquals(new Interval(7, 7), same.interval());
  }
}
