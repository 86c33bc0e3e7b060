package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/** Made-up vectors. */
final class Vectors {
  private Vectors() {}

  /** Those of similarity.py: (40, 12). */
  static NDArray waves(NDManager manager, int k) {
    var values = new float[40 * 12];
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 12; j++) {
        values[i * 12 + j] = (float) (Math.sin(1.3 * i + 0.7 * j * j + 0.1 * k * i * j) + 0.3 * k);
      }
    }
    return manager.create(values, new Shape(40, 12));
  }

  /** Standard normal numbers, (n, e). */
  static NDArray normal(NDManager manager, int n, int e, long seed) {
    var random = new Random(seed);
    var values = new float[n * e];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, new Shape(n, e));
  }
}
