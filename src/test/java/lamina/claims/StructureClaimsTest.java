package lamina.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeMap;
import java.util.stream.Collectors;
import lamina.model.HeadKey;
import lamina.model.HeadShapes;
import lamina.model.SmallModels;
import org.junit.jupiter.api.Test;

/** What a model's own tensors say of the claims on its structure. */
class StructureClaimsTest {
  @Test
  void aSmallModelSaysThem() {
    var shapes = HeadShapes.of(SmallModels.of("pos-teacher"), HeadKey.of("paper.6"));
    var shape = StructureClaims.Shape.of(shapes);
    assertEquals(
        new StructureClaims.Shape(java.util.List.of("global", "local"), 4, 128, 32, true, 1),
        shape);
    var verdicts =
        StructureClaims.of(shape, "").stream()
            .collect(
                Collectors.toMap(
                    f -> f.statement().number(), ClaimFinding::verdict, (a, b) -> a, TreeMap::new));
    assertEquals("[4, 10, 11, 13, 14, 15, 16]", verdicts.keySet().toString());
    assertEquals(Verdict.MIXED, verdicts.remove(14));
    verdicts.values().forEach(v -> assertEquals(Verdict.STRUCTURAL, v));
  }

  @Test
  void anotherStructureIsNoFact() {
    var shapes = HeadShapes.of(SmallModels.of("pos-teacher"), HeadKey.of("paper.6"));
    var one = new TreeMap<>(shapes);
    one.keySet().removeIf(name -> name.startsWith("fusion.local."));
    var findings = StructureClaims.of(StructureClaims.Shape.of(one), "");
    findings.forEach(f -> assertEquals(Verdict.NOT_SUPPORTED, f.verdict()));
    assertTrue(findings.getFirst().reason().contains("1 branches (global), 2 convolutions"));
  }
}
