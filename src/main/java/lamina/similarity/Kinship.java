package lamina.similarity;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lamina.language.Language;
import lamina.language.Languages;

/**
 * How far languages are apart in the family tree of the language table: 1 within a branch
 * (Germanic), 2 within a family (Indo-European), 3 between families; a language of which the family
 * isn't known is of none.
 */
public final class Kinship {
  private Kinship() {}

  /** Distances (n, n) of languages by code; 0 on the diagonal. */
  public static double[][] distances(List<String> codes) {
    var languages = codes.stream().map(Languages::of).toList();
    var distance = new double[codes.size()][codes.size()];
    for (int i = 0; i < distance.length; i++) {
      for (int j = 0; j < distance.length; j++) {
        distance[i][j] = i == j ? 0 : between(languages.get(i), languages.get(j));
      }
    }
    return distance;
  }

  /**
   * Distances of languages by how alike they are: 1 less the likeness, mean of both directions; 0
   * on the diagonal.
   *
   * @param likeness (n, n), at most 1; the diagonal is not read
   */
  public static double[][] apart(double[][] likeness) {
    var distance = new double[likeness.length][likeness.length];
    for (int i = 0; i < distance.length; i++) {
      for (int j = 0; j < distance.length; j++) {
        distance[i][j] = i == j ? 0 : 1 - (likeness[i][j] + likeness[j][i]) / 2;
      }
    }
    return distance;
  }

  /**
   * Whether relatives are more alike: {@link Mantel}'s test of {@link #apart} against {@link
   * #distances}.
   *
   * @param codes of the languages, n of them
   * @param likeness (n, n), in their order
   */
  public static Mantel agreement(List<String> codes, double[][] likeness) {
    return Mantel.of(apart(likeness), distances(codes));
  }

  /** Families of which at least two of the languages are: only they can show anything. */
  public static List<String> families(List<String> codes) {
    return codes.stream()
        .map(Languages::of)
        .filter(Language::known)
        .collect(Collectors.groupingBy(Language::family, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(e -> e.getValue() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static double between(Language a, Language b) {
    if (!a.known() || !b.known() || !a.family().equals(b.family())) {
      return 3;
    }
    return a.branch().equals(b.branch()) ? 1 : 2;
  }
}
