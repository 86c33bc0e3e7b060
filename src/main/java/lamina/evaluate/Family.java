package lamina.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tests that one figure, table or report shows, no fewer and no more. Only what is left after
 * Holm's correction over all of them may be claimed there; this is the one place that decides it.
 *
 * @param <K> what was tested
 */
public final class Family<K> {
  private static final double LEVEL = 1 - Intervals.LEVEL;

  private final Map<K, Intervals.Difference> tests;
  private final Map<K, Double> corrected = new LinkedHashMap<>();

  private Family(Map<K, Intervals.Difference> tests) {
    this.tests = new LinkedHashMap<>(tests);
    var keys = List.copyOf(this.tests.keySet());
    double[] p =
        Intervals.holm(this.tests.values().stream().mapToDouble(Intervals.Difference::p).toArray());
    for (int i = 0; i < p.length; i++) {
      corrected.put(keys.get(i), p[i]);
    }
  }

  /** The tests on display. */
  public static <K> Family<K> of(Map<K, Intervals.Difference> tests) {
    return new Family<>(tests);
  }

  /** How many tests it has. */
  public int size() {
    return tests.size();
  }

  /** A test's p value after Holm's correction over the family; NaN of what wasn't tested. */
  public double p(K key) {
    return corrected.getOrDefault(key, Double.NaN);
  }

  /** What may be said of a test; nothing of what wasn't tested. */
  public Claim claim(K key) {
    var test = tests.get(key);
    if (test == null || !(p(key) < LEVEL)) {
      return Claim.NOTHING;
    }
    double value = test.value();
    return value > 0 ? Claim.GAIN : value < 0 ? Claim.LOSS : Claim.NOTHING;
  }

  /** What is claimed so, in the order given. */
  public List<K> all(Claim claim) {
    return tests.keySet().stream().filter(k -> claim(k) == claim).toList();
  }
}
