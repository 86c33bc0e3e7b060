package lamina.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a factorial: every term's effect is seen, and no other term in it. */
class FactorialTest {
  private static Factorial of(int terms) {
    var on = new LinkedHashMap<String, Double>();
    for (int t = 0; t < terms; t++) {
      on.put("t" + t, 0.5 + t);
    }
    return new Factorial(on);
  }

  @Test
  void fourTermsMakeEightCells() {
    var factorial = new Factorial(of("soft", "hidden", "relations", "gates"));
    assertEquals(
        Set.of(
            "none",
            "soft-hidden",
            "soft-relations",
            "soft-gates",
            "hidden-relations",
            "hidden-gates",
            "relations-gates",
            "soft-hidden-relations-gates"),
        factorial.cells().keySet());
    assertEquals("none", factorial.cells().keySet().iterator().next());
    assertEquals(
        Map.of("soft", 0.0, "hidden", 1.0, "relations", 0.0, "gates", 1.0),
        factorial.cells().get("hidden-gates"));
  }

  private static Map<String, Double> of(String... terms) {
    var on = new LinkedHashMap<String, Double>();
    List.of(terms).forEach(t -> on.put(t, 1.0));
    return on;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void mainEffectsAreOrthogonal(int terms) {
    var factorial = of(terms);
    assertEquals(1 << terms - 1, factorial.cells().size());
    var effects = factorial.mainEffects(1);
    for (var a : effects) {
      assertEquals(0, a.weights().values().stream().mapToDouble(w -> w).sum(), 1e-12);
      assertEquals(
          1, a.weights().values().stream().filter(w -> w > 0).mapToDouble(w -> w).sum(), 1e-12);
      for (var b : effects) {
        double product = 0;
        for (var cell : factorial.cells().keySet()) {
          product += a.weights().get(cell) * b.weights().get(cell);
        }
        assertEquals(a == b, Math.abs(product) > 1e-12, a.name() + " " + b.name());
      }
    }
  }

  /** Scores that add up of terms, and of pairs of them with four terms: mains come out alone. */
  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void effectsOfAnAdditiveModelComeOut(int terms) {
    var factorial = of(terms);
    var scores = new LinkedHashMap<String, Double>();
    factorial
        .cells()
        .forEach(
            (name, cell) -> {
              double score = 70;
              for (int t = 0; t < terms; t++) {
                score += cell.get("t" + t) > 0 ? 1 + t : 0;
              }
              // An interaction of two terms, coded -1 and 1, is free of main effects.
              score += 0.7 * sign(cell, 0) * sign(cell, 1);
              scores.put(name, score);
            });
    var effects = factorial.mainEffects(2);
    for (int t = 0; t < terms; t++) {
      assertEquals("t" + t, effects.get(t).name());
      assertEquals(2, effects.get(t).looks());
      double effect = 0;
      for (var weight : effects.get(t).weights().entrySet()) {
        effect += weight.getValue() * scores.get(weight.getKey());
      }
      assertEquals(1 + t, effect, 1e-9);
    }
    assertTrue(scores.size() > 4);
  }

  private static int sign(Map<String, Double> cell, int term) {
    return cell.get("t" + term) > 0 ? 1 : -1;
  }
}
