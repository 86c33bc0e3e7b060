package lamina.ui.workspace;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a panel keeps in a session beyond the selection.
 *
 * @param options by name; what the person chose or typed
 * @param files by name; absolute, written relative to the session's file where possible
 */
public record PanelState(SortedMap<String, String> options, SortedMap<String, Path> files) {
  /** Nothing of its own. */
  public static final PanelState NONE = new PanelState(Map.of(), Map.of());

  /** Copies what it is given, paths made absolute. */
  public PanelState(Map<String, String> options, Map<String, Path> files) {
    this(
        Collections.unmodifiableSortedMap(new TreeMap<>(options)),
        Collections.unmodifiableSortedMap(absolute(files)));
  }

  private static SortedMap<String, Path> absolute(Map<String, Path> files) {
    var all = new TreeMap<String, Path>();
    files.forEach((name, file) -> all.put(name, file.toAbsolutePath().normalize()));
    return all;
  }

  /** An option; the given value where there is none. */
  public String option(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }
}
