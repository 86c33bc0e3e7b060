package lamina.fusion;

import static lamina.encoder.Reference.assertClose;

import lamina.encoder.ForwardMode;
import lamina.encoder.Reference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gate and both DLFA variants against the golden tensors, in evaluation mode. */
class FusionParityTest {
  private static final double TOLERANCE = 2e-5;

  @ParameterizedTest
  @ValueSource(strings = {"bert-4x32", "distilbert-3x32"})
  void gateAndFusionOfEveryLayer(String name) {
    try (var r = Reference.open(name)) {
      var states = r.encoder().encode(r.batch(), ForwardMode.INFERENCE);
      var weights = r.weights().under("fusion.");
      var paper = Variants.KNOWN.of("paper").load(weights, 32, states.depth());
      var convex = Variants.KNOWN.of("convex").load(weights, 32, states.depth());
      for (int l = 1; l < states.depth(); l++) {
        var fused = paper.fuse(states, l, ForwardMode.INFERENCE);
        assertClose(r.expected("gate." + l), fused.gate().orElseThrow(), TOLERANCE, "gate " + l);
        assertClose(r.expected("fusion.paper." + l), fused.hidden(), TOLERANCE, "paper " + l);
        assertClose(
            r.expected("fusion.convex." + l),
            convex.fuse(states, l, ForwardMode.INFERENCE).hidden(),
            TOLERANCE,
            "convex " + l);
      }
    }
  }
}
