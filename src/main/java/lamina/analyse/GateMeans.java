package lamina.analyse;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import lamina.model.HeadKey;

/**
 * Mean gates of a model's heads by language, each a value from 0 to 1 a channel, over the real
 * tokens of the reference texts.
 *
 * @param byHead E values a head and language, by code
 */
public record GateMeans(Map<HeadKey, Map<String, double[]>> byHead) {
  /** Copies the maps; languages are kept in the order of their codes. */
  public GateMeans {
    var copy = new LinkedHashMap<HeadKey, Map<String, double[]>>();
    byHead.forEach((head, languages) -> copy.put(head, new TreeMap<>(languages)));
    byHead = copy;
  }

  /** Mean gates of a head by language. */
  public Map<String, double[]> of(HeadKey head) {
    return Objects.requireNonNull(byHead.get(head), () -> "no gates of " + head);
  }

  /** The mean gate of a head in a language, E values. */
  public double[] of(HeadKey head, String language) {
    return Objects.requireNonNull(
        of(head).get(language), () -> "no gates of " + head + " in " + language);
  }

  /** The mean gate of a head over languages, E values; each language counts alike. */
  public double[] overall(HeadKey head) {
    var languages = of(head).values();
    var mean = new double[languages.iterator().next().length];
    for (int e = 0; e < mean.length; e++) {
      double sum = 0;
      for (var own : languages) {
        sum += own[e];
      }
      mean[e] = sum / languages.size();
    }
    return mean;
  }

  /** The language whose mean gate lies farthest from a language's; nothing where it is alone. */
  public Optional<String> farthest(HeadKey head, String language) {
    var own = of(head, language);
    return of(head).keySet().stream()
        .filter(other -> !other.equals(language))
        .max(Comparator.comparingDouble(other -> distance(own, of(head, other))));
  }

  /** How far two gates lie apart: the root of the mean squared difference over channels, 0 to 1. */
  public static double distance(double[] a, double[] b) {
    double squares = 0;
    for (int e = 0; e < a.length; e++) {
      squares += (a[e] - b[e]) * (a[e] - b[e]);
    }
    return Math.sqrt(squares / a.length);
  }
}
