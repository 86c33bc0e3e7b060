package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    assertEquals(
        new ExampleScore(1, 3),
        Scorer.item(
            Metric.of(Task.POS),
            sentence("DET", "NOUN", "VERB"),
            tags(Task.POS, "DET", "VERB", null)));
  }

  @Test
  void entitiesRightAndACutOneIsMissed() {
    assertEquals(
        new ExampleScore(2, 3),
        Scorer.item(
            Metric.of(Task.NER),
            sentence("B-PER", "I-PER", "O", "B-LOC"),
            tags(Task.NER, "B-PER", "I-PER", "O", null)));
  }

  @Test
  void anEntityCutInHalfIsMissedNotFound() {
    assertEquals(
        new ExampleScore(0, 2),
        Scorer.item(
            Metric.of(Task.NER), sentence("B-PER", "I-PER"), tags(Task.NER, "B-PER", null)));
  }

  @Test
  void pairsAreRightOrWrong() {
    var pair = new SentencePair("1", GERMAN, "a", "b", "neutral");
    var right = new Prediction.PairLabel(sure(Task.XNLI, "neutral"));
    var wrong = new Prediction.PairLabel(sure(Task.XNLI, "contradiction"));
    assertEquals(new ExampleScore(1, 1), Scorer.item(Metric.of(Task.XNLI), pair, right));
    assertEquals(new ExampleScore(0, 1), Scorer.item(Metric.of(Task.XNLI), pair, wrong));
  }

  /** What the model can't answer is wrong, every word of it; an entity of it is missed. */
  @Test
  void whatIsUnanswerableIsWrong() {
    var pair = new SentencePair("1", GERMAN, "a", "b", "neutral");
    assertEquals(new ExampleScore(0, 1), Scorer.unanswerable(Metric.of(Task.XNLI), pair));
    assertEquals(
        new ExampleScore(0, 2), Scorer.unanswerable(Metric.of(Task.POS), sentence("DET", "NOUN")));
    assertEquals(
        new ExampleScore(0, 1), Scorer.unanswerable(Metric.of(Task.NER), sentence("B-PER", "O")));
  }

  private static Example sentence(String... tags) {
    var words = List.of(tags).stream().map(tag -> "w").toList();
    return new TaggedSentence("1", GERMAN, words, List.of(tags));
  }

  private static Prediction tags(Task task, String... tags) {
    var words =
        java.util.Arrays.stream(tags)
            .map(tag -> Optional.ofNullable(tag).map(t -> sure(task, t)))
            .toList();
    return new Prediction.Tags(words);
  }

  private static Distribution sure(Task task, String label) {
    var probabilities = new float[task.labels().size()];
    probabilities[task.labels().indexOf(label)] = 1;
    return new Distribution(task.labels(), probabilities);
  }
}
