package lamina.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.encoder.Reference;
import lamina.tensor.Scalars;
import lamina.tensor.Torch;
import lamina.tensor.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Fusions with another gate than their own, in numbers that a person can check. */
class GateChangeTest {
  private final NDManager manager = Torch.newManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static List<Variant> variants() {
    return Variants.KNOWN.all();
  }

  /** One token of two channels: L1 = (8, 0), L2 = (0, 16), so that W = (4, 8). */
  private HiddenStates states() {
    var one = new Shape(1, 1);
    var batch =
        new Batch(
            manager.create(new long[] {0}, one),
            manager.create(new long[] {0}, one),
            manager.ones(one),
            new int[] {1});
    var layers = Stream.of(new float[] {5, 5}, new float[] {8, 0}, new float[] {0, 16});
    return new HiddenStates(layers.map(l -> manager.create(l, new Shape(1, 1, 2))).toList(), batch);
  }

  /** Equations (1) and (2): L = L1 * W * G + L2 * (1 - W * G); convex has G in place of W * G. */
  @ParameterizedTest
  @CsvSource({
    "paper, 1, 32, -112",
    "paper, 0, 0, 16",
    "paper, 0.5, 16, -48",
    "convex, 1, 8, 0",
    "convex, 0, 0, 16",
    "convex, 0.5, 4, 8"
  })
  void aGateThatIsGivenIsTheOneOfTheFormula(String name, float gate, float first, float second) {
    var variant = Variants.KNOWN.of(name);
    var fusion = (GatedFusion) variant.create(Weights.empty(manager, "test"), 2, 2, new Random(1));
    var fused =
        Torch.withoutGradients(
            () ->
                fusion.fuse(
                    states(), 1, ForwardMode.INFERENCE, (g, batch) -> g.zerosLike().add(gate)));
    assertArrayEquals(new float[] {first, second}, fused.hidden().toFloatArray(), 0);
    assertArrayEquals(
        new float[] {gate, gate}, fused.gate().orElseThrow().toFloatArray(), "the one in use");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aFusionWithAGateCanBeGivenAnother(Variant variant) {
    var fusion = variant.create(Weights.empty(manager, "test"), 4, 2, new Random(1));
    assertEquals(variant.hasGate(), fusion instanceof GatedFusion);
  }

  /** The formulas as they stood before a gate could be changed, bit for bit. */
  @Test
  void withoutAChangeNotABitIsAnother() {
    try (var r = Reference.open("bert-4x32")) {
      Torch.withoutGradients(
          () -> {
            var states = r.encoder().encode(r.batch(), ForwardMode.INFERENCE);
            var weights = r.weights().under("fusion.");
            var paper = new PaperFusion(AifGate.load(weights, 32));
            var convex = new ConvexFusion(paper.aif());
            for (int layer = 1; layer < states.depth(); layer++) {
              NDArray l1 = states.layer(layer);
              NDArray l2 = states.last();
              NDArray w = Scalars.times(l1.add(l2), 0.5);
              NDArray g = paper.aif().gate(w, states.batch(), ForwardMode.INFERENCE);
              NDArray attended = w.mul(g);
              same(
                  l1.mul(attended).add(l2.mul(attended.neg().add(1))),
                  paper.fuse(states, layer, ForwardMode.INFERENCE).hidden());
              same(
                  l1.mul(g).add(l2.mul(g.neg().add(1))),
                  convex.fuse(states, layer, ForwardMode.INFERENCE).hidden());
              same(g, paper.fuse(states, layer, ForwardMode.INFERENCE).gate().orElseThrow());
            }
            return null;
          });
    }
  }

  private static void same(NDArray expected, NDArray actual) {
    assertArrayEquals(expected.toFloatArray(), actual.toFloatArray(), 0);
  }

  @Test
  void theGateAsItIsIsNotCopied() {
    try (var r = Reference.open("bert-4x32")) {
      var gate = r.expected("gate.1");
      assertSame(gate, GateChange.NONE.apply(gate, r.batch()));
      assertTrue(gate.getShape().dimension() == 3);
    }
  }
}
