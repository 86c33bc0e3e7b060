package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be claimed depends on all that is shown. */
class FamilyTest {
  private static Intervals.Difference test(double value, double p) {
    return new Intervals.Difference(value, new Interval(value - 1, value + 1), p);
  }

  @Test
  void whatHoldsAloneMayNotHoldAmongOthers() {
    assertEquals(Claim.GAIN, Family.of(Map.of("a", test(1, 0.03))).claim("a"));
    var two = new LinkedHashMap<String, Intervals.Difference>();
    two.put("a", test(1, 0.03));
    two.put("b", test(-1, 0.5));
    assertEquals(Claim.NOTHING, Family.of(two).claim("a"));
    assertEquals(0.06, Family.of(two).p("a"), 1e-12);
    assertEquals(2, Family.of(two).size());
  }

  /** Two comparisons with two tests each: of four hypotheses two can be true. */
  @Test
  void aComparisonAndItsEquivalenceAreOneHypothesisAtATime() {
    var tests = new LinkedHashMap<String, Intervals.Difference>();
    tests.put("a", test(1, 0.02));
    tests.put("b", test(0.01, 0.9));
    var family = Family.of(tests, Map.of("a", 0.8, "b", 0.012), 0.05);
    assertEquals(4, family.size());
    assertEquals(0.04, family.p("a"), 1e-12);
    assertEquals(0.024, family.equivalence("b"), 1e-12);
    assertTrue(family.equivalent("b") && !family.equivalent("a"));
    assertEquals(Claim.GAIN, family.claim("a"));
    var stricter = Family.of(tests, Map.of("b", 0.012), 0.005);
    assertEquals(Claim.NOTHING, stricter.claim("a"));
    assertTrue(!stricter.equivalent("b") && !stricter.equivalent("never tested"));
  }

  @Test
  void aDirectionIsClaimedNotADifference() {
    var tests = new LinkedHashMap<String, Intervals.Difference>();
    tests.put("up", test(1, 0.001));
    tests.put("down", test(-1, 0.001));
    tests.put("none", test(0, 0.001));
    tests.put("unknown", test(1, Double.NaN));
    var family = Family.of(tests);
    assertEquals(List.of("up"), family.all(Claim.GAIN));
    assertEquals(List.of("down"), family.all(Claim.LOSS));
    assertEquals(Claim.NOTHING, family.claim("never tested"));
    assertEquals(Claim.NOTHING, family.claim("unknown"));
    assertEquals(0, Family.of(Map.of()).size());
    assertEquals(Claim.NOTHING, Family.of(Map.of("a", test(1, 0.06))).claim("a"));
  }

  /** MOVER of two independent proportions is Newcombe's interval: 56/70 and 48/80 by Wilson. */
  @Test
  void theDifferenceOfTwoProportionsIsNewcombes() {
    var d =
        Intervals.independent(
            56.0 / 70, Intervals.wilson(56, 70), 48.0 / 80, Intervals.wilson(48, 80));
    assertEquals(0.2, d.value(), 1e-12);
    assertEquals(0.0524, d.interval().low(), 5e-5);
    assertEquals(0.3339, d.interval().high(), 5e-5);
    assertTrue(d.p() < 0.05);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.4, 0.6, 0.4, 0.3, 0.5",
    "0.5, 0.45, 0.55, 0.41, 0.35, 0.45",
    "0.3, 0.2, 0.4, 0.6, 0.5, 0.7",
    "0.5, 0.5, 0.5, 0.5, 0.5, 0.5",
    "0.6, 0.6, 0.6, 0.5, 0.5, 0.5"
  })
  void pAndIntervalAgree(double a, double lowA, double highA, double b, double lowB, double highB) {
    var d = Intervals.independent(a, new Interval(lowA, highA), b, new Interval(lowB, highB));
    boolean apart = d.interval().low() > 0 || d.interval().high() < 0;
    assertEquals(apart, d.p() < 0.05, d.toString());
  }

  @Test
  void aRatioAboveOneIsAGain() {
    assertEquals(
        Claim.GAIN,
        Family.of(Map.of("x", Intervals.ofRatio(1.4, new Interval(1.3, 1.5)))).claim("x"));
    assertEquals(
        Claim.NOTHING,
        Family.of(Map.of("x", Intervals.ofRatio(1.4, new Interval(0.9, 2.1)))).claim("x"));
    assertEquals(
        Claim.LOSS,
        Family.of(Map.of("x", Intervals.ofRatio(0.7, new Interval(0.6, 0.8)))).claim("x"));
  }
}
