package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.language.Languages;
import lamina.model.HeadKey;
import org.junit.jupiter.api.Test;

/** What was drawn together when a test set was made is drawn together again. */
class UnitsTest {
  private static Example pair(int id, String first, String second) {
    return new SentencePair("" + id, Languages.of("en"), first, second, "neutral");
  }

  @Test
  void hypothesesOfOnePremiseAreOneUnit() {
    var pairs =
        List.of(pair(1, "A", "x"), pair(2, "A ", "y"), pair(3, "B", "A"), pair(4, "A", "z"));
    assertEquals(Task.Drawn.PREMISE, Task.XNLI.drawn());
    assertEquals(List.of("1", "1", "3", "1"), drawn(Task.XNLI, pairs));
  }

  private static List<String> drawn(Task task, List<Example> examples) {
    return ScoredSet.drawn(task, examples);
  }

  /** 1 and 3 share nothing, but both share a sentence with 2. */
  @Test
  void paraphrasesThatShareASentenceAreOneUnit() {
    var pairs = List.of(pair(1, "A", "B"), pair(2, "C", "A"), pair(3, "D", "C"), pair(4, "E", "F"));
    assertEquals(Task.Drawn.SOURCE, Task.PAWSX.drawn());
    assertEquals(List.of("1", "1", "1", "4"), drawn(Task.PAWSX, pairs));
  }

  @Test
  void sentencesAreUnitsOfTheirOwn() {
    Example one = new TaggedSentence("a", Languages.of("en"), List.of("x"), List.of("NOUN"));
    Example other = new TaggedSentence("b", Languages.of("en"), List.of("x"), List.of("NOUN"));
    assertEquals(Task.Drawn.SENTENCE, Task.POS.drawn());
    assertEquals(Task.Drawn.SENTENCE, Task.NER.drawn());
    assertEquals(List.of("a", "b"), drawn(Task.POS, List.of(one, other)));
  }

  /** XNLI has three hypotheses a premise; the sample is its first 300 rows. */
  @Test
  void xnliHasThreePairsAPremise() {
    var set = DatasetReader.read(Path.of("sample-data/xnli/de.tsv"), Task.XNLI, Languages.of("de"));
    assertEquals(100, new HashSet<>(drawn(Task.XNLI, set.examples())).size());
  }

  private static ScoredSet set(String language, List<String> ids, List<String> drawn) {
    var items =
        IntStream.range(0, ids.size())
            .mapToObj(i -> new ExampleScore(1 << i, 100))
            .toArray(ExampleScore[]::new);
    return new ScoredSet(
        Metric.ACCURACY, language, ids, 1, Map.of(HeadKey.LAST, items), Coverage.WHOLE, "", drawn);
  }

  @Test
  void aUnitAddsUpItsExamples() {
    var set = set("de", List.of("a", "b", "c", "d"), List.of("a", "b", "a", "b"));
    assertArrayEquals(
        new ExampleScore[] {new ExampleScore(5, 200), new ExampleScore(10, 200)},
        set.units(HeadKey.LAST));
    assertEquals(2, set.unitCount());
    assertEquals(4, set("de", set.ids(), List.of()).unitCount(), "where nothing is known");
  }

  /** One language says that a and c belong together, another that c and d do: so do a and d. */
  @Test
  void translationsShareTheirUnits() {
    var de = set("de", List.of("a", "b", "c", "d"), List.of("a", "b", "a", "d"));
    var fr = set("fr", List.of("d", "c", "b"), List.of("d", "d", "b"));
    var groups = ScoredSet.groups(List.of(de, fr), HeadKey.LAST);
    assertEquals(1, groups.size());
    var units = groups.getFirst();
    assertArrayEquals(
        new ExampleScore[] {new ExampleScore(13, 300), new ExampleScore(2, 100)}, units.get(0));
    assertArrayEquals(
        new ExampleScore[] {new ExampleScore(3, 200), new ExampleScore(4, 100)}, units.get(1));
  }

  @Test
  void noExampleIsLostInUnits() {
    var ids = IntStream.range(0, 16).mapToObj(i -> "s" + i).toList();
    for (int n = 1; n <= 16; n++) {
      int step = n;
      var drawn = IntStream.range(0, 16).mapToObj(i -> "s" + i % step).toList();
      var set = set("de", ids, drawn);
      double sum = 0;
      for (var unit : set.units(HeadKey.LAST)) {
        sum += unit.numerator();
      }
      assertEquals((1 << 16) - 1, sum);
      assertEquals(n, set.unitCount());
    }
    assertTrue(ids.size() == 16);
  }
}
