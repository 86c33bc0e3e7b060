package lamina.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreesTest {
  /** Distances as a family tree has them, with some noise. */
  private static double[][] planted(List<String> codes, double noise, long seed) {
    var random = new Random(seed);
    var distance = Kinship.distances(codes);
    for (int i = 0; i < distance.length; i++) {
      for (int j = i + 1; j < distance.length; j++) {
        distance[i][j] += noise * random.nextGaussian();
        distance[j][i] = distance[i][j];
      }
    }
    return distance;
  }

  @Test
  void averageLinkageJoinsTheNearestGroups() {
    var tree =
        Dendrogram.of(new double[][] {{0, 2, 6, 10}, {2, 0, 6, 10}, {6, 6, 0, 8}, {10, 10, 8, 0}});
    assertEquals(
        List.of(
            new Dendrogram.Join(0, 1, 2),
            new Dendrogram.Join(4, 2, 6),
            new Dendrogram.Join(5, 3, 28 / 3.0)),
        tree.joins());
    assertEquals(List.of(0, 1, 2, 3), tree.order());
    assertEquals(List.of(0), Dendrogram.of(new double[][] {{0}}).order());
  }

  @Test
  void aPlantedFamilyTreeIsFound() {
    var codes = List.of("de", "ar", "es", "sv", "hi", "fr", "he", "en");
    var tree = Dendrogram.of(planted(codes, 0.1, 1));
    var order = tree.order().stream().map(codes::get).toList();
    for (var family :
        List.of(List.of("de", "sv", "en"), List.of("es", "fr"), List.of("ar", "he"))) {
      var places = family.stream().mapToInt(order::indexOf).summaryStatistics();
      assertEquals(family.size() - 1, places.getMax() - places.getMin(), family + " in " + order);
    }
  }

  @Test
  void mantelFindsThePlantedTreeAndNothingElse() {
    var codes = List.of("de", "ar", "es", "sv", "hi", "fr", "he", "en", "tr", "az");
    var found = Mantel.of(planted(codes, 0.2, 2), Kinship.distances(codes));
    assertTrue(found.r() > 0.9 && found.p() <= 0.001, found.toString());
    int small = 0;
    var random = new Random(3);
    for (int draw = 0; draw < 60; draw++) {
      var noise = new double[8][8];
      for (int i = 0; i < 8; i++) {
        for (int j = i + 1; j < 8; j++) {
          noise[i][j] = random.nextGaussian();
          noise[j][i] = noise[i][j];
        }
      }
      small += Mantel.of(noise, Kinship.distances(codes.subList(0, 8))).p() < 0.05 ? 1 : 0;
    }
    assertTrue(small <= 8, small + " of 60 by chance at 0.05");
    var same = new double[3][3];
    assertEquals(1, Mantel.of(same, Kinship.distances(List.of("de", "en", "ar"))).p());
  }

  @Test
  void kinshipGoesByBranchThenFamily() {
    assertArrayEquals(
        new double[][] {{0, 1, 2, 3}, {1, 0, 2, 3}, {2, 2, 0, 3}, {3, 3, 3, 0}},
        Kinship.distances(List.of("de", "sv", "es", "ar")));
    assertEquals(List.of("Indo-European"), Kinship.families(List.of("de", "ar", "es", "ja")));
  }
}
