package lamina.model;

import java.util.Comparator;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.problem.Problem;

/**
 * Which head of a model: a variant at a fusion layer.
 *
 * @param layer the fusion layer, 1 to L-1; 0 for variants that ignore the layer
 */
public record HeadKey(Variant variant, int layer) implements Comparable<HeadKey> {
  /** The baseline's head. */
  public static final HeadKey LAST = new HeadKey(Variants.KNOWN.baseline(), 0);

  private static final Comparator<HeadKey> ORDER =
      Comparator.comparing(HeadKey::variant, Variants.KNOWN.order())
          .thenComparingInt(HeadKey::layer);

  /** Normalises the layer of a variant that ignores it. */
  public HeadKey {
    if (!variant.usesLayer()) {
      layer = 0;
    }
  }

  /** Name in files: {@code paper.8}, {@code last}. */
  public String key() {
    return variant.usesLayer() ? variant.key() + "." + layer : variant.key();
  }

  /**
   * Parses {@link #key()}.
   *
   * @throws Problem where it isn't one
   */
  public static HeadKey of(String key) {
    return of(key, Variants.KNOWN);
  }

  /**
   * Parses {@link #key()} of one of some variants.
   *
   * @throws Problem where it isn't one
   */
  static HeadKey of(String key, Variants variants) {
    int dot = key.lastIndexOf('.');
    var variant = variants.of(dot < 0 ? key : key.substring(0, dot));
    var layer = dot < 0 ? "0" : key.substring(dot + 1);
    if (!layer.matches("\\d{1,4}")) {
      throw new Problem("\"" + key + "\" names no head: one like paper.8 or last was expected.");
    }
    return new HeadKey(variant, Integer.parseInt(layer));
  }

  @Override
  public int compareTo(HeadKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return key();
  }
}
