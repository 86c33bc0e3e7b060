package lamina.fusion;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import lamina.problem.Problem;

/** The named ways to fuse a lower layer with the last one. */
public enum Variant {
  /**
   * DLFA as printed: L = L1 * AIF(W) + L2 * (1 - AIF(W)) with AIF(W) = W * G, W = (L1 + L2) / 2.
   */
  PAPER(true, true),
  /** The same with the bare gate as weight: L = L1 * G + L2 * (1 - G), a convex combination. */
  CONVEX(true, true),
  /** The mean of the two layers. */
  MEAN(true, false),
  /** Softmax weights over all layers times a scale (ELMo); ignores the layer. */
  SCALAR_MIX(false, false),
  /** The last layer alone: the baseline; ignores the layer. */
  LAST(false, false);

  private final boolean usesLayer;
  private final boolean hasGate;

  Variant(boolean usesLayer, boolean hasGate) {
    this.usesLayer = usesLayer;
    this.hasGate = hasGate;
  }

  /** Whether the result depends on the chosen fusion layer. */
  public boolean usesLayer() {
    return usesLayer;
  }

  /** Whether a gate comes out of it. */
  public boolean hasGate() {
    return hasGate;
  }

  /** Name in files and on the command line: paper, convex, mean, scalar-mix, last. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The variant of a name.
   *
   * @throws Problem naming the variants there are
   */
  public static Variant of(String name) {
    return Arrays.stream(values())
        .filter(v -> v.key().equals(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    "Unknown variant \""
                        + name
                        + "\": choose one of "
                        + Arrays.stream(values())
                            .map(Variant::key)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  @Override
  public String toString() {
    return key();
  }
}
