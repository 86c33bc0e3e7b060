package lamina.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import lamina.engine.Precision;
import lamina.tensor.Products;
import lamina.tensor.Torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products of dense layers and their gradients against sums over rounded factors. */
class ProductsTest {
  private static final int N = 5;
  private static final int IN = 24;
  private static final int OUT = 16;

  @ParameterizedTest
  @EnumSource(Precision.class)
  void valuesAndGradientsAreSumsOverRoundedFactors(Precision precision) {
    try (var manager = Torch.newManager();
        var products = Products.of(manager, precision)) {
      var x = normal(N * IN, 1);
      var w = normal(OUT * IN, 2);
      var b = normal(OUT, 3);
      var weights = new LinkedHashMap<String, NDArray>();
      weights.put("x", manager.create(x, new Shape(N, IN)));
      weights.put("w", manager.create(w, new Shape(OUT, IN)));
      weights.put("b", manager.create(b, new Shape(OUT)));
      var optimiser = new AdamW(weights, 0, name -> 1);
      var slope = normal(N * OUT, 4);
      var y = new float[1][];
      try (var step = manager.newSubManager()) {
        var loss = Torch.withGradients(() -> loss(step, products, weights, slope, y));
        optimiser.backward(loss);
      }
      var rx = rounded(x, precision);
      var rw = rounded(w, precision);
      var rs = rounded(slope, precision);
      // a product in bfloat16 is rounded once more as it is stored
      float tolerance = precision == Precision.BF16 ? 1f / 128 : 1e-5f;
      var ahead = new float[N * OUT];
      for (int n = 0; n < N; n++) {
        for (int o = 0; o < OUT; o++) {
          for (int i = 0; i < IN; i++) {
            ahead[n * OUT + o] += rx[n * IN + i] * rw[o * IN + i];
          }
        }
      }
      for (int k = 0; k < ahead.length; k++) {
        float exact = ahead[k];
        assertEquals(exact + b[k % OUT], y[0][k], tolerance * Math.max(1, Math.abs(exact)));
      }
      var ofX = new float[N * IN];
      var ofW = new float[OUT * IN];
      var ofB = new float[OUT];
      for (int n = 0; n < N; n++) {
        for (int o = 0; o < OUT; o++) {
          ofB[o] += slope[n * OUT + o];
          for (int i = 0; i < IN; i++) {
            ofX[n * IN + i] += rs[n * OUT + o] * rw[o * IN + i];
            ofW[o * IN + i] += rs[n * OUT + o] * rx[n * IN + i];
          }
        }
      }
      var gradients = optimiser.gradients();
      close(ofX, gradients, "x", tolerance);
      close(ofW, gradients, "w", tolerance);
      assertArrayEquals(ofB, gradients.get("b").toFloatArray(), 1e-5f, "a bias stays exact");
      optimiser.release();
    }
  }

  private static NDArray loss(
      NDManager step, Products products, Map<String, NDArray> w, float[] slope, float[][] y) {
    var x = w.get("x").mul(step.ones(new Shape(1)));
    var product = products.linear(x, w.get("w"), w.get("b"));
    y[0] = product.toFloatArray();
    return product.mul(step.create(slope, product.getShape())).sum();
  }

  private static void close(
      float[] expected, Map<String, NDArray> gradients, String name, float tolerance) {
    var found = gradients.get(name).toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          expected[i], found[i], tolerance * Math.max(1, Math.abs(expected[i])), name + " " + i);
    }
  }

  private static float[] normal(int n, int seed) {
    var random = new Random(seed);
    var values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** To 8 significant bits, ties to even. */
  private static float[] rounded(float[] values, Precision precision) {
    var result = values.clone();
    if (precision == Precision.BF16) {
      for (int i = 0; i < result.length; i++) {
        int bits = Float.floatToIntBits(result[i]);
        result[i] = Float.intBitsToFloat((bits + 0x7fff + (bits >>> 16 & 1)) & 0xffff0000);
      }
    }
    return result;
  }
}
