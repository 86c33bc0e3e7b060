package lamina.encoder;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import lamina.problem.Problem;

/**
 * From the names of tensors in files to those that Lamina uses: without the family's prefix, and
 * with {@code weight} and {@code bias} for what Google's own checkpoints call a LayerNorm's {@code
 * gamma} and {@code beta}.
 */
final class TensorNames {
  /** What a compiled module puts before the names in it. */
  private static final String COMPILED = "_orig_mod";

  private TensorNames() {}

  /**
   * The stored name of each tensor by Lamina's.
   *
   * @param directory named where two stored names mean one tensor
   */
  static Map<String, String> of(Path directory, EncoderFamily family, Collection<String> stored) {
    var names = new LinkedHashMap<String, String>();
    for (var name : stored) {
      var other = names.put(plain(family, name), name);
      if (other != null) {
        throw new Problem(
            directory
                + ": tensors \""
                + other
                + "\" and \""
                + name
                + "\" are one and the same to a "
                + family.key()
                + " model, so that it isn't known which counts. Save the model again with one of"
                + " them.");
      }
    }
    return names;
  }

  private static String plain(EncoderFamily family, String stored) {
    return ofToday(family.plain(withoutCompiled(stored)));
  }

  /** A stored name as Hugging Face's classes write it today. */
  static String written(String stored) {
    return ofToday(withoutCompiled(stored));
  }

  private static String ofToday(String plain) {
    if (plain.endsWith("LayerNorm.gamma")) {
      return plain.substring(0, plain.length() - "gamma".length()) + "weight";
    }
    if (plain.endsWith("LayerNorm.beta")) {
      return plain.substring(0, plain.length() - "beta".length()) + "bias";
    }
    return plain;
  }

  private static String withoutCompiled(String stored) {
    return stored.contains(COMPILED)
        ? Arrays.stream(stored.split("\\.", -1))
            .filter(part -> !part.equals(COMPILED))
            .collect(Collectors.joining("."))
        : stored;
  }

  /** Whether a name is one of a compiled module's. */
  static boolean compiled(String stored) {
    return !withoutCompiled(stored).equals(stored);
  }

  /**
   * Why a tensor that is needed isn't found, in a sentence; empty where its name tells nothing.
   *
   * @param plain as Lamina calls it
   */
  static String lookalike(String plain, Collection<String> stored) {
    return stored.stream()
        .filter(name -> name.endsWith("." + plain))
        .findFirst()
        .map(
            name ->
                " The file has \""
                    + name
                    + "\": another model is wrapped around this one. Save the inner model alone, as"
                    + " model.module.save_pretrained(...) does for \"module.\", or take \""
                    + name.substring(0, name.length() - plain.length())
                    + "\" from the names.")
        .orElse("");
  }
}
