package lamina.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lamina.data.format.ConlluTrees;
import lamina.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeProbeTest {
  /** A tree of n words drawn at random. */
  private static int[] drawn(int n, Random random) {
    var heads = new int[n];
    for (int i = 1; i < n; i++) {
      heads[i] = 1 + random.nextInt(i);
    }
    return heads;
  }

  /**
   * Vectors whose first numbers have the tree: each edge is a step along a direction of its own, so
   * that squared distances are edges; noise is behind them.
   */
  private static TreeProbe.Sentence planted(NDManager manager, int[] heads, Random random) {
    int n = heads.length;
    var values = new float[n * 40];
    for (int i = 0; i < n; i++) {
      for (int at = i; at > 0; at = heads[at] - 1) {
        values[i * 40 + at] = 1;
      }
      for (int j = 20; j < 40; j++) {
        values[i * 40 + j] = (float) random.nextGaussian();
      }
    }
    return new TreeProbe.Sentence(
        manager.create(values, new Shape(n, 40)), WordTrees.distances(heads));
  }

  @Test
  void edgesBetweenWordsAreCounted() {
    var distance = WordTrees.distances(new int[] {2, 0, 2, 3}); // 1 <- 2 -> 3 -> 4
    assertArrayEquals(new int[] {0, 1, 2, 3}, distance[0]);
    assertArrayEquals(new int[] {3, 2, 1, 0}, distance[3]);
    assertEquals(2, WordTrees.distances(new int[] {0, 0})[0][1], "two roots hang under one more");
    assertEquals(
        List.of(List.of(0, 1), List.of(1, 2), List.of(2, 3)),
        WordTrees.edges(new int[] {2, 0, 2, 3}));
  }

  @Test
  void edgesOfSomeWordsAreThoseToTheirHeads() {
    assertEquals(
        List.of(List.of(0, 1), List.of(2, 3)),
        WordTrees.edges(new int[] {2, 0, 2, 3}, word -> word != 2));
  }

  @Test
  void theSpanningTreeOfATreesDistancesIsTheTree() {
    var random = new Random(1);
    for (int round = 0; round < 50; round++) {
      var heads = drawn(3 + random.nextInt(15), random);
      var exact = WordTrees.distances(heads);
      var distance = new float[heads.length][heads.length];
      for (int i = 0; i < heads.length; i++) {
        for (int j = 0; j < heads.length; j++) {
          distance[i][j] = exact[i][j];
        }
      }
      var words = IntStream.range(0, heads.length).boxed().toList();
      assertEquals(
          new HashSet<>(WordTrees.edges(heads)),
          new HashSet<>(WordTrees.spanning(distance, words)));
    }
  }

  @Test
  void aControlTreeIsATreeOfTheScoredWordsThatWordFormsAloneDecide() {
    var words = List.of("\"", "a", "dog", "saw", "the", "dog", "run", ".");
    var scored = List.of(1, 2, 3, 4, 5, 6);
    var heads = WordTrees.control(words, scored, 1);
    assertArrayEquals(heads, WordTrees.control(words, scored, 1));
    assertEquals(0, heads[1], "the first scored word is the root");
    assertEquals(words.size() - 1, WordTrees.edges(heads).size(), "one tree");
    long inside = WordTrees.edges(heads).stream().filter(edge -> scored.containsAll(edge)).count();
    assertEquals(scored.size() - 1, inside, "no edge of it goes to punctuation");
    int first = heads[2] == 2 ? 0 : heads[2] == 7 ? 1 : 2;
    int second = heads[5] == 2 ? 0 : heads[5] == 7 ? 1 : 2;
    assertTrue(
        first == second || first == 0 && second == 2 && heads[2] == 2,
        "one form, one habit; under the word before is under the first for the second word");
  }

  @Test
  void thePlantedTreeIsFoundThroughNoise() {
    try (var manager = Torch.newManager()) {
      Torch.withoutGradients(
          () -> {
            var random = new Random(2);
            var sentences = new ArrayList<TreeProbe.Sentence>();
            for (int i = 0; i < 200; i++) {
              sentences.add(planted(manager, drawn(6 + random.nextInt(12), random), random));
            }
            var probe = TreeProbe.train(manager, sentences, () -> {});
            int found = 0;
            int all = 0;
            for (int i = 0; i < 40; i++) {
              var heads = drawn(6 + random.nextInt(12), random);
              var words = IntStream.range(0, heads.length).boxed().toList();
              var seen = probe.distances(planted(manager, heads, random).vectors());
              var edges = new HashSet<>(WordTrees.spanning(seen, words));
              all += edges.size();
              edges.retainAll(new HashSet<>(WordTrees.edges(heads)));
              found += edges.size();
            }
            assertTrue(found > 0.9 * all, found + " of " + all + " edges");
            return null;
          });
    }
  }

  @Test
  void headsAreReadAndWhatIsNoTreeIsLeftOut(@TempDir Path folder) throws IOException {
    var file = folder.resolve("en.conllu");
    var row = "%s\tw\tw\tNOUN\t_\t_\t%s\tdep\t_\t_\n";
    Files.writeString(
        file,
        "# sent_id = good\n"
            + String.format(row, "1", "2")
            + String.format(row, "2-3", "_")
            + String.format(row, "2", "0")
            + String.format(row, "2.1", "_")
            + String.format(row, "3", "2")
            + "\n# sent_id = none\n"
            + String.format(row, "1", "_")
            + "\n# sent_id = circle\n"
            + String.format(row, "1", "2")
            + String.format(row, "2", "1")
            + "\n# sent_id = beyond\n"
            + String.format(row, "1", "9"));
    var trees = ConlluTrees.read(file);
    assertArrayEquals(new int[] {2, 0, 2}, trees.get("good"));
    assertEquals(1, trees.size());
    assertFalse(trees.containsKey("circle"));
  }
}
