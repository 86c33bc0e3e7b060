package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lamina.files.Document;
import org.junit.jupiter.api.Test;

/** Against scipy, statsmodels and numpy; inference.py beside the values made them. */
class InferenceGoldenTest {
  private static final Document GOLDEN =
      Document.json(Path.of("src/test/resources/lamina/evaluate/inference.json"));

  private static double[] numbers(Document list) {
    return list.items().stream().mapToDouble(Document::number).toArray();
  }

  /** Units that never vary leave the t test over seeds. */
  @Test
  void differencesOverSeedsAreTestedAsByStatsmodels() {
    for (var c : GOLDEN.get("equivalence").items()) {
      var runs =
          java.util.Arrays.stream(numbers(c.get("differences")))
              .mapToObj(InferenceGoldenTest::constant)
              .toList();
      var none = runs.stream().map(r -> constant(0)).toList();
      var effect = SeedStatistics.difference(runs, none, 1);
      assertEquals(c.get("value").number(), effect.value(), 1e-12);
      assertEquals(c.get("error").number(), effect.error(), 1e-9);
      assertEquals(c.get("degrees").number(), effect.degrees(), 1e-6);
      assertEquals(c.get("p").number(), effect.difference().p(), 1e-6);
      assertEquals(c.get("low").number(), effect.difference().interval().low(), 1e-6);
      assertEquals(c.get("high").number(), effect.difference().interval().high(), 1e-6);
      assertEquals(c.get("equivalence").number(), effect.equivalence(0.5), 1e-6);
      assertEquals(c.get("detectable").number(), effect.detectable(0.05), 1e-6);
      if (effect.degrees() > 3) { // Bloom's formula is near the noncentral t's from there on
        assertEquals(
            c.get("noncentral").number(), effect.detectable(0.05), 0.05 * effect.detectable(0.05));
      }
    }
  }

  private static List<List<ExampleScore[]>> constant(double score) {
    var items = new ExampleScore[20];
    java.util.Arrays.fill(items, new ExampleScore(score, 1));
    return List.of(List.<ExampleScore[]>of(items));
  }

  @Test
  void holmAsByStatsmodels() {
    for (var c : GOLDEN.get("holm").items()) {
      assertArrayEquals(numbers(c.get("corrected")), Intervals.holm(numbers(c.get("p"))), 1e-12);
    }
  }

  /** Stepwise is never bolder than the closed test, and with one comparison the same. */
  @Test
  void aFamilyWithEquivalenceIsNoBolderThanTheClosedTest() {
    for (var c : GOLDEN.get("closed").items()) {
      var corrected = Intervals.holm(numbers(c.get("p")), c.get("comparisons").whole(1, 9));
      var closed = numbers(c.get("closed"));
      for (int i = 0; i < closed.length; i++) {
        assertTrue(corrected[i] >= closed[i] - 1e-12, corrected[i] + " " + closed[i]);
      }
      if (c.get("comparisons").whole(1, 9) == 1) {
        double[] p = numbers(c.get("p"));
        assertEquals(Math.min(p[0], p[1]), Math.min(corrected[0], corrected[1]), 1e-12);
      }
    }
  }

  /** Premises in several languages with three hypotheses each, scored by several seeds. */
  @Test
  void seedsAndPremisesAreCrossedAsByNumpy() {
    var c = GOLDEN.get("crossed");
    int seeds = c.get("seeds").whole(1, 99);
    var arms = new ArrayList<List<List<List<ExampleScore[]>>>>();
    for (int arm = 0; arm < 2; arm++) {
      int a = arm;
      arms.add(IntStream.range(0, seeds).mapToObj(s -> run(c, a, s)).toList());
    }
    var effect = SeedStatistics.difference(arms.get(1), arms.get(0), 5);
    assertEquals(c.get("value").number(), effect.value(), 1e-12);
    assertEquals(c.get("error").number(), effect.error(), 0.02 * effect.error());
    assertEquals(c.get("degrees").number(), effect.degrees(), 0.06 * effect.degrees());
    // With one seed the error is that of premises alone, wider than if no premise were shared.
    var first = SeedStatistics.difference(arms.get(1).subList(0, 1), arms.get(0).subList(0, 1), 5);
    assertTrue(first.error() > 0 && first.degrees() >= Effect.MANY);
    assertTrue(c.get("ofUnits").number() > 1.2 * c.get("ofUnitsIfApart").number());
  }

  private static List<List<ExampleScore[]>> run(Document c, int arm, int seed) {
    int units = c.get("units").whole(1, 999);
    int pairs = c.get("pairs").whole(1, 9);
    var languages = new ArrayList<ScoredSet>();
    for (int l = 0; l < c.get("languages").whole(1, 9); l++) {
      var ids = new ArrayList<String>();
      var drawn = new ArrayList<String>();
      var items = new ArrayList<ExampleScore>();
      for (int u = 0; u < units; u++) {
        for (int h = 0; h < pairs; h++) {
          ids.add(u + "." + h);
          drawn.add(u + ".0");
          items.add(new ExampleScore(right(arm, seed, u, l, h) ? 1 : 0, 1));
        }
      }
      languages.add(
          new ScoredSet(
              Metric.ACCURACY,
              "l" + l,
              ids,
              1,
              java.util.Map.of(lamina.model.HeadKey.LAST, items.toArray(ExampleScore[]::new)),
              Coverage.WHOLE,
              "",
              drawn));
    }
    var groups = ScoredSet.groups(languages, lamina.model.HeadKey.LAST);
    assertEquals(1, groups.size());
    assertEquals(units, groups.getFirst().getFirst().length);
    return groups;
  }

  private static boolean right(int a, int s, int u, int l, int h) {
    int hard = (u * 7919) % 101;
    int noise = (u * 31 + l * 17 + h * 13 + s * 71 + a * 37 + (u * s * 5 + a * u * 3) % 29) % 53;
    return hard + noise - 8 * a - 2 * (s % 3) * a < 88;
  }

  @Test
  void entityF1IsDrawnAsByNumpy() {
    var c = GOLDEN.get("ratio");
    var items =
        IntStream.range(0, c.get("n").whole(1, 999))
            .mapToObj(i -> new ExampleScore(2 * (i * 37 % 5), 2 * (i * 37 % 5) + i * 11 % 4))
            .toArray(ExampleScore[]::new);
    assertEquals(c.get("value").number(), ExampleScore.score(items), 1e-12);
    var interval = Intervals.bootstrap(items, 4);
    assertEquals(c.get("low").number(), interval.low(), 0.003);
    assertEquals(c.get("high").number(), interval.high(), 0.003);
  }

  @Test
  void equivalenceIsTheNinetyPercentIntervalWithinTheMargin() {
    for (double value = -0.6; value <= 0.6; value += 0.05) {
      for (double error = 0.05; error < 0.5; error += 0.05) {
        for (int degrees : new int[] {2, 4, 9, 1_000_000}) {
          var effect = new Effect(value, error, degrees);
          var ninety = effect.interval(0.9);
          boolean within = ninety.low() > -0.5 && ninety.high() < 0.5;
          assertEquals(within, effect.equivalence(0.5) < 0.05, effect.toString());
          assertTrue(!within || effect.canShowEquivalence(0.5, 0.05), effect.toString());
          assertEquals(
              effect.canShowEquivalence(0.5, 0.05),
              new Effect(0, error, degrees).equivalence(0.5) < 0.05,
              effect.toString());
        }
      }
    }
    assertEquals(1.0, new Effect(0.6, 0, 4).equivalence(0.5));
    assertEquals(0.0, new Effect(0.4, 0, 4).equivalence(0.5));
  }

  /** Drawn by its seed alone, on however many threads; tests are of 10,000 draws. */
  @Test
  void drawsAreRepeatable() {
    var items = IntervalsTest.answers(60, 20);
    var once = Resampling.scores(List.of(items, items), 3);
    assertEquals(10_000, once[0].length);
    assertArrayEquals(once[0], once[1], "columns are drawn together");
    assertArrayEquals(once[0], Resampling.scores(List.<ExampleScore[]>of(items), 3)[0]);
    assertFalse(
        java.util.Arrays.equals(once[0], Resampling.scores(List.<ExampleScore[]>of(items), 4)[0]));
    // The least p of 10,000 draws stays below 0.05 after Holm over 26 heads and 9 languages.
    var p = Intervals.paired(IntervalsTest.answers(60, 60), IntervalsTest.answers(60, 0), 1).p();
    assertTrue(p * 26 * 9 < 0.05, "p " + p);
  }

  /** A margin that can be shown is shown in 80 % of trials without a difference. */
  @Test
  void aMarginIsShownWithThePowerThatItSays() {
    var random = new java.util.Random(11);
    double margin = new Effect(0, 0.2, Effect.MANY).showable(0.05);
    int trials = 5000;
    int shown = 0;
    for (int t = 0; t < trials; t++) {
      var effect = new Effect(0.2 * random.nextGaussian(), 0.2, Effect.MANY);
      shown += effect.equivalence(margin) < 0.05 ? 1 : 0;
    }
    assertEquals(0.8, (double) shown / trials, 0.02); // sd 0.006
  }

  /** And the detectable difference is found in 80 % of trials where it is. */
  @Test
  void aDifferenceIsFoundWithThePowerThatItSays() {
    var random = new java.util.Random(12);
    double difference = new Effect(0, 0.2, Effect.MANY).detectable(0.05);
    int trials = 5000;
    int found = 0;
    for (int t = 0; t < trials; t++) {
      var effect = new Effect(difference + 0.2 * random.nextGaussian(), 0.2, Effect.MANY);
      found += effect.difference().p() < 0.05 ? 1 : 0;
    }
    assertEquals(0.8, (double) found / trials, 0.02);
  }

  @Test
  void moreSeedsAreExpectedToTellMore() {
    var c = GOLDEN.get("crossed");
    var runs =
        IntStream.range(0, 2)
            .mapToObj(a -> IntStream.range(0, 4).mapToObj(s -> run(c, a, s)).toList())
            .toList();
    var both =
        List.of(
            new SeedStatistics.Weighted(1, runs.get(1)),
            new SeedStatistics.Weighted(-1, runs.get(0)));
    var now = SeedStatistics.contrast(both, 5);
    assertEquals(now, SeedStatistics.expected(both, 4, 5));
    double before = Double.POSITIVE_INFINITY;
    for (int seeds : new int[] {2, 4, 8, 1000}) {
      var then = SeedStatistics.expected(both, seeds, 5);
      assertEquals(now.value(), then.value());
      assertTrue(then.error() < before, seeds + " seeds");
      before = then.error();
    }
    assertTrue(before > 0.005, "units stay: " + before);
  }
}
