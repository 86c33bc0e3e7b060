package lamina.similarity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lamina.model.Description;
import lamina.model.ModelFiles;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What fine-tuning did with a file that a probe learns from. States of sentences that a model was
 * fine-tuned on are fitted to their labels; a probe that learns from them is no measure of states
 * of new text.
 */
public enum Exposure {
  /** The model is an encoder before fine-tuning. */
  NOT_TUNED("The encoder was not fine-tuned."),

  /** The file is one that the model was fine-tuned on. */
  TUNED("The model was fine-tuned on these sentences: what the probes find is no honest measure."),

  /** The file is the one that fine-tuning chose layers and heads on. */
  CHOSEN("Fine-tuning chose among heads on these sentences and did not learn from them."),

  /** Another file than those that the model names; a part of one has another hash. */
  OTHER("They are no file that the model was fine-tuned on; a part of one can't be told."),

  /** The model doesn't say what it was fine-tuned on. */
  UNKNOWN("The model doesn't say what it was fine-tuned on.");

  private final String text;

  Exposure(String text) {
    this.text = text;
  }

  /** As a sentence. */
  public String text() {
    return text;
  }

  /**
   * What a model's lamina.json says of a file.
   *
   * @param directory of a model or an encoder
   * @param sha256 of the file
   */
  static Exposure of(Path directory, String sha256) {
    if (ModelFiles.kind(directory) != ModelFiles.Kind.MODEL) {
      return NOT_TUNED;
    }
    if (!Files.isRegularFile(directory.resolve(Description.FILE))) {
      return UNKNOWN; // another program's classifier
    }
    var description = Description.read(directory);
    var data = description.data();
    var training = description.training();
    if (data == null || data.isEmpty()) {
      return UNKNOWN;
    }
    var chosen = development(data.keySet(), training);
    return data.entrySet().stream()
        .filter(e -> e.getValue().equals(sha256))
        .map(e -> e.getKey().equals(chosen) ? CHOSEN : TUNED)
        .max((a, b) -> a == b ? 0 : a == TUNED ? 1 : -1)
        .orElse(OTHER);
  }

  /**
   * The name of the file that only chose, as the description has it: where the training file is
   * called so too, it is told apart. Empty where one file did both, or none is named.
   */
  private static String development(Set<String> names, @Nullable Map<String, ?> training) {
    if (training == null || !(training.get("dev") instanceof String dev)) {
      return "";
    }
    var apart = dev + " (dev)";
    boolean trained = training.get("train") instanceof List<?> files && files.contains(dev);
    return names.contains(apart) ? apart : trained ? "" : dev;
  }

  /** Reads a name of {@link #name}. */
  static Exposure named(String name) {
    for (var exposure : values()) {
      if (exposure.name().equals(name)) {
        return exposure;
      }
    }
    throw new Problem("\"" + name + "\": one of " + Arrays.toString(values()) + " was expected.");
  }
}
