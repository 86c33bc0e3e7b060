package lamina.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.encoder.Torch;
import org.junit.jupiter.api.Test;

class AdamWTest {
  /** The published update rule in plain numbers, over several steps with clipping and decay. */
  @Test
  void followsTheRuleOverSeveralSteps() {
    try (var manager = Torch.newManager()) {
      var p = manager.create(new float[][] {{1, -2}});
      var optimiser = new AdamW(Map.of("p", p), 0.1f, name -> 1);
      double[] x = {1, -2};
      double[] m = new double[2];
      double[] v = new double[2];
      for (int step = 1; step <= 5; step++) {
        try (var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
          collector.backward(p.pow(3).sum());
        }
        double rate = 0.1 / step;
        double[] g = {3 * x[0] * x[0], 3 * x[1] * x[1]};
        double norm = Math.hypot(g[0], g[1]);
        int number = step;
        double found = Torch.withoutGradients(() -> optimiser.step(number, rate, 2));
        assertEquals(norm, found, 1e-4);
        for (int i = 0; i < 2; i++) {
          double clipped = g[i] * 2 / norm;
          m[i] = 0.9 * m[i] + 0.1 * clipped;
          v[i] = 0.999 * v[i] + 0.001 * clipped * clipped;
          x[i] *= 1 - rate * 0.1;
          x[i] -=
              rate
                  * (m[i] / (1 - Math.pow(0.9, step)))
                  / (Math.sqrt(v[i] / (1 - Math.pow(0.999, step))) + 1e-8);
          assertEquals(x[i], p.toFloatArray()[i], 1e-5, "step " + step);
        }
      }
    }
  }

  /** Parameters that begin with the same values, as norms and biases do, are each their own. */
  @Test
  void equalParametersAllMove() {
    try (var manager = Torch.newManager()) {
      var parameters = new LinkedHashMap<String, NDArray>();
      for (var name : List.of("a", "b", "c")) {
        parameters.put(name, manager.create(new float[] {1, 1}));
      }
      var optimiser = new AdamW(parameters, 0, name -> 1);
      for (int step = 1; step <= 2; step++) {
        try (var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
          var loss =
              parameters
                  .get("a")
                  .sum()
                  .add(parameters.get("b").sum())
                  .add(parameters.get("c").sum());
          collector.backward(loss);
        }
        int number = step;
        double norm = Torch.withoutGradients(() -> optimiser.step(number, 0.1, 100));
        assertEquals(Math.sqrt(6), norm, 1e-5, "gradients are left over from the step before");
      }
      parameters.forEach(
          (name, p) -> assertArrayEquals(new float[] {0.8f, 0.8f}, p.toFloatArray(), 1e-5f, name));
    }
  }
}
