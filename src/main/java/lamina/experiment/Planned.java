package lamina.experiment;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A comparison that was registered: a contrast of arms, each weight times the arm's mean score.
 *
 * @param weights by arm; they add up to 0, those above 0 to 1
 * @param looks how many looks it takes part in, from the first
 */
public record Planned(String name, Map<String, Double> weights, int looks) {
  /** Keeps the order of the arms. */
  public Planned {
    weights = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(weights));
  }
}
