package lamina.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The test of families on gates whose families are known. Languages are named family and number.
 */
class GateFamiliesTest {
  private static final int CHANNELS = 16;

  private static Optional<GateFamilies> test(Map<String, double[]> means) {
    return GateFamilies.of(means, language -> Optional.of(language.substring(0, 1)));
  }

  /** Four families of three; each has a centre of its own, and languages lie around it. */
  private static Map<String, double[]> gates(double familyShift, Random random) {
    var means = new TreeMap<String, double[]>();
    for (var family : new String[] {"a", "b", "c", "d"}) {
      var centre = random.doubles(CHANNELS, -familyShift - 1e-12, familyShift).toArray();
      for (int i = 0; i < 3; i++) {
        var own = new double[CHANNELS];
        for (int e = 0; e < CHANNELS; e++) {
          own[e] = 0.5 + centre[e] + 0.02 * random.nextGaussian();
        }
        means.put(family + i, own);
      }
    }
    return means;
  }

  @Test
  void distancesAreMeansOverPairs() {
    var found =
        test(Map.of(
                "a1", new double[] {0.1, 0.1},
                "a2", new double[] {0.3, 0.3},
                "b1", new double[] {0.8, 0.8}))
            .orElseThrow();
    assertEquals(0.2, found.within(), 1e-12);
    assertEquals((0.7 + 0.5) / 2, found.across(), 1e-12);
    assertEquals(-0.4, found.difference(), 1e-12);
    assertEquals(3, found.languages());
    assertEquals(2, found.families());
    assertEquals(1 / 3.0, found.p(), 0.02, "one of three ways to choose the pair is as near");
  }

  @Test
  void plantedFamiliesAreFound() {
    var found = test(gates(0.1, new Random(1))).orElseThrow();
    assertTrue(found.within() < found.across(), found.toString());
    // One of 12! / (3!^4 4!) = 15400 divisions into families is the planted one.
    assertTrue(found.p() < 0.001, found.toString());
  }

  /** Families that mean nothing: p is uniform, so that one in ten lies below 0.1, and so on. */
  @Test
  void familiesThatMeanNothingGiveUniformP() {
    var random = new Random(2);
    int trials = 300;
    var counts = new int[10];
    for (int i = 0; i < trials; i++) {
      double p = test(gates(0, random)).orElseThrow().p();
      counts[Math.min(9, (int) (10 * p))]++;
    }
    double chi = 0;
    for (int count : counts) {
      double expected = trials / 10.0;
      chi += (count - expected) * (count - expected) / expected;
    }
    assertTrue(chi < 27.9, "chi squared of nine degrees has 27.9 at 0.001; it was " + chi);
  }

  @Test
  void withoutTwoOfAFamilyOrTwoFamiliesNothingIsTested() {
    var one = new double[] {0.5};
    assertEquals(Optional.empty(), test(Map.of("a1", one, "b1", one)));
    assertEquals(Optional.empty(), test(Map.of("a1", one, "a2", one)));
    assertEquals(
        Optional.empty(),
        GateFamilies.of(
            Map.of("a1", one, "a2", one, "b1", one),
            l -> l.startsWith("a") ? Optional.of("a") : Optional.empty()),
        "a language of no known family is left out");
  }
}
