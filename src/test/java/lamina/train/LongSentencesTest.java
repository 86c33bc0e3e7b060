package lamina.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.language.Languages;
import lamina.model.SmallModels;
import lamina.problem.Problem;
import lamina.text.Tokenizer;
import org.junit.jupiter.api.Test;

/** What is longer than the model reads, or holds nothing, as training data. */
class LongSentencesTest {
  private static final Path BASE = SmallModels.BASE;

  private static Example sentence(int words) {
    var labels = Task.POS.labels();
    return new TaggedSentence(
        "s" + words,
        Languages.of("en"),
        IntStream.range(0, words).mapToObj(w -> "word").toList(),
        IntStream.range(0, words).mapToObj(w -> labels.get(w % labels.size())).toList());
  }

  @Test
  void aLongSentenceIsLearnedWindowByWindowEachWordOnce() {
    var examples = new ArrayList<>(Collections.nCopies(9, sentence(5)));
    examples.set(4, sentence(300));
    try (var tokenizer = Tokenizer.open(BASE, 128, Integer.MAX_VALUE)) {
      var data = TrainingData.of(Task.POS, tokenizer, examples);
      assertEquals(1, data.coverage().windowed());
      int windows = data.tokens().size() - 8;
      assertTrue(windows > 2, windows + " windows");
      var learned = new ArrayList<Integer>();
      for (int row = 4; row < 4 + windows; row++) {
        var tokens = data.tokens().get(row);
        assertTrue(tokens.length() <= 128);
        assertEquals(tokens.words().size(), data.labels().get(row).length);
        for (int w = 0; w < tokens.words().size(); w++) {
          if (tokens.labelPiece()[w] >= 0) {
            learned.add(data.labels().get(row)[w]);
          }
        }
      }
      int labels = Task.POS.labels().size();
      assertEquals(
          IntStream.range(0, 300).map(w -> w % labels).boxed().toList(), learned, "in order");
    }
  }

  @Test
  void whatHoldsNothingIsLeftOutAndNamed() {
    var pair = new SentencePair("p", Languages.of("en"), "A dog.", "It barks.", "neutral");
    var empty = new SentencePair("e", Languages.of("en"), "A dog.", "\u200b", "neutral");
    var examples = new ArrayList<Example>(Collections.nCopies(9, pair));
    examples.set(3, empty);
    try (var tokenizer = Tokenizer.open(BASE, 128, Integer.MAX_VALUE)) {
      var data = TrainingData.of(Task.XNLI, tokenizer, examples, i -> "en.tsv, line " + (i + 2));
      assertEquals(8, data.tokens().size());
      assertEquals(List.of("en.tsv, line 5"), data.coverage().places());
      Collections.fill(examples, empty);
      var problem =
          assertThrows(Problem.class, () -> TrainingData.of(Task.XNLI, tokenizer, examples));
      assertTrue(problem.getMessage().contains("nothing that the model reads: 9"));
    }
  }
}
