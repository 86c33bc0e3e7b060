package lamina.fusion;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import java.util.Random;
import lamina.encoder.Batch;
import lamina.encoder.Dropout;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.encoder.Reference;
import lamina.tensor.Products;
import lamina.tensor.Torch;
import lamina.tensor.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every fusion promises; a new one is taken up from {@link Variants}. */
class FusionContractTest {
  private static final int HIDDEN = 32;
  private static final int LAYERS = 4;
  private static final double TOLERANCE = 1e-5;

  private static List<Variant> variants() {
    return Variants.KNOWN.all();
  }

  private record Made(Fusion fusion, Weights weights) {}

  /** A fusion whose running statistics lie away from their beginning. */
  private static Made made(Variant variant, Reference r) {
    var weights = Weights.empty(r.manager(), "test");
    var fusion = variant.create(weights, HIDDEN, LAYERS, new Random(3));
    Torch.withoutGradients(
        () -> {
          for (int i = 0; i < 5; i++) {
            fusion.fuse(states(r, r.batch()), 2, ForwardMode.training(Dropout.NONE, Products.FP32));
          }
          return null;
        });
    return new Made(fusion, weights);
  }

  private static HiddenStates states(Reference r, Batch batch) {
    return Torch.withoutGradients(() -> r.encoder().encode(batch, ForwardMode.INFERENCE));
  }

  /** The third input of the reference alone, without padding. */
  private static Batch alone(Batch batch) {
    var cut = new NDIndex("2:3,0:3");
    return new Batch(
        batch.ids().get(cut), batch.types().get(cut), batch.mask().get(cut), new int[] {3});
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aloneOrPaddedInABatchIsTheSame(Variant variant) {
    try (var r = Reference.open("bert-4x32")) {
      var fusion = made(variant, r).fusion;
      var batch = fusion.fuse(states(r, r.batch()), 2, ForwardMode.INFERENCE);
      var alone = fusion.fuse(states(r, alone(r.batch())), 2, ForwardMode.INFERENCE);
      var same = new NDIndex("2:3,0:3");
      assertClose(alone.hidden(), batch.hidden().get(same), TOLERANCE, "hidden of " + variant);
      if (variant.hasGate()) {
        assertClose(
            alone.gate().orElseThrow(),
            batch.gate().orElseThrow().get(same),
            TOLERANCE,
            "gate of " + variant);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void shapesAndGates(Variant variant) {
    try (var r = Reference.open("bert-4x32")) {
      var states = states(r, r.batch());
      var fused = made(variant, r).fusion.fuse(states, 1, ForwardMode.INFERENCE);
      assertEquals(states.last().getShape(), fused.hidden().getShape());
      assertEquals(variant.hasGate(), fused.gate().isPresent());
      fused
          .gate()
          .ifPresent(
              g -> {
                assertEquals(states.last().getShape(), g.getShape());
                assertTrue(g.min().getFloat() >= 0 && g.max().getFloat() <= 1);
                assertTrue(
                    g.max().getFloat() - g.min().getFloat() > 0.01, "a gate that says something");
              });
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theLayerCountsWhereItShould(Variant variant) {
    try (var r = Reference.open("bert-4x32")) {
      var states = states(r, r.batch());
      var fusion = made(variant, r).fusion;
      var one = fusion.fuse(states, 1, ForwardMode.INFERENCE).hidden();
      var three = fusion.fuse(states, 3, ForwardMode.INFERENCE).hidden();
      double difference = one.sub(three).abs().max().getFloat();
      assertEquals(variant.usesLayer(), difference > 1e-3, variant + " differs by " + difference);
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void paddingChangesNoStatisticAndNoTrainingResult(Variant variant) {
    try (var r = Reference.open("bert-4x32")) {
      var clean = made(variant, r);
      var dirty = made(variant, r);
      var states = states(r, r.batch());
      var padding = r.batch().mask().sub(1).expandDims(2).mul(-50);
      var noisy =
          new HiddenStates(
              states.layers().stream().map(l -> l.add(padding)).toList(), states.batch());
      var mask = r.batch().mask().expandDims(2);
      var fused = clean.fusion.fuse(states, 2, ForwardMode.training(Dropout.NONE, Products.FP32));
      fused.gate().ifPresent(g -> assertClose(g, g.mul(mask), 0, "gate of padding in " + variant));
      var a = fused.hidden().mul(mask);
      var b =
          dirty
              .fusion
              .fuse(noisy, 2, ForwardMode.training(Dropout.NONE, Products.FP32))
              .hidden()
              .mul(mask);
      assertClose(a, b, TOLERANCE, variant + " in training");
      clean
          .weights
          .map()
          .forEach((name, t) -> assertClose(t, dirty.weights.map().get(name), TOLERANCE, name));
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void gradientsSurviveAGarbageCollection(Variant variant) {
    try (var r = Reference.open("bert-4x32")) {
      var weights = made(variant, r).weights;
      var parameters = new java.util.LinkedHashMap<>(weights.map());
      parameters.keySet().removeIf(n -> n.contains("running_"));
      parameters.values().forEach(p -> p.setRequiresGradient(true));
      var fusion = variant.load(weights, HIDDEN, LAYERS);
      var states = states(r, r.batch());
      var last = states.last().duplicate();
      last.setRequiresGradient(true);
      var layers = new java.util.ArrayList<NDArray>(states.layers());
      layers.set(LAYERS, last);
      try (var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        var fused =
            fusion.fuse(
                new HiddenStates(layers, states.batch()),
                2,
                ForwardMode.training(Dropout.NONE, Products.FP32));
        var loss = fused.hidden().square().sum();
        for (int i = 0; i < 3; i++) {
          System.gc(); // the engine once freed the factors that the backward pass reads
          java.nio.ByteBuffer.allocateDirect(1 << 20).putFloat(0, Float.NaN);
        }
        collector.backward(loss);
      }
      parameters.values().forEach(p -> assertFinite(p.getGradient()));
      assertFinite(last.getGradient());
      assertTrue(last.getGradient().abs().sum().getFloat() > 0);
    }
  }

  private static void assertFinite(NDArray gradient) {
    assertTrue(Float.isFinite(gradient.abs().sum().getFloat()));
  }
}
