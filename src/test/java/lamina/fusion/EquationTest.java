package lamina.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.tensor.Torch;
import lamina.tensor.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fusions without a gate in numbers that a person can check, and what new ones begin with. */
class EquationTest {
  private final NDManager manager = Torch.newManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Layers of one token of two channels. */
  private HiddenStates states(float[]... layers) {
    return states(manager, layers);
  }

  private static HiddenStates states(NDManager manager, float[]... layers) {
    var one = new Shape(1, 1);
    var batch =
        new Batch(
            manager.create(new long[] {0}, one),
            manager.create(new long[] {0}, one),
            manager.ones(one),
            new int[] {1});
    return new HiddenStates(
        Stream.of(layers).map(l -> manager.create(l, new Shape(1, 1, l.length))).toList(), batch);
  }

  private final HiddenStates states =
      states(new float[] {8, 0}, new float[] {4, 8}, new float[] {0, 16});

  private float[] fused(Fusion fusion) {
    return Torch.withoutGradients(
        () -> fusion.fuse(states, 1, ForwardMode.INFERENCE).hidden().toFloatArray());
  }

  @Test
  void theMeanIsOfTheChosenAndTheLastLayerAlike() {
    assertArrayEquals(new float[] {2, 12}, fused(new MeanFusion()), 1e-6f);
  }

  @Test
  void theLastLayerIsLeftAsItIs() {
    assertArrayEquals(new float[] {0, 16}, fused(new LastLayer()));
  }

  /** Softmax of ln 1, ln 2 and ln 5: an eighth, two and five; gamma doubles their sum. */
  @Test
  void theMixIsOfAllLayersWithTheEmbeddingsAndGamma() {
    var scores = manager.create(new float[] {0, (float) Math.log(2), (float) Math.log(5)});
    var mix = new ScalarMix(scores, manager.create(new float[] {2}));
    assertArrayEquals(new float[] {4, 24}, fused(mix), 1e-5f);
  }

  @Test
  void aNewMixIsTheMeanOfAllLayers() {
    var weights = Weights.empty(manager, "test");
    assertArrayEquals(
        new float[] {4, 8}, fused(ScalarMix.VARIANT.create(weights, 2, 2, new Random(1))), 1e-6f);
  }

  /** PyTorch's Conv1d: uniform within one over the root of its inputs, its bias too. */
  @Test
  void aNewGateHasAQuarterOfTheChannelsAndPyTorchsInitialValues() {
    var weights = Weights.empty(manager, "test");
    PaperFusion.VARIANT.create(weights, 32, 4, new Random(1));
    for (var branch : new String[] {"global.", "local."}) {
      assertEquals(new Shape(8, 32, 1), weights.map().get(branch + "0.weight").getShape());
      assertUniform(1 / Math.sqrt(32), weights, branch + "0.weight");
      assertUniform(1 / Math.sqrt(32), weights, branch + "0.bias");
      assertUniform(1 / Math.sqrt(8), weights, branch + "3.weight");
      assertUniform(1 / Math.sqrt(8), weights, branch + "3.bias");
      for (var norm : new String[] {"1.", "4."}) {
        assertAll(1, weights, branch + norm + "weight");
        assertAll(0, weights, branch + norm + "bias");
        assertAll(0, weights, branch + norm + "running_mean");
        assertAll(1, weights, branch + norm + "running_var");
      }
    }
  }

  /** What a pass makes belongs to the batch: a thousand passes hold no more than one. */
  @Test
  void aPassLeavesNothingBesideTheWeights() {
    for (var variant : Variants.KNOWN.all()) {
      var weights = Weights.empty(manager, "test");
      var fusion = variant.create(weights, 4, 2, new Random(1));
      int before = manager.getManagedArrays().size();
      try (var batch = manager.newSubManager()) {
        var layer = new float[] {1, 2, 3, 4};
        var own = states(batch, layer, layer, layer);
        Torch.withoutGradients(() -> fusion.fuse(own, 1, ForwardMode.INFERENCE));
      }
      assertEquals(before, manager.getManagedArrays().size(), variant.key());
    }
  }

  private static void assertUniform(double bound, Weights weights, String name) {
    float[] values = weights.map().get(name).toFloatArray();
    double most = 0;
    double sum = 0;
    for (float v : values) {
      most = Math.max(most, Math.abs(v));
      sum += v;
    }
    assertTrue(most <= bound + 1e-6, name + " goes to " + most);
    assertTrue(most > 0.5 * bound, name + " goes to " + most + " only");
    assertTrue(Math.abs(sum / values.length) < 0.6 * bound, name + " lies around " + sum);
  }

  private static void assertAll(float value, Weights weights, String name) {
    float[] values = weights.map().get(name).toFloatArray();
    var expected = new float[values.length];
    Arrays.fill(expected, value);
    assertArrayEquals(expected, values, name);
  }
}
