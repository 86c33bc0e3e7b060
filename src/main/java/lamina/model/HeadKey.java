package lamina.model;

import lamina.fusion.Variant;

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

  /** Parses {@link #key()}. */
  public static HeadKey of(String key) {
    int dot = key.lastIndexOf('.');
    return dot < 0
        ? new HeadKey(Variant.of(key), 0)
        : new HeadKey(Variant.of(key.substring(0, dot)), Integer.parseInt(key.substring(dot + 1)));
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
