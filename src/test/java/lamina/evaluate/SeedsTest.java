package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeedsTest {
  /** A run over one language of n items, right with a probability. */
  private static List<List<Item[]>> run(int n, double right, long seed) {
    var random = new Random(seed);
    var items = new Item[n];
    for (int i = 0; i < n; i++) {
      items[i] = new Item(random.nextDouble() < right ? 1 : 0, 1);
    }
    return List.of(List.<Item[]>of(items));
  }

  @Test
  void spreadIsTheMeanAndTheSampleDeviation() {
    var s = Seeds.spread(0.70, 0.72, 0.74);
    assertEquals(0.72, s.mean(), 1e-12);
    assertEquals(0.02, s.sd(), 1e-12);
    assertTrue(Double.isNaN(Seeds.spread(0.7).sd()));
  }

  @Test
  void effectIsCohensD() {
    // Means 3 and 1, both variances 1: d = 2.
    assertEquals(2, Seeds.effect(new double[] {2, 3, 4}, new double[] {0, 1, 2}), 1e-12);
  }

  @Test
  void withOneSeedItIsTheBootstrapOverItems() {
    var a = run(2000, 0.7, 1);
    var b = run(2000, 0.6, 2);
    var d = Seeds.difference(List.of(a), List.of(b), 3);
    assertEquals(Intervals.mean(a) - Intervals.mean(b), d.value(), 1e-12);
    // Normal theory: 1.96 sqrt(0.21/n + 0.24/n) = 0.0294.
    assertEquals(0.0294, (d.interval().high() - d.interval().low()) / 2, 0.003);
  }

  @Test
  void seedsThatDisagreeWidenTheInterval() {
    var a = new ArrayList<List<List<Item[]>>>();
    var b = new ArrayList<List<List<Item[]>>>();
    double[] levels = {0.50, 0.60, 0.70};
    for (int s = 0; s < 3; s++) {
      a.add(run(5000, levels[s], s));
      b.add(run(5000, 0.60, 10 + s));
    }
    var d = Seeds.difference(a, b, 3);
    // The mean of three draws from {-0.1, 0, 0.1} has sd 0.0816 / sqrt(3) = 0.0471.
    double half = (d.interval().high() - d.interval().low()) / 2;
    assertTrue(half > 0.07 && half < 0.12, "half width " + half);
    assertTrue(d.p() > 0.2, "p " + d.p());
  }

  @Test
  void seedsThatAgreeFindADifference() {
    var a = List.of(run(3000, 0.66, 1), run(3000, 0.66, 2), run(3000, 0.66, 3));
    var b = List.of(run(3000, 0.60, 4), run(3000, 0.60, 5), run(3000, 0.60, 6));
    assertTrue(Seeds.difference(a, b, 1).p() < 0.01);
  }

  @Test
  void theIntervalOfAMeanCoversIt() {
    var interval = Seeds.interval(List.of(run(1000, 0.5, 1), run(1000, 0.5, 2)), 5);
    assertTrue(interval.low() < 0.5 && 0.5 < interval.high());
    assertTrue(interval.high() - interval.low() < 0.08);
  }

  @Test
  void whatIsKeptIsTheRatioOfTheMeans() {
    var whole = run(4000, 0.8, 1);
    assertEquals(1, Seeds.kept(List.of(whole), List.of(whole), 1).share(), 1e-12);
    assertEquals(0, width(Seeds.kept(List.of(whole), List.of(whole), 1)), 1e-12);
    // Every item that is right in whole is half right here, so each draw keeps exactly half.
    var half =
        java.util.Arrays.stream(whole.getFirst().getFirst())
            .map(i -> new Item(i.got() / 2, i.of()))
            .toArray(Item[]::new);
    var kept = Seeds.kept(List.of(List.of(List.<Item[]>of(half))), List.of(whole), 1);
    assertEquals(0.5, kept.share(), 1e-12);
    assertEquals(0, width(kept), 1e-12);
    // Independent: delta method, sd of 0.6/0.8 = 0.75 sqrt(0.4/0.6/n + 0.2/0.8/n), n = 4000.
    var other = Seeds.kept(List.of(run(4000, 0.6, 2)), List.of(whole), 1);
    assertEquals(0.75, other.share(), 0.03);
    assertEquals(2 * 1.96 * 0.0114, width(other), 0.006);
  }

  private static double width(Seeds.Kept kept) {
    return kept.interval().high() - kept.interval().low();
  }

  @Test
  void runsMustPairUp() {
    var one = run(10, 0.5, 1);
    assertThrows(
        IllegalArgumentException.class, () -> Seeds.difference(List.of(one), List.of(one, one), 1));
  }
}
