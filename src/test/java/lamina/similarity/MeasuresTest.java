package lamina.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import lamina.evaluate.ExampleScore;
import lamina.files.Document;
import lamina.tensor.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Measures on vectors whose answer is known, or was calculated in Python. */
class MeasuresTest {
  private static final Document PYTHON =
      Document.json(Path.of("src/test/resources/reference/similarity/similarity.json"));
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = Torch.newManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private double cka(NDArray a, NDArray b) {
    return LinearCka.of(LinearCka.gram(a), LinearCka.gram(b)).value();
  }

  @Test
  void ckaIsThatOfPython() {
    var a = Vectors.waves(manager, 1);
    assertEquals(PYTHON.get("cka").number(), cka(a, Vectors.waves(manager, 2)), 1e-5);
    var noisy = a.add(Vectors.waves(manager, 3).mul(0.9));
    assertEquals(PYTHON.get("ckaNoisy").number(), cka(a, noisy), 1e-5);
  }

  @Test
  void ckaOfASetWithItselfTurnedScaledAndShiftedIsOne() {
    var x = Vectors.normal(manager, 60, 8, 1);
    assertEquals(1, cka(x, x), 1e-6);
    var turned = manager.zeros(new Shape(60, 8));
    for (int column = 0; column < 8; column++) { // a permutation with signs is a rotation
      turned.set(
          new ai.djl.ndarray.index.NDIndex(":, {}", column),
          x.get(":, {}", (column + 3) % 8).mul(column % 2 == 0 ? 1 : -1));
    }
    assertEquals(1, cka(x, turned.mul(7).add(5)), 1e-5);
  }

  @Test
  void ckaOfRandomVectorsIsZeroInTheMeanHoweverWide() {
    double sum = 0;
    int inside = 0;
    for (int seed = 0; seed < 40; seed++) {
      var a = LinearCka.gram(Vectors.normal(manager, 60, 300, 2 * seed));
      var b = LinearCka.gram(Vectors.normal(manager, 60, 300, 2 * seed + 1));
      var found = LinearCka.of(a, b);
      sum += found.value();
      inside += found.interval().low() <= 0 && 0 <= found.interval().high() ? 1 : 0;
    }
    assertEquals(0, sum / 40, 0.02, "the biased estimator has 0.8 here");
    assertTrue(inside >= 34, "95 % intervals hold 0 in " + inside + " of 40");
  }

  @Test
  void setsOfDifferentSentencesAreNotCompared() {
    var a = LinearCka.gram(Vectors.normal(manager, 30, 4, 1));
    var b = LinearCka.gram(Vectors.normal(manager, 31, 4, 1));
    assertThrows(IllegalArgumentException.class, () -> LinearCka.of(a, b));
  }

  @Test
  void retrievalIsThatOfPython() {
    var a = Vectors.waves(manager, 1);
    var noisy = a.add(Vectors.waves(manager, 3).mul(0.9));
    var cosines = Retrieval.cosines(Retrieval.centred(a), Retrieval.centred(noisy));
    counts("hits", Retrieval.hits(cosines));
    counts("csls", Retrieval.cslsHits(cosines));
  }

  private static void counts(String name, Retrieval.Hits hits) {
    var expected = PYTHON.get(name).items();
    assertEquals(expected.get(0).whole(0, 40), hits.countThere(), name);
    assertEquals(expected.get(1).whole(0, 40), hits.countBack(), name);
  }

  @Test
  void aLanguagesOwnMeanIsNoDifferenceAndRandomVectorsFindOneInN() {
    var x = Vectors.normal(manager, 50, 16, 3);
    var shifted = Retrieval.cosines(Retrieval.centred(x), Retrieval.centred(x.add(5)));
    assertEquals(50, Retrieval.hits(shifted).countThere());
    int found = 0;
    for (int seed = 0; seed < 60; seed++) {
      var other = Vectors.normal(manager, 50, 16, 100 + seed);
      found +=
          Retrieval.hits(Retrieval.cosines(Retrieval.centred(x), Retrieval.centred(other)))
              .countThere();
    }
    assertEquals(1, found / 60.0, 0.5, "hits of 50 by chance");
  }

  @Test
  void cslsHelpsAgainstASentenceThatIsNearToEverything() {
    var cosines = manager.create(new float[][] {{.8f, .9f, .1f}, {.1f, .9f, .1f}, {.1f, .9f, .8f}});
    assertEquals(1, Retrieval.hits(cosines).countThere());
    assertEquals(3, Retrieval.cslsHits(cosines).countThere());
  }

  @Test
  void aPlantedLanguageDirectionIsReadOffAndIsGoneWithTheCentroids() {
    var sentences = Vectors.normal(manager, 120, 20, 5);
    var languages = new ArrayList<NDArray>();
    for (int language = 0; language < 4; language++) {
      var direction = manager.zeros(new Shape(1, 20));
      direction.set(new ai.djl.ndarray.index.NDIndex(":, {}", language), 12f);
      var noise = Vectors.normal(manager, 120, 20, 50 + language).mul(0.5);
      languages.add(sentences.add(direction).add(noise));
    }
    assertEquals(1, ExampleScore.score(LanguageIdentity.of(languages, false, () -> {}).units()), 0);
    double centred = ExampleScore.score(LanguageIdentity.of(languages, true, () -> {}).units());
    assertEquals(0.25, centred, 0.08, "chance is 1 in 4");
  }

  @Test
  void theProbeTellsWhatALinearFunctionCan() {
    var x = Vectors.normal(manager, 400, 6, 9);
    var labels = new int[400];
    float[] values = x.toFloatArray();
    for (int i = 0; i < 400; i++) {
      labels[i] = values[6 * i] > 0 ? values[6 * i + 1] > 0 ? 2 : 1 : 0;
    }
    var train = x.get(":300");
    var probe = LinearProbe.train(manager, train, Arrays.copyOf(labels, 300), 3, () -> {});
    int[] answers = probe.answer(x.get("300:"));
    int right = 0;
    for (int i = 0; i < 100; i++) {
      right += answers[i] == labels[300 + i] ? 1 : 0;
    }
    assertTrue(right >= 90, right + " of 100");
    assertArrayEquals(
        answers,
        LinearProbe.train(manager, train, Arrays.copyOf(labels, 300), 3, () -> {})
            .answer(x.get("300:")),
        "the same data give the same probe");
  }

  @Test
  void anisotropyIsThatOfAllPairsAndPaddingCountsForNothing() {
    var x = Vectors.waves(manager, 2).reshape(4, 10, 12);
    var whole = new TokenGeometry();
    whole.add(x, x.normalize(2, 2), manager.ones(new Shape(4, 10)));
    assertEquals(PYTHON.get("anisotropy").number(), whole.anisotropy(), 1e-5);
    assertEquals(1, whole.withLast(), 1e-5);
    var padded = new TokenGeometry();
    var wrong = x.concat(manager.ones(new Shape(4, 3, 12)).mul(9), 1);
    var mask = manager.ones(new Shape(4, 10)).concat(manager.zeros(new Shape(4, 3)), 1);
    padded.add(wrong, wrong.normalize(2, 2).mul(-1), mask);
    assertEquals(whole.anisotropy(), padded.anisotropy(), 1e-5);
    assertEquals(-1, padded.withLast(), 1e-5);
    var alike = new TokenGeometry();
    alike.add(
        manager.ones(new Shape(1, 5, 12)),
        manager.zeros(new Shape(1, 5, 12)),
        manager.ones(new Shape(1, 5)));
    assertEquals(1, alike.anisotropy(), 1e-5);
  }
}
