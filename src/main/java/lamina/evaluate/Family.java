package lamina.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The tests that one figure, table or report shows, no fewer and no more. Only what is left after
 * Holm's correction over all of them may be claimed there; this is the one place that decides it.
 *
 * <p>A family may hold two tests of one comparison: that there is a difference, and that there is
 * none beyond a margin. At most one of their two null hypotheses is true, so that n comparisons
 * have at most n true ones however many tests there are (Shaffer, 1986).
 *
 * @param <K> what was tested
 */
public final class Family<K> {
  private static final double LEVEL = 1 - Intervals.LEVEL;

  private final Map<K, Intervals.Difference> tests;
  private final double level;
  private final Map<K, Double> corrected = new LinkedHashMap<>();
  private final Map<K, Double> equivalences = new LinkedHashMap<>();

  private Family(Map<K, Intervals.Difference> tests, Map<K, Double> equivalence, double level) {
    this.tests = new LinkedHashMap<>(tests);
    this.level = level;
    var keys = Stream.concat(tests.keySet().stream(), equivalence.keySet().stream()).toList();
    double[] p =
        Intervals.holm(
            DoubleStream.concat(
                    tests.values().stream().mapToDouble(Intervals.Difference::p),
                    equivalence.values().stream().mapToDouble(v -> v))
                .toArray(),
            tests.size());
    for (int i = 0; i < p.length; i++) {
      (i < tests.size() ? corrected : equivalences).put(keys.get(i), p[i]);
    }
  }

  /** The tests on display. */
  public static <K> Family<K> of(Map<K, Intervals.Difference> tests) {
    return new Family<>(tests, Map.of(), LEVEL);
  }

  /**
   * The tests on display, those of equivalence among them.
   *
   * @param equivalence p of two one-sided tests, by comparison; each is tested for a difference,
   *     too
   * @param level chance that any claim of the family is wrong; above 0, at most 0.05
   */
  public static <K> Family<K> of(
      Map<K, Intervals.Difference> tests, Map<K, Double> equivalence, double level) {
    if (!tests.keySet().containsAll(equivalence.keySet()) || !(level > 0 && level < LEVEL + 1e-9)) {
      throw new IllegalArgumentException("no family of " + equivalence.keySet() + " at " + level);
    }
    return new Family<>(tests, new LinkedHashMap<>(equivalence), level);
  }

  /** How many tests it has, those of equivalence among them. */
  public int size() {
    return corrected.size() + equivalences.size();
  }

  /** A test's p value after Holm's correction over the family; NaN of what wasn't tested. */
  public double p(K key) {
    return corrected.getOrDefault(key, Double.NaN);
  }

  /** The same of a test of equivalence. */
  public double equivalence(K key) {
    return equivalences.getOrDefault(key, Double.NaN);
  }

  /** Whether it may be claimed that there is no difference beyond the margin. */
  public boolean equivalent(K key) {
    return equivalence(key) < level;
  }

  /** What may be said of a test; nothing of what wasn't tested. */
  public Claim claim(K key) {
    var test = tests.get(key);
    if (test == null || !(p(key) < level)) {
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
