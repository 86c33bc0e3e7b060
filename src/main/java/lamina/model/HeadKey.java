package lamina.model;

import lamina.fusion.Variant;
import lamina.problem.Problem;

/**
 * Which head of a model: a variant at a fusion layer.
 *
 * @param layer the fusion layer, 1 to L-1; 0 for variants that ignore the layer ({@code last},
 *     {@code scalar-mix})
 */
public record HeadKey(Variant variant, int layer) implements Comparable<HeadKey> {
  /** The baseline's head. */
  public static final HeadKey LAST = new HeadKey(Variant.LAST, 0);

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
    int dot = key.lastIndexOf('.');
    var variant = Variant.of(dot < 0 ? key : key.substring(0, dot));
    var layer = dot < 0 ? "0" : key.substring(dot + 1);
    if (!layer.matches("\\d{1,4}")) {
      throw new Problem("\"" + key + "\" names no head: one like paper.8 or last was expected.");
    }
    return new HeadKey(variant, Integer.parseInt(layer));
  }

  @Override
  public int compareTo(HeadKey other) {
    int byVariant = variant.compareTo(other.variant);
    return byVariant != 0 ? byVariant : Integer.compare(layer, other.layer);
  }

  @Override
  public String toString() {
    return key();
  }
}
