package lamina.fusion;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lamina.problem.Problem;

/**
 * The variants that there are. Whoever looks one up by its name takes them as a value, so that a
 * test can have one more.
 *
 * @param all in the order in which heads are kept and shown
 */
public record Variants(List<Variant> all) {
  /** The variants that Lamina knows. */
  public static final Variants KNOWN =
      new Variants(
          List.of(
              PaperFusion.VARIANT,
              ConvexFusion.VARIANT,
              MeanFusion.VARIANT,
              ScalarMix.VARIANT,
              LastLayer.VARIANT));

  /** Copies the list. */
  public Variants {
    all = List.copyOf(all);
  }

  /** These and one more, the last of them. */
  public Variants with(Variant other) {
    return new Variants(Stream.concat(all.stream(), Stream.of(other)).toList());
  }

  /**
   * The variant of a name.
   *
   * @throws Problem naming the variants there are
   */
  public Variant of(String name) {
    return all.stream()
        .filter(v -> v.key().equals(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    "Unknown variant \""
                        + name
                        + "\": choose one of "
                        + String.join(", ", keys(v -> true))
                        + "."));
  }

  /** The last layer alone, which others are compared with. */
  public Variant baseline() {
    return all.stream().filter(Variant::isBaseline).findFirst().orElseThrow();
  }

  /** The first that mixes a layer in through a gate: what is shown where nobody chose. */
  public Variant gated() {
    return all.stream().filter(v -> v.hasGate() && v.usesLayer()).findFirst().orElseThrow();
  }

  /** Names of those of which something is true. */
  public List<String> keys(Predicate<Variant> which) {
    return all.stream().filter(which).map(Variant::key).toList();
  }

  /** Their order; variants that aren't among them come last, by name. */
  public Comparator<Variant> order() {
    return Comparator.comparingInt((Variant v) -> all.contains(v) ? all.indexOf(v) : all.size())
        .thenComparing(Variant::key);
  }
}
