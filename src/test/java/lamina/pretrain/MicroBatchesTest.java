package lamina.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MicroBatchesTest {
  private static final int PIECES = 50;
  private static final Vocabulary VOCABULARY =
      new Vocabulary(java.util.Collections.nCopies(PIECES, "x"), 0, 2, 3, 4);

  private static PretrainSettings settings(Map<String, ?> changes) {
    var all = new HashMap<String, Object>(changes);
    all.putAll(
        Map.of(
            "init",
            "x",
            "text",
            "x",
            "parallel",
            "x",
            "out",
            "x",
            "steps",
            1,
            "length",
            32,
            "micro",
            300,
            "pairs",
            20));
    return PretrainSettings.of(all);
  }

  private static Sentence sentence(String language, int length, int id) {
    var ids = new int[length];
    Arrays.fill(ids, id);
    var begins = new boolean[length];
    Arrays.fill(begins, true);
    return new Sentence(language, ids, begins);
  }

  /** 900 English sentences of piece 10, 100 German ones of piece 20, and 100 pairs of 10 and 20. */
  private static Corpus corpus() {
    var sentences = new ArrayList<Sentence>();
    for (int i = 0; i < 1000; i++) {
      boolean english = i < 900;
      sentences.add(sentence(english ? "en" : "de", 4 + i % 20, english ? 10 : 20));
    }
    var pairs = new ArrayList<Translation>();
    for (int i = 0; i < 100; i++) {
      pairs.add(new Translation(sentence("en", 3 + i % 9, 10), sentence("de", 4 + i % 7, 20)));
    }
    return new Corpus(sentences, pairs);
  }

  private static MicroBatches batches(Map<String, ?> changes, Set<Integer> held) {
    var pairs = corpus().pairs();
    var links = java.util.Collections.nCopies(pairs.size(), List.of(new Link(0, 0)));
    return new MicroBatches(
        settings(changes), VOCABULARY, corpus(), Lexicon.of(pairs, links), held);
  }

  private static double shareOfGerman(Map<String, ?> changes) {
    var batches = batches(changes, Set.of());
    var random = new SplittableRandom(1);
    double german = 0;
    double all = 0;
    for (int n = 0; n < 300; n++) {
      for (var row : batches.sentences(random).ids()) {
        all++;
        german += row[1] == 20 ? 1 : 0;
      }
    }
    return german / all;
  }

  /** At alpha 0.5 weights are 30 to 10, without words swapped. */
  @Test
  void languagesAreTempered() {
    assertEquals(0.25, shareOfGerman(Map.of("switching", 0)), 0.03);
    assertEquals(0.1, shareOfGerman(Map.of("switching", 0, "alpha", 1)), 0.03);
    assertEquals(0.5, shareOfGerman(Map.of("switching", 0, "alpha", 0)), 0.03);
  }

  /** In half of the batches all words become the other language's, then German ones half do. */
  @Test
  void wordsAreSwappedForTranslations() {
    var batches = batches(Map.of("switching", 1, "alpha", 1), Set.of());
    var random = new SplittableRandom(1);
    long other = 0;
    long all = 0;
    for (int n = 0; n < 400; n++) {
      for (var row : batches.sentences(random).ids()) {
        other += Arrays.stream(row).filter(id -> id == 20).count();
        all += row.length - 2;
      }
    }
    // English is swapped whole; of German, half goes to English and half to and fro.
    assertEquals((0.9 * (0.5 * 1) + 0.1 * (0.5 + 0.5 * 0.5)), (double) other / all, 0.06);
  }

  @Test
  void rowsKeepTheBudgetAndTheirFrame() {
    var batches = batches(Map.of(), Set.of());
    var random = new SplittableRandom(2);
    for (int n = 0; n < 100; n++) {
      var rows = n % 2 == 0 ? batches.sentences(random) : batches.translations(random);
      assertTrue(rows.ids().length * rows.width() <= 300);
      for (var row : rows.ids()) {
        assertEquals(2, row[0]);
        assertEquals(3, row[row.length - 1]);
      }
    }
  }

  @Test
  void positionsBeginAgainInHalfOfThePairs() {
    var batches = batches(Map.of(), Set.of());
    var random = new SplittableRandom(3);
    int restarted = 0;
    for (int n = 0; n < 200; n++) {
      var rows = batches.translations(random);
      var ids = rows.ids()[0];
      var types = rows.types().orElseThrow()[0];
      var positions = rows.positions().orElseThrow()[0];
      int second = 1 + Arrays.stream(ids).boxed().toList().indexOf(3);
      assertEquals(0, types[second - 1]);
      assertEquals(1, types[second]);
      restarted += positions[second] == 0 ? 1 : 0;
      int last = ids.length - 1;
      assertEquals(positions[second] == 0 ? last - second : last, positions[last]);
    }
    assertEquals(100, restarted, 30);
  }

  @Test
  void heldPairsAreNeverDrawn() {
    var held = new Retrieval(corpus().pairs(), 100).held();
    assertEquals(10, held.size(), "a tenth of the pairs");
    var batches = batches(Map.of(), held);
    var random = new SplittableRandom(4);
    for (int n = 0; n < 50; n++) {
      var drawn = batches.contrasted(random);
      assertEquals(20, drawn.size());
      assertTrue(drawn.stream().noneMatch(held::contains));
    }
  }

  @Test
  void ofTheChosenPiecesEightyPercentAreMasked() {
    var row = new int[20_002];
    Arrays.fill(row, 10);
    row[0] = 2;
    row[20_001] = 3;
    var rows = Rows.of(new int[][] {row, {2, 10, 3}}, 0);
    var masked = Masked.draw(rows, VOCABULARY, 0.15, new SplittableRandom(5));
    int n = masked.places().length;
    assertEquals(3000, n, 150);
    assertArrayEquals(new long[n], Arrays.stream(masked.answers()).map(a -> a - 10).toArray());
    long hidden = Arrays.stream(masked.rows().ids()[0]).filter(id -> id == 4).count();
    long kept = Arrays.stream(masked.places()).filter(p -> id(masked, p) == 10).count();
    assertEquals(0.8 + 0.1 / PIECES, (double) hidden / n, 0.03);
    assertEquals(0.1 + 0.1 / PIECES, (double) kept / n, 0.02);
    for (int place : masked.places()) {
      assertTrue(place % 20_002 != 0 && place % 20_002 != 20_001, "a special token is chosen");
    }
    assertEquals(10, row[1], "the input itself stays");
  }

  private static int id(Masked masked, int place) {
    int t = masked.rows().width();
    return masked.rows().ids()[place / t][place % t];
  }
}
