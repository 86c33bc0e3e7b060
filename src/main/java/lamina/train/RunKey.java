package lamina.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lamina.files.ContentKey;
import lamina.model.Description;
import lamina.model.ModelContents;

/**
 * What a training run is made from, by content: every setting, the data and the files of the model
 * that it starts from, tokenizer among them. Where files lie and what they are called doesn't
 * count; the same name with other contents does.
 */
final class RunKey {
  /** Name, in a model's description, of the key of the run that made it. */
  private static final String NAME = "run";

  /** Settings that name files, whose contents count instead. */
  private static final Set<String> PATHS =
      Set.of("out", "base", "teacher", "train", "dev", "unlabelled");

  private static final ObjectMapper JSON = new ObjectMapper();

  private RunKey() {}

  /** The key of a run that has settings alone. */
  static ContentKey of(TrainSettings settings) {
    var parts = new TreeMap<String, String>();
    settings
        .values()
        .forEach(
            (name, value) -> {
              if (!PATHS.contains(name)) {
                parts.put("setting " + name, text(value));
              }
            });
    return new ContentKey(parts);
  }

  /**
   * The key of a run; the model that it starts from is read whole.
   *
   * @param data SHA-256 of each file of data, by what it is for and its number: "train 1"
   */
  static ContentKey of(TrainSettings settings, Map<String, String> data) {
    var parts = new TreeMap<>(of(settings).parts());
    parts.putAll(data);
    var start = settings.distils() ? settings.teacher() : settings.base();
    ModelContents.of(Path.of(start))
        .key()
        .parts()
        .forEach(
            (name, hash) -> parts.put((settings.distils() ? "teacher " : "base ") + name, hash));
    return new ContentKey(parts);
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a key into what a model's description says of its training. */
  static void put(ContentKey key, Map<String, Object> training) {
    training.put(NAME, key.parts());
  }

  /** The key of the run that made a model; empty where an older version or no run did. */
  static Optional<ContentKey> of(Description description) {
    if (description.training() == null
        || !(description.training().get(NAME) instanceof Map<?, ?> parts)) {
      return Optional.empty();
    }
    return Optional.of(
        new ContentKey(
            parts.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        e -> String.valueOf(e.getKey()),
                        e -> String.valueOf(e.getValue()),
                        (a, b) -> a,
                        TreeMap::new))));
  }

  /** "dev (other contents), setting rate (0.001 there, 0.002 now)". */
  static String differences(ContentKey there, ContentKey now) {
    List<String> names = there.differences(now);
    return names.stream()
        .map(
            n ->
                n.startsWith("setting ")
                    ? "%s (%s there, %s now)"
                        .formatted(
                            n,
                            there.parts().getOrDefault(n, "none"),
                            now.parts().getOrDefault(n, "none"))
                    : n
                        + (there.parts().containsKey(n) && now.parts().containsKey(n)
                            ? " (other contents)"
                            : there.parts().containsKey(n) ? " (there alone)" : " (now alone)"))
        .collect(Collectors.joining(", "));
  }
}
