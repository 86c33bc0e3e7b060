package lamina.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;

/** What the rest of the program asks of variants. */
class VariantsTest {
  @Test
  void oneVariantIsTheBaselineAndEachSaysWhatItIs() {
    var known = Variants.KNOWN;
    assertEquals(List.of("last"), known.keys(Variant::isBaseline));
    assertEquals(List.of("paper", "convex"), known.keys(Variant::hasGate));
    assertEquals(List.of("paper", "convex", "mean"), known.keys(Variant::usesLayer));
    assertEquals(List.of("paper", "convex", "last"), known.keys(Variant::trainedByDefault));
    assertEquals("[paper, convex, mean, scalar-mix, last]", known.all().toString());
    assertEquals(LastLayer.VARIANT, known.baseline());
    assertEquals(PaperFusion.VARIANT, known.gated());
  }

  /** Wherever they stand: the first with a gate and a layer is none of those before it. */
  @Test
  void theGatedOneIsFoundByWhatItIs() {
    var gateAlone =
        new Variant(
            "gate-alone",
            new Variant.Traits(false, true, false, false),
            MeanFusion.VARIANT.loader(),
            MeanFusion.VARIANT.initialiser());
    var others =
        new Variants(
            List.of(
                MeanFusion.VARIANT,
                ScalarMix.VARIANT,
                gateAlone,
                LastLayer.VARIANT,
                ConvexFusion.VARIANT));
    assertEquals(ConvexFusion.VARIANT, others.gated());
    assertEquals(LastLayer.VARIANT, others.baseline());
  }

  @Test
  void variantsAreFoundByNameInAnyCase() {
    assertEquals(PaperFusion.VARIANT, Variants.KNOWN.of(" Paper "));
    var said = assertThrows(Problem.class, () -> Variants.KNOWN.of("pap")).getMessage();
    assertTrue(said.endsWith("choose one of paper, convex, mean, scalar-mix, last."), said);
  }

  /** Those that aren't registered come last, by name. */
  @Test
  void theirOrderIsThatOfTheRegistry() {
    var two = new Variants(List.of(ScalarMix.VARIANT, LastLayer.VARIANT));
    assertEquals(
        List.of("scalar-mix", "last", "convex", "mean", "paper"),
        Variants.KNOWN.all().stream().sorted(two.order()).map(Variant::key).toList());
  }
}
