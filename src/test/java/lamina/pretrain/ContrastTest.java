package lamina.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import java.util.Random;
import lamina.encoder.Torch;
import org.junit.jupiter.api.Test;

class ContrastTest {
  /** Two orthogonal pairs at temperature 1: the partner's cosine is 1, the other's 0. */
  @Test
  void orthogonalPairsHaveAKnownLoss() {
    try (var manager = Torch.newManager()) {
      var left = manager.create(new float[][] {{3, 0}, {0, 5}});
      var right = manager.create(new float[][] {{1, 0}, {0, 2}});
      double expected = -Math.log(Math.E / (Math.E + 1));
      assertEquals(expected, Contrast.loss(left, right, (i, j) -> false, 1).getFloat(), 1e-6);
      assertEquals(0, Contrast.loss(left, right, (i, j) -> true, 1).getFloat(), 1e-6);
      var turned = manager.create(new float[][] {{0, 2}, {1, 0}});
      assertEquals(1 + expected, Contrast.loss(left, turned, (i, j) -> false, 1).getFloat(), 1e-6);
    }
  }

  @Test
  void followsThePlainLoop() {
    try (var manager = Torch.newManager()) {
      var random = new Random(1);
      int n = 5;
      int e = 7;
      var a = numbers(random, n, e);
      var b = numbers(random, n, e);
      Contrast.Same same = (i, j) -> (i + j) % 4 == 0;
      double expected = (oneSided(a, b, same, 0.2) + oneSided(b, a, same, 0.2)) / 2;
      var loss = Contrast.loss(manager.create(a), manager.create(b), same, 0.2);
      assertEquals(expected, loss.getFloat(), 1e-5);
    }
  }

  private static float[][] numbers(Random random, int n, int e) {
    var rows = new float[n][e];
    for (var row : rows) {
      for (int i = 0; i < e; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  private static double oneSided(float[][] a, float[][] b, Contrast.Same same, double t) {
    double loss = 0;
    for (int i = 0; i < a.length; i++) {
      double sum = 0;
      for (int j = 0; j < b.length; j++) {
        sum += i != j && same.test(i, j) ? 0 : Math.exp(cosine(a[i], b[j]) / t);
      }
      loss += Math.log(sum) - cosine(a[i], b[i]) / t;
    }
    return loss / a.length;
  }

  private static double cosine(float[] x, float[] y) {
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (double) x[i] * y[i];
      xx += (double) x[i] * x[i];
      yy += (double) y[i] * y[i];
    }
    return xy / Math.sqrt(xx * yy);
  }

  @Test
  void crossEntropyIsTheMeanOfTheAnswersLogarithms() {
    try (NDManager manager = Torch.newManager()) {
      var p = manager.create(new float[][] {{0.5f, 0.25f, 0.25f}, {0.1f, 0.2f, 0.7f}});
      double expected = -(Math.log(0.25) + Math.log(0.1)) / 2;
      double found = MaskedLanguageModel.crossEntropy(p.log(), new long[] {1, 0}).getFloat();
      assertEquals(expected, found, 1e-6);
    }
  }

  @Test
  void rowsArePickedByPlace() {
    try (NDManager manager = Torch.newManager()) {
      var states = manager.arange(12f).reshape(2, 3, 2);
      var rows = MaskedLanguageModel.rows(states, new int[] {4, 0});
      assertArrayEquals(new float[] {8, 9, 0, 1}, rows.toFloatArray());
    }
  }

  /** Partner 2 is nearest to nothing but itself in one direction only. */
  @Test
  void retrievalCountsBothDirections() {
    try (NDManager manager = Torch.newManager()) {
      var left = manager.create(new float[][] {{1, 0}, {0, 1}, {-1, -1}});
      assertEquals(1, Retrieval.found(left, left), 1e-9);
      var turned = manager.create(new float[][] {{0, 1}, {1, 0}, {-1, -1}});
      assertEquals(1 / 3.0, Retrieval.found(left, turned), 1e-9);
    }
  }
}
