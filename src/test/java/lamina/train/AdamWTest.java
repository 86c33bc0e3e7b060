package lamina.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.tensor.Torch;
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
        optimiser.backward(Torch.withGradients(() -> p.pow(3).sum()));
        double rate = 0.1 / step;
        double[] g = {3 * x[0] * x[0], 3 * x[1] * x[1]};
        double norm = Math.hypot(g[0], g[1]);
        double found = optimiser.step(step, rate, 2);
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
        optimiser.backward(
            Torch.withGradients(
                () ->
                    parameters
                        .get("a")
                        .sum()
                        .add(parameters.get("b").sum())
                        .add(parameters.get("c").sum())));
        double norm = optimiser.step(step, 0.1, 100);
        assertEquals(Math.sqrt(6), norm, 1e-5, "gradients are left over from the step before");
      }
      parameters.forEach(
          (name, p) -> assertArrayEquals(new float[] {0.8f, 0.8f}, p.toFloatArray(), 1e-5f, name));
    }
  }

  /** The backward pass of a sum hands one array to both of its sides. */
  @Test
  void matricesOfOneGradientAreClippedOnce() {
    try (var manager = Torch.newManager()) {
      var a = manager.zeros(new Shape(2, 2));
      var b = manager.zeros(new Shape(2, 2));
      var factor = manager.create(new float[][] {{1, 2}, {3, 4}});
      var parameters = new LinkedHashMap<>(Map.of("a", a));
      parameters.put("b", b);
      var optimiser = new AdamW(parameters, 0, name -> 1);
      for (int pass = 0; pass < 2; pass++) {
        optimiser.backward(Torch.withGradients(() -> a.add(b).mul(factor).sum()));
      }
      for (var gradient : optimiser.gradients().values()) {
        assertArrayEquals(new float[] {2, 4, 6, 8}, gradient.toFloatArray());
      }
      optimiser.step(1, 0.1, 1);
      double clipped = 2 / Math.sqrt(2 * (4 + 16 + 36 + 64));
      for (var name : parameters.keySet()) {
        assertEquals(
            0.1 * clipped, optimiser.moments().get("mean." + name).getFloat(0, 0), 1e-6, name);
      }
    }
  }

  /** Two backward passes before a step are one of the sum; what no loss knows has zeros. */
  @Test
  void backwardPassesOfAStepAddUp() {
    try (var manager = Torch.newManager()) {
      var p = manager.create(new float[] {3, 5});
      var unused = manager.create(new float[] {7});
      var optimiser = new AdamW(Map.of("p", p, "unused", unused), 0, name -> 1);
      optimiser.backward(Torch.withGradients(() -> p.sum()));
      optimiser.backward(Torch.withGradients(() -> p.pow(2).sum()));
      assertArrayEquals(new float[] {7, 11}, optimiser.gradients().get("p").toFloatArray());
      assertEquals(0, optimiser.gradients().get("unused").getFloat());
      assertEquals(Math.sqrt(49 + 121), optimiser.step(1, 0.1, 100), 1e-4);
      assertEquals(Map.of(), optimiser.gradients());
      assertEquals(7, unused.getFloat());
    }
  }

  /** Rows of a table that a step looks up have gradients; those of the step before have none. */
  @Test
  void aTableHasGradientsWhereItWasLookedUp() {
    try (var manager = Torch.newManager()) {
      var table = manager.ones(new Shape(4, 2));
      var optimiser = new AdamW(Map.of("table", table), 0, name -> 1);
      optimiser.backward(Torch.withGradients(() -> rows(manager, table, 1, 3, 3).sum()));
      assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 2, 2}, gradient(optimiser));
      optimiser.backward(Torch.withGradients(() -> rows(manager, table, 0, 3).sum()));
      assertArrayEquals(new float[] {1, 1, 1, 1, 0, 0, 3, 3}, gradient(optimiser));
      optimiser.step(1, 0.1, 0.5);
      optimiser.backward(Torch.withGradients(() -> rows(manager, table, 2).sum()));
      assertArrayEquals(new float[] {0, 0, 0, 0, 1, 1, 0, 0}, gradient(optimiser));
      optimiser.step(2, 0.1, 0.5);
      optimiser.backward(
          Torch.withGradients(() -> rows(manager, table, 2).add(table.get("1:2")).sum()));
      assertArrayEquals(new float[] {0, 0, 1, 1, 1, 1, 0, 0}, gradient(optimiser));
    }
  }

  private static NDArray rows(NDManager manager, NDArray table, long... ids) {
    return Embedding.embedding(manager.create(ids), table, SparseFormat.COO).singletonOrThrow();
  }

  private static float[] gradient(AdamW optimiser) {
    return optimiser.gradients().get("table").toFloatArray();
  }

  /** A batch without a masked word has no loss and so no backward pass. */
  @Test
  void aStepWithoutBackwardPassChangesNothing() {
    try (var manager = Torch.newManager()) {
      var p = manager.create(new float[] {3});
      var optimiser = new AdamW(Map.of("p", p), 0.1f, name -> 1);
      optimiser.backward(Torch.withGradients(() -> p.sum()));
      optimiser.step(1, 0.1, 100);
      float before = p.getFloat();
      assertEquals(0, optimiser.step(2, 0.1, 100));
      assertEquals(before, p.getFloat());
    }
  }

  @Test
  void gradientsThatAreNotFiniteChangeNothing() {
    try (var manager = Torch.newManager()) {
      var p = manager.create(new float[] {0});
      var optimiser = new AdamW(Map.of("p", p), 0.1f, name -> 1);
      optimiser.backward(Torch.withGradients(() -> p.log()));
      assertEquals(Double.POSITIVE_INFINITY, optimiser.step(1, 0.1, 100));
      assertEquals(0, p.getFloat());
    }
  }
}
