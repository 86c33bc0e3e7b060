package lamina.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a run as they hold, and where each comes from.
 *
 * @param sources by name of those that were given; what isn't in it has its default
 */
public record Resolution(TrainSettings settings, Map<String, String> sources) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the map. */
  public Resolution {
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
  }

  /** Settings that a program made, not a person. */
  public static Resolution of(TrainSettings settings) {
    return new Resolution(settings, Map.of());
  }

  /**
   * All settings as YAML, a line each with its source behind it. As a settings file it stands for
   * the same run.
   */
  public String yaml() {
    var text = new StringBuilder();
    settings
        .values()
        .forEach(
            (name, value) ->
                text.append(name)
                    .append(": ")
                    .append(json(value))
                    .append("  # ")
                    .append(sources.getOrDefault(name, "default").replaceAll("\\R", " "))
                    .append('\n'));
    return text.toString();
  }

  /** The same for programs: {@code settings}, {@code sources} and {@code hash}. */
  public ObjectNode json() {
    var root = JSON.createObjectNode();
    root.set("settings", JSON.valueToTree(settings.values()));
    root.set("sources", JSON.valueToTree(sources));
    return root.put("hash", settings.hash());
  }

  /** JSON is YAML, and quotes what needs it. */
  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }
}
