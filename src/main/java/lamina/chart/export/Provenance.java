package lamina.chart.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a figure comes from, written into its files.
 *
 * @param entries what, such as model, data, seed and version, and which, in the order to be read
 */
public record Provenance(Map<String, String> entries) {
  /** Nothing is known. */
  public static final Provenance NONE = new Provenance(Map.of());

  /** Keeps the order. */
  public Provenance {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** One line an entry. */
  public String text() {
    return entries.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue().replaceAll("\\R", " ") + "\n")
        .collect(Collectors.joining());
  }
}
