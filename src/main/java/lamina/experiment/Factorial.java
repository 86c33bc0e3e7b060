package lamina.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Half of a two-level factorial of k terms, 2^(k-1) cells: those with an even number of terms on
 * (defining relation I = product of all terms, resolution k; Box, Hunter and Hunter, 2005, chapter
 * 6). The cell with all terms off is among them, and with an even k the one with all on. Main
 * effects are free of each other; with k = 4 they are mixed with interactions of three terms.
 *
 * @param on setting of each term where it is on; off it is 0
 */
record Factorial(Map<String, Double> on) {
  /** Name of the cell without any term, the matched control of all others. */
  static final String NONE = "none";

  /** Keeps the order of the terms. */
  Factorial {
    on = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(on));
  }

  /** Weights of the terms by the name of the cell, that with no term first. */
  Map<String, Map<String, Double>> cells() {
    var terms = List.copyOf(on.keySet());
    var cells = new LinkedHashMap<String, Map<String, Double>>();
    for (int set = 0; set < 1 << terms.size(); set++) {
      if (Integer.bitCount(set) % 2 == 0) {
        var cell = new LinkedHashMap<String, Double>();
        for (int t = 0; t < terms.size(); t++) {
          cell.put(terms.get(t), (set >> t & 1) == 1 ? on.get(terms.get(t)) : 0.0);
        }
        cells.put(name(cell), cell);
      }
    }
    return cells;
  }

  private static String name(Map<String, Double> cell) {
    var name =
        cell.entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining("-"));
    return name.isEmpty() ? NONE : name;
  }

  /** The main effect of each term: mean of the cells where it is on less that where it is off. */
  List<Planned> mainEffects(int looks) {
    var effects = new ArrayList<Planned>();
    var cells = cells();
    double share = 2.0 / cells.size();
    for (var term : on.keySet()) {
      var weights = new LinkedHashMap<String, Double>();
      cells.forEach((name, cell) -> weights.put(name, cell.get(term) > 0 ? share : -share));
      effects.add(new Planned(term, weights, looks));
    }
    return effects;
  }
}
