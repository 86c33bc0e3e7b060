package lamina.analyse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import lamina.evaluate.Permutations;

/**
 * Whether mean gates lie nearer within language families than across them: the mean distance of two
 * languages of one family, less that of two languages of different ones, against the same under
 * random families (a multi-response permutation procedure, Mielke, Berry and Johnson 1976). The p
 * value is one-sided, {@code (b + 1) / (m + 1)} where b of m permutations are at least as low
 * (Phipson and Smyth 2010).
 *
 * @param languages whose families are known
 * @param families of them
 * @param within mean distance of two languages of one family, see {@link GateMeans#distance}
 * @param across mean distance of two languages of different families
 * @param p chance of a difference as low where families mean nothing
 */
public record GateFamilies(int languages, int families, double within, double across, double p) {
  /** Permutations of the families. */
  public static final int PERMUTATIONS = 10_000;

  /** Seed of the permutations. */
  public static final long SEED = 17;

  private static final double ROUNDING = 1e-12;

  /** Within less across: below 0 where families hold together. */
  public double difference() {
    return within - across;
  }

  /**
   * Tests the families of some languages.
   *
   * @param means E values a language
   * @param family of a language; nothing where it isn't known, which leaves the language out
   * @return nothing where no two languages share a family, or all do
   */
  public static Optional<GateFamilies> of(
      Map<String, double[]> means, Function<String, Optional<String>> family) {
    var gates = new ArrayList<double[]>();
    var families = new ArrayList<Integer>();
    var numbers = new HashMap<String, Integer>();
    means.forEach(
        (language, own) ->
            family
                .apply(language)
                .ifPresent(
                    name -> {
                      gates.add(own);
                      families.add(numbers.computeIfAbsent(name, f -> numbers.size()));
                    }));
    int n = gates.size();
    var distances = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        distances[i][j] = GateMeans.distance(gates.get(i), gates.get(j));
      }
    }
    var own = families.stream().mapToInt(f -> f).toArray();
    double[] observed = meanDistances(distances, own);
    double difference = observed[0] - observed[1];
    if (Double.isNaN(difference)) {
      return Optional.empty();
    }
    var random = new SplittableRandom(SEED);
    int asLow = 0;
    for (int i = 0; i < PERMUTATIONS; i++) {
      Permutations.shuffle(own, random);
      double[] drawn = meanDistances(distances, own);
      asLow += drawn[0] - drawn[1] <= difference + ROUNDING ? 1 : 0;
    }
    double p = (asLow + 1.0) / (PERMUTATIONS + 1);
    return Optional.of(new GateFamilies(n, numbers.size(), observed[0], observed[1], p));
  }

  /** Within families and across them; NaN where there is no such pair. */
  private static double[] meanDistances(double[][] distances, int[] families) {
    double within = 0;
    double across = 0;
    int same = 0;
    int pairs = 0;
    for (int i = 0; i < families.length; i++) {
      for (int j = 0; j < i; j++) {
        pairs++;
        if (families[i] == families[j]) {
          within += distances[i][j];
          same++;
        } else {
          across += distances[i][j];
        }
      }
    }
    return new double[] {within / same, across / (pairs - same)};
  }
}
