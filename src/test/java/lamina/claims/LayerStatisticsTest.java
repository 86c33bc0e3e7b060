package lamina.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import lamina.claims.LayerStatistics.Point;
import lamina.evaluate.Interval;
import org.junit.jupiter.api.Test;

class LayerStatisticsTest {
  private static List<Point> points(double[] values, double half) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> new Point(values[i], new Interval(values[i] - half, values[i] + half)))
        .toList();
  }

  @Test
  void theSlopeOfALineIsExactAndItsIntervalAddsUp() {
    var slope = LayerStatistics.slope(points(new double[] {1, 3, 5, 7}, 2));
    assertEquals(2, slope.value(), 1e-12);
    // weights -1.5, -0.5, 0.5, 1.5 over 5
    assertEquals(2 - 2 * 0.8, slope.interval().low(), 1e-12);
    assertEquals(2 + 2 * 0.8, slope.interval().high(), 1e-12);
  }

  @Test
  void theIntervalHoldsWhateverLayersHaveInCommon() {
    var random = new SplittableRandom(1);
    double half = 1.96;
    for (double shared : new double[] {0, 0.5, 0.9}) {
      int inside = 0;
      for (int trial = 0; trial < 2000; trial++) {
        var values = new ArrayList<Double>();
        double error = random.nextGaussian();
        for (int layer = 0; layer < 13; layer++) { // neighbours are alike
          error = shared * error + Math.sqrt(1 - shared * shared) * random.nextGaussian();
          values.add(0.7 * layer + error);
        }
        var interval =
            LayerStatistics.slope(points(values.stream().mapToDouble(v -> v).toArray(), half))
                .interval();
        inside += interval.low() <= 0.7 && interval.high() >= 0.7 ? 1 : 0;
      }
      assertTrue(inside >= 0.95 * 2000, shared + ": " + inside);
    }
  }

  @Test
  void correlations() {
    double[] x = {1, 2, 3, 4, 5};
    double[] y = {2, 1, 4, 3, 5};
    assertEquals(0.8, LayerStatistics.pearson(x, y), 1e-12);
    assertEquals(0.8, LayerStatistics.spearman(y), 1e-12);
    assertEquals(1, LayerStatistics.spearman(new double[] {0, 1, 10, 100}), 1e-12);
    assertTrue(Double.isNaN(LayerStatistics.pearson(x, new double[] {1, 1, 1, 1, 1})));
    double[] z = {1, 2, 3, 5, 4};
    // r(x,y) 0.8, r(x,z) 0.9, r(y,z) 0.6
    assertEquals(
        (0.8 - 0.9 * 0.6) / Math.sqrt((1 - 0.81) * (1 - 0.36)),
        LayerStatistics.partial(x, y, z),
        1e-12);
    assertTrue(Double.isNaN(LayerStatistics.partial(x, y, x)));
    // Fisher: atanh 0.8 = 1.0986, 1.96 / sqrt 10
    var test = LayerStatistics.fisher(0.8, 13, 0);
    assertEquals(Math.tanh(1.0986 - 0.6198), test.interval().low(), 1e-3);
    assertEquals(5.13e-4, test.p(), 2e-5);
  }
}
