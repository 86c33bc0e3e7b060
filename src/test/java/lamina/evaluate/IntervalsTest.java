package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals and tests against known answers. */
class IntervalsTest {
  /** Newcombe (1998), Statistics in Medicine 17, table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0.0000, 0.1611",
    "1, 29, 0.0061, 0.1718",
    "29, 29, 0.8830, 1.0000"
  })
  void wilsonAsPublished(int right, int n, double low, double high) {
    var interval = Intervals.wilson(right, n);
    assertEquals(low, interval.low(), 5e-5);
    assertEquals(high, interval.high(), 5e-5);
  }

  @Test
  void nothingMeasuredMeansNothingKnown() {
    assertEquals(new Interval(0, 1), Intervals.wilson(0, 0));
  }

  /** For single answers the bootstrap tends to p ± 1.96 sqrt(p (1 - p) / n). */
  @Test
  void bootstrapOfAProportionAsByFormula() {
    var items = answers(400, 280);
    double half = 1.96 * Math.sqrt(0.7 * 0.3 / 400);
    var interval = Intervals.bootstrap(items, 1);
    assertEquals(0.7 - half, interval.low(), 0.008);
    assertEquals(0.7 + half, interval.high(), 0.008);
  }

  /** Ten words that stand or fall together are one piece of evidence, not ten. */
  @Test
  void bootstrapDrawsSentencesNotWords() {
    var sentences =
        IntStream.range(0, 100)
            .mapToObj(i -> new ExampleScore(i < 70 ? 10 : 0, 10))
            .toArray(ExampleScore[]::new);
    var interval = Intervals.bootstrap(sentences, 1);
    double half = 1.96 * Math.sqrt(0.7 * 0.3 / 100);
    assertEquals(0.7 - half, interval.low(), 0.015);
    assertEquals(0.7 + half, interval.high(), 0.015);
  }

  @Test
  void bootstrapIsRepeatableFromItsSeed() {
    var items = answers(50, 20);
    assertEquals(Intervals.bootstrap(items, 3), Intervals.bootstrap(items, 3));
    assertNotEquals(Intervals.bootstrap(items, 3), Intervals.bootstrap(answers(50, 30), 3));
  }

  @Test
  void equalSystemsDoNotDiffer() {
    var items = answers(100, 60);
    var difference = Intervals.paired(items, items, 1);
    assertEquals(0, difference.value());
    assertEquals(new Interval(0, 0), difference.interval());
    assertEquals(1, difference.p());
  }

  @Test
  void clearDifferenceIsSeenInBothDirections() {
    var good = answers(200, 160);
    var poor = answers(200, 120);
    var gain = Intervals.paired(good, poor, 1);
    assertEquals(0.2, gain.value(), 1e-12);
    assertTrue(gain.interval().low() > 0.1 && gain.interval().high() < 0.3, gain.toString());
    assertTrue(gain.p() < 0.01);
    var loss = Intervals.paired(poor, good, 1);
    assertEquals(-gain.interval().high(), loss.interval().low(), 1e-12);
    assertTrue(loss.p() < 0.01);
  }

  /** Of 999 draws 30 lie on the other side of 0: twice (30 + 1) / (999 + 1), either way. */
  @Test
  void theTestOfDrawsIsTwoSided() {
    var draws = IntStream.range(0, 999).mapToDouble(i -> i < 30 ? -1 - i : 1 + i).toArray();
    assertEquals(0.062, Intervals.difference(1, draws).p(), 1e-12);
    for (int i = 0; i < draws.length; i++) {
      draws[i] = -draws[i];
    }
    assertEquals(0.062, Intervals.difference(-1, draws).p(), 1e-12);
  }

  /** Half widths 0.06 and 0.08 make one of 0.1, which just reaches 0: p is 0.05, either way. */
  @Test
  void theTestOfTwoIntervalsIsTwoSided() {
    var a = new Interval(0.44, 0.56);
    var b = new Interval(0.32, 0.48);
    assertEquals(0.05, Intervals.independent(0.5, a, 0.4, b).p(), 1e-9);
    assertEquals(0.05, Intervals.independent(0.4, b, 0.5, a).p(), 1e-9);
    var ratio = Intervals.ofRatio(2, new Interval(1, 4));
    assertEquals(0.05, ratio.p(), 1e-9);
    assertEquals(Math.log(2), ratio.value(), 1e-12);
    assertEquals(0.05, Intervals.ofRatio(2, new Interval(1, 16)).p(), 1e-9, "by the side of 0");
    assertEquals(0.05, Intervals.ofRatio(0.5, new Interval(1.0 / 16, 1)).p(), 1e-9);
  }

  /** 10,000 draws alone know no p below 0.0002, which a family of 600 tests makes 0.12. */
  @Test
  void aClearDifferenceIsClearAmongHundredsOfTests() {
    var random = new Random(9);
    var good = IntStream.range(0, 2000).mapToObj(i -> answer(random.nextDouble() < 0.8));
    var poor = IntStream.range(0, 2000).mapToObj(i -> answer(random.nextDouble() < 0.7));
    var gain =
        Intervals.paired(good.toArray(ExampleScore[]::new), poor.toArray(ExampleScore[]::new), 1);
    // Normal theory: z = 0.1 / sqrt((0.16 + 0.21) / 2000) = 7.35.
    assertTrue(gain.p() < 1e-7 && gain.p() > 0, "p " + gain.p());
    // A difference that draws do know is told by them alone.
    var close = Intervals.paired(answers(200, 120), answers(200, 115), 1);
    assertTrue(close.p() > 0.01, "p " + close.p());
  }

  private static ExampleScore answer(boolean right) {
    return new ExampleScore(right ? 1 : 0, 1);
  }

  /** Where nothing is to be found, about one test in twenty finds it. */
  @Test
  void falseAlarmsOfThePairedTestAreAsOftenAsItSays() {
    var random = new Random(5);
    int alarms = 0;
    int tests = 200;
    for (int t = 0; t < tests; t++) {
      var a = IntStream.range(0, 120).mapToObj(i -> coin(random)).toArray(ExampleScore[]::new);
      var b = IntStream.range(0, 120).mapToObj(i -> coin(random)).toArray(ExampleScore[]::new);
      alarms += Intervals.paired(a, b, t).p() < 0.05 ? 1 : 0;
    }
    assertTrue(alarms >= 2 && alarms <= 22, alarms + " of " + tests);
  }

  @Test
  void unequalNumbersOfItemsDoNotPair() {
    assertThrows(
        IllegalArgumentException.class, () -> Intervals.paired(answers(10, 5), answers(11, 5), 1));
  }

  /** Holm (1979): the smallest p times m, the next times m - 1, never falling. */
  @Test
  void holmAsInTheTextbook() {
    assertArrayEquals(
        new double[] {0.03, 0.06, 0.06, 0.02},
        Intervals.holm(new double[] {0.01, 0.04, 0.03, 0.005}),
        1e-12);
    assertArrayEquals(new double[] {1, 1}, Intervals.holm(new double[] {0.6, 0.9}), 1e-12);
    assertEquals(0, Intervals.holm(new double[0]).length);
  }

  static ExampleScore[] answers(int n, int right) {
    return IntStream.range(0, n)
        .mapToObj(i -> new ExampleScore(i < right ? 1 : 0, 1))
        .toArray(ExampleScore[]::new);
  }

  private static ExampleScore coin(Random random) {
    return new ExampleScore(random.nextBoolean() ? 1 : 0, 1);
  }
}
