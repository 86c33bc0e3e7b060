package lamina.cli;

import java.util.List;
import java.util.stream.Collectors;
import lamina.fusion.Variants;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which heads of a model a command is about, alike in every command that takes several. */
public final class HeadOptions {
  @Option(
      names = "--layer",
      description = "Fusion layer, all (and the baseline), or last; default: the chosen one.")
  private @Nullable String layer;

  @Option(
      names = "--variant",
      description = "A variant of fusion, or all; default: the chosen one.")
  private @Nullable String variant;

  /** The variant as it was given; null where it wasn't. */
  public @Nullable String variant() {
    return variant;
  }

  /**
   * The head, where one alone is asked for.
   *
   * @throws UsageError where several are, or where there is no such head
   */
  public HeadKey head(ModelSummary summary) {
    var found = heads(summary);
    if (found.size() != 1) {
      throw new UsageError(
          new Problem("One head is looked at here: give one --layer and one --variant."));
    }
    return found.getFirst();
  }

  /**
   * All heads that are asked for.
   *
   * @throws UsageError where there is none of them
   */
  public List<HeadKey> heads(ModelSummary summary) {
    return UsageError.checked(() -> all(summary));
  }

  private List<HeadKey> all(ModelSummary summary) {
    boolean everyVariant = "all".equals(variant);
    boolean everyLayer = "all".equals(layer);
    if (!everyVariant && !everyLayer) {
      return List.of(ModelLookup.head(summary, variant, layer));
    }
    if (everyVariant && layer != null && !everyLayer) {
      return atLayer(summary, layer);
    }
    var wanted =
        everyVariant
            ? summary.variants()
            : List.of(variant == null ? summary.chosen().variant() : Variants.KNOWN.of(variant));
    return summary.heads().stream()
        .filter(h -> wanted.contains(h.variant()) || h.equals(HeadKey.LAST))
        .toList();
  }

  /** The heads of all variants at one layer. */
  private static List<HeadKey> atLayer(ModelSummary summary, String layer) {
    var heads =
        summary.heads().stream()
            .filter(
                h ->
                    layer.equals("last")
                        ? h.equals(HeadKey.LAST)
                        : h.variant().usesLayer() && layer.equals(Integer.toString(h.layer())))
            .toList();
    if (heads.isEmpty()) {
      throw new Problem(
          summary.name()
              + " has no head at layer "
              + layer
              + " in any variant; layers are "
              + summary.variants().stream()
                  .map(v -> v + " " + summary.fusionLayers(v))
                  .collect(Collectors.joining(", "))
              + ".");
    }
    return heads;
  }
}
