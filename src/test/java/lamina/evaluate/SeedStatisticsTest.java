package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedStatisticsTest {
  /** A run over one language of n items, right with a probability. */
  private static List<List<ExampleScore[]>> run(int n, double right, long seed) {
    var random = new Random(seed);
    var items = new ExampleScore[n];
    for (int i = 0; i < n; i++) {
      items[i] = new ExampleScore(random.nextDouble() < right ? 1 : 0, 1);
    }
    return List.of(List.<ExampleScore[]>of(items));
  }

  @Test
  void spreadIsTheMeanAndTheSampleDeviation() {
    var s = SeedStatistics.spread(0.70, 0.72, 0.74);
    assertEquals(0.72, s.mean(), 1e-12);
    assertEquals(0.02, s.sd(), 1e-12);
    assertTrue(Double.isNaN(SeedStatistics.spread(0.7).sd()));
  }

  @Test
  void effectIsCohensD() {
    // Means 3 and 1, both variances 1: d = 2.
    assertEquals(2, SeedStatistics.effect(new double[] {2, 3, 4}, new double[] {0, 1, 2}), 1e-12);
    // Means 4 and 5, variances 9 and 4: d = -1 / sqrt(6.5).
    assertEquals(
        -1 / Math.sqrt(6.5),
        SeedStatistics.effect(new double[] {1, 4, 7}, new double[] {3, 5, 7}),
        1e-12);
  }

  @Test
  void withOneSeedItIsTheBootstrapOverItems() {
    var a = run(2000, 0.7, 1);
    var b = run(2000, 0.6, 2);
    var d = SeedStatistics.test(List.of(a), List.of(b), 3);
    assertEquals(Intervals.mean(a) - Intervals.mean(b), d.value(), 1e-12);
    // Normal theory: 1.96 sqrt(0.21/n + 0.24/n) = 0.0294.
    assertEquals(0.0294, (d.interval().high() - d.interval().low()) / 2, 0.003);
  }

  @Test
  void seedsThatDisagreeWidenTheInterval() {
    var a = new ArrayList<List<List<ExampleScore[]>>>();
    var b = new ArrayList<List<List<ExampleScore[]>>>();
    double[] levels = {0.50, 0.60, 0.70};
    for (int s = 0; s < 3; s++) {
      a.add(run(5000, levels[s], s));
      b.add(run(5000, 0.60, 10 + s));
    }
    var d = SeedStatistics.test(a, b, 3);
    // sd 0.1 over three seeds, items add little: t(2) 4.303 * 0.1 / sqrt(3) = 0.248.
    double half = (d.interval().high() - d.interval().low()) / 2;
    assertEquals(0.248, half, 0.06);
    assertTrue(d.p() > 0.2, "p " + d.p());
  }

  @Test
  void itemsThatNeverVaryLeaveStudentsTestOverSeeds() {
    // Differences 1, 2 and 3 tenths: t = 0.2 / (0.1 / sqrt(3)) = 3.4641, df 2, p = 0.0742.
    var a = List.of(constant(0.6), constant(0.7), constant(0.8));
    var b = List.of(constant(0.5), constant(0.5), constant(0.5));
    var d = SeedStatistics.test(a, b, 1);
    assertEquals(0.2, d.value(), 1e-12);
    assertEquals(0.0742, d.p(), 1e-4);
    assertEquals(0.2 - 4.3027 * 0.1 / Math.sqrt(3), d.interval().low(), 1e-4);
  }

  /** The other way round all is the same but the signs: the test is of both directions. */
  @Test
  void aLossIsAsSureAsAGain() {
    var a = List.of(constant(0.5), constant(0.5), constant(0.5));
    var b = List.of(constant(0.6), constant(0.7), constant(0.8));
    var d = SeedStatistics.test(a, b, 1);
    assertEquals(-0.2, d.value(), 1e-12);
    assertEquals(0.0742, d.p(), 1e-4);
    assertEquals(-0.2 + 4.3027 * 0.1 / Math.sqrt(3), d.interval().high(), 1e-4);
  }

  /** Seeds that agree leave the items: 1.96 sqrt(0.21/n + 0.24/n) = 0.0294 by normal theory. */
  @Test
  void seedsThatNeverVaryLeaveTheItems() {
    var a = run(2000, 0.7, 1);
    var b = run(2000, 0.6, 2);
    var d = SeedStatistics.test(List.of(a, a, a), List.of(b, b, b), 3);
    assertEquals(0.0294, (d.interval().high() - d.interval().low()) / 2, 0.003);
    assertTrue(d.p() < 0.001);
  }

  /**
   * Two seeds that are right on other items, as independent as can be: what varies by items is in
   * their difference already. Differences 0.1 and 0.2: t = 0.15 / (0.0707 / sqrt(2)) = 3, and with
   * one degree of freedom p = 2 / pi * atan(1 / 3) = 0.2048.
   */
  @Test
  void whatSeedsAndItemsShareCountsOnce() {
    var a = List.of(pattern(i -> i % 2 == 0), pattern(i -> i / 2 % 10 < 6));
    var b = List.of(constant(0.4, 80), constant(0.4, 80));
    var d = SeedStatistics.test(a, b, 1);
    assertEquals(0.15, d.value(), 1e-12);
    assertEquals(0.2048, d.p(), 0.015, "counted twice it would be 0.11");
  }

  /**
   * Items on which all seeds are right alike: variance 0.25 / 20 of the items comes to 0.01 / 3 of
   * the seeds, and with so many degrees of freedom half the interval is 2.01 standard errors.
   */
  @Test
  void whatItemsAloneVaryComesToTheSeeds() {
    var a = List.of(shifted(0), shifted(0.1), shifted(0.2));
    var b = List.of(constant(0, 20), constant(0, 20), constant(0, 20));
    var d = SeedStatistics.test(a, b, 1);
    assertEquals(0.6, d.value(), 1e-12);
    double error = Math.sqrt(0.25 / 20 + 0.01 / 3);
    assertEquals(2.01 * error, d.interval().high() - d.value(), 0.1 * error);
  }

  private static List<List<ExampleScore[]>> shifted(double shift) {
    var items = new ExampleScore[20];
    for (int i = 0; i < items.length; i++) {
      items[i] = new ExampleScore(i % 2 + shift, 1);
    }
    return List.of(List.<ExampleScore[]>of(items));
  }

  @Test
  void whatNeverVariesIsCertain() {
    var high = List.of(constant(0.75), constant(0.75));
    var low = List.of(constant(0.5), constant(0.5));
    assertEquals(
        new Intervals.Difference(0.25, new Interval(0.25, 0.25), 0),
        SeedStatistics.test(high, low, 1));
    assertEquals(
        new Intervals.Difference(0, new Interval(0, 0), 1), SeedStatistics.test(low, low, 1));
  }

  private static List<List<ExampleScore[]>> pattern(java.util.function.IntPredicate right) {
    var items = new ExampleScore[80];
    for (int i = 0; i < items.length; i++) {
      items[i] = new ExampleScore(right.test(i) ? 1 : 0, 1);
    }
    return List.of(List.<ExampleScore[]>of(items));
  }

  private static List<List<ExampleScore[]>> constant(double score, int n) {
    var items = new ExampleScore[n];
    Arrays.fill(items, new ExampleScore(score, 1));
    return List.of(List.<ExampleScore[]>of(items));
  }

  /** Every language counts the same, however many translations a group holds. */
  @Test
  void drawsAreMeansOverLanguages() {
    var three = new ArrayList<ExampleScore[]>();
    for (double score : new double[] {0.2, 0.3, 0.4}) {
      three.add(constant(score, 5).getFirst().getFirst());
    }
    var run = List.of(List.<ExampleScore[]>copyOf(three), constant(0.9, 7).getFirst());
    var interval = SeedStatistics.interval(List.of(run), 1);
    assertEquals(0.45, interval.low(), 1e-12);
    assertEquals(0.45, interval.high(), 1e-12);
  }

  private static List<List<ExampleScore[]>> constant(double score) {
    return List.of(
        List.<ExampleScore[]>of(
            new ExampleScore[] {new ExampleScore(score, 1), new ExampleScore(score, 1)}));
  }

  /** Three seeds that differ, items in common: a difference that isn't there is seldom found. */
  @Test
  void underNoDifferenceFivePercentAreFoundOrFewer() {
    var random = new Random(7);
    int found = 0;
    int experiments = 300;
    for (int e = 0; e < experiments; e++) {
      var hard = random.doubles(80, 0.2, 0.8).toArray();
      var a = new ArrayList<List<List<ExampleScore[]>>>();
      var b = new ArrayList<List<List<ExampleScore[]>>>();
      for (int s = 0; s < 3; s++) {
        a.add(drawn(hard, 0.05 * random.nextGaussian(), random));
        b.add(drawn(hard, 0.05 * random.nextGaussian(), random));
      }
      found += SeedStatistics.test(a, b, e).p() < 0.05 ? 1 : 0;
    }
    // 5 % of 300 are 15, sd 3.8.
    assertTrue(found <= 25, found + " of " + experiments);
  }

  private static List<List<ExampleScore[]>> drawn(double[] hard, double shift, Random random) {
    var items = new ExampleScore[hard.length];
    for (int i = 0; i < items.length; i++) {
      items[i] = new ExampleScore(random.nextDouble() < hard[i] + shift ? 1 : 0, 1);
    }
    return List.of(List.<ExampleScore[]>of(items));
  }

  @Test
  void seedsThatAgreeFindADifference() {
    var a = IntStream.range(0, 5).mapToObj(i -> run(3000, 0.66, i)).toList();
    var b = IntStream.range(5, 10).mapToObj(i -> run(3000, 0.60, i)).toList();
    assertTrue(SeedStatistics.test(a, b, 1).p() < 0.01);
  }

  @Test
  void theIntervalOfAMeanCoversIt() {
    var runs = IntStream.range(0, 5).mapToObj(i -> run(1000, 0.5, i)).toList();
    var interval = SeedStatistics.interval(runs, 5);
    assertTrue(interval.low() < 0.5 && 0.5 < interval.high());
    assertTrue(interval.high() - interval.low() < 0.08);
  }

  @Test
  void whatIsKeptIsTheRatioOfTheMeans() {
    var whole = run(4000, 0.8, 1);
    assertEquals(1, SeedStatistics.kept(List.of(whole), List.of(whole), 1).share(), 1e-12);
    assertEquals(0, width(SeedStatistics.kept(List.of(whole), List.of(whole), 1)), 1e-12);
    // Every item that is right in whole is half right here, so each draw keeps exactly half.
    var half =
        java.util.Arrays.stream(whole.getFirst().getFirst())
            .map(i -> new ExampleScore(i.numerator() / 2, i.denominator()))
            .toArray(ExampleScore[]::new);
    var kept =
        SeedStatistics.kept(List.of(List.of(List.<ExampleScore[]>of(half))), List.of(whole), 1);
    assertEquals(0.5, kept.share(), 1e-12);
    assertEquals(0.5, kept.interval().low(), 1e-12);
    assertEquals(0, width(kept), 1e-12);
    // Independent: delta method, sd of 0.6/0.8 = 0.75 sqrt(0.4/0.6/n + 0.2/0.8/n), n = 4000.
    var other = SeedStatistics.kept(List.of(run(4000, 0.6, 2)), List.of(whole), 1);
    assertEquals(0.75, other.share(), 0.03);
    assertEquals(2 * 1.96 * 0.0114, width(other), 0.006);
  }

  private static double width(SeedStatistics.Kept kept) {
    return kept.interval().high() - kept.interval().low();
  }

  @Test
  void runsMustPairUp() {
    var one = run(10, 0.5, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> SeedStatistics.test(List.of(one), List.of(one, one), 1));
  }
}
