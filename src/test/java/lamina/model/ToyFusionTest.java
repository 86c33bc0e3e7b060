package lamina.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.encoder.Dropout;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.encoder.Reference;
import lamina.fusion.ToyFusion;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.problem.Problem;
import lamina.tensor.Products;
import lamina.tensor.Torch;
import lamina.train.AdamW;
import org.junit.jupiter.api.Test;

/** One class and one registration are all that a fusion takes. */
class ToyFusionTest {
  private static final Variants MORE = Variants.KNOWN.with(ToyFusion.VARIANT);

  @Test
  void itsNameIsKnownWhereItIsRegistered() {
    var key = HeadKey.of("toy.2", MORE);
    assertEquals(new HeadKey(ToyFusion.VARIANT, 2), key);
    assertEquals("toy.2", key.key());
    var message = assertThrows(Problem.class, () -> HeadKey.of("toy.2")).getMessage();
    assertTrue(message.contains("paper, convex, mean, scalar-mix, last."), message);
    assertTrue(
        assertThrows(Problem.class, () -> MORE.of("other")).getMessage().endsWith("last, toy."));
    assertEquals(List.of("paper", "convex", "last"), MORE.keys(Variant::trainedByDefault));
  }

  @Test
  void headsAreInTheOrderOfTheRegistry() {
    var keys =
        Stream.of("toy.2", "last", "scalar-mix", "mean.1", "paper.2", "convex.1", "paper.1")
            .map(k -> HeadKey.of(k, MORE))
            .toList();
    assertEquals(
        List.of("paper.1", "paper.2", "convex.1", "mean.1", "scalar-mix", "last", "toy.2"),
        new TreeSet<>(keys).stream().map(HeadKey::key).toList());
  }

  @Test
  void aHeadOfItIsMadeTrainedAndLoaded() {
    try (var r = Reference.open("bert-4x32")) {
      var key = HeadKey.of("toy.2", MORE);
      var weights = r.weights();
      var config = r.checkpoint().config();
      var head = HeadFiles.create(Task.XNLI, key, weights, config, new Random(1));
      var share = weights.get("heads.toy.2.fusion.share", 1);
      assertEquals(0.25f, share.getFloat());
      var states =
          Torch.withoutGradients(() -> r.encoder().encode(r.batch(), ForwardMode.INFERENCE));
      var own = weights.map();
      own.keySet().removeIf(n -> !n.startsWith("heads.toy.2."));
      var optimiser = new AdamW(own, 0, name -> 1, 0.999, 1e-8);
      float before = step(head, states, optimiser, 1);
      float after = step(head, states, optimiser, 2);
      assertTrue(after < before, before + " to " + after);
      assertTrue(share.getFloat() != 0.25f, "the share learned");
      var loaded = HeadFiles.load(Task.XNLI, 3, key, weights, config);
      assertArrayEquals(logits(head, states), logits(loaded, states));
    }
  }

  private static float step(Head head, HiddenStates states, AdamW optimiser, int number) {
    var loss =
        Torch.withGradients(
            () ->
                head.apply(states, ForwardMode.training(Dropout.NONE, Products.FP32))
                    .logits()
                    .square()
                    .sum());
    optimiser.backward(loss);
    optimiser.step(number, 1e-4, 1);
    return loss.getFloat();
  }

  private static float[] logits(Head head, HiddenStates states) {
    return Torch.withoutGradients(
        () -> head.apply(states, ForwardMode.INFERENCE).logits().toFloatArray());
  }
}
