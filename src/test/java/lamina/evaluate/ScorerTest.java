package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Optional;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.Distribution;
import lamina.model.Prediction;
import org.junit.jupiter.api.Test;

/** What each example adds to a score. */
class ScorerTest {
  private static final Language GERMAN = Languages.of("de");

  @Test
  void wordsRightOfAllWordsAndACutOneIsWrong() {
    assertArrayEquals(
        new Item[] {new Item(1, 3)},
        Scorer.items(
            Task.POS, sentence("DET", "NOUN", "VERB"), tags(Task.POS, "DET", "VERB", null)));
  }

  @Test
  void entitiesRightAndACutOneIsMissed() {
    assertArrayEquals(
        new Item[] {new Item(2, 3)},
        Scorer.items(
            Task.NER,
            sentence("B-PER", "I-PER", "O", "B-LOC"),
            tags(Task.NER, "B-PER", "I-PER", "O", null)));
  }

  @Test
  void anEntityCutInHalfIsMissedNotFound() {
    assertArrayEquals(
        new Item[] {new Item(0, 2)},
        Scorer.items(Task.NER, sentence("B-PER", "I-PER"), tags(Task.NER, "B-PER", null)));
  }

  @Test
  void pairsAreRightOrWrong() {
    List<Example> pairs =
        List.of(
            new SentencePair("1", GERMAN, "a", "b", "neutral"),
            new SentencePair("2", GERMAN, "a", "b", "entailment"));
    List<Prediction> answers =
        List.of(
            new Prediction.PairLabel(sure(Task.XNLI, "neutral")),
            new Prediction.PairLabel(sure(Task.XNLI, "contradiction")));
    assertArrayEquals(
        new Item[] {new Item(1, 1), new Item(0, 1)}, Scorer.items(Task.XNLI, pairs, answers));
  }

  private static List<Example> sentence(String... tags) {
    var words = List.of(tags).stream().map(tag -> "w").toList();
    return List.of(new TaggedSentence("1", GERMAN, words, List.of(tags)));
  }

  private static List<Prediction> tags(Task task, String... tags) {
    var words =
        java.util.Arrays.stream(tags)
            .map(tag -> Optional.ofNullable(tag).map(t -> sure(task, t)))
            .toList();
    return List.of(new Prediction.Tags(words));
  }

  private static Distribution sure(Task task, String label) {
    var probabilities = new float[task.labels().size()];
    probabilities[task.labels().indexOf(label)] = 1;
    return new Distribution(task.labels(), probabilities);
  }
}
