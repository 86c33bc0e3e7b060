package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lamina.data.Dataset;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.language.Languages;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.Prediction;
import lamina.model.Predictor;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.text.Input;
import lamina.text.WindowedInput;
import org.junit.jupiter.api.Test;

/** Sentences that are too long, pairs that are cut and examples that hold nothing. */
class CoverageTest {
  private static final Path CASES = Path.of("src/test/resources/data-cases");

  private static Dataset read(String file, Task task) {
    return DatasetReader.read(CASES.resolve(file), task, Languages.of("en"));
  }

  /** 250 words, of which the model reads 126 at once. */
  @Test
  void everyWordOfALongSentenceIsAnsweredAndCounted() {
    var set = read("cut-words/en.conllu", Task.POS);
    try (var model = TaskModel.open(SmallModels.of("pos-student"))) {
      var heads = model.heads().keySet();
      var scored = ScoredSet.of(model, set, heads, done -> {});
      assertEquals(1, scored.coverage().windowed());
      assertEquals("1 windowed", scored.coverage().brief());
      var score = ScoreTable.of(Task.POS, List.of(scored), heads).find("en", HeadKey.LAST);
      assertTrue(score.orElseThrow().value() > 0.95, "it was " + score.orElseThrow().value());
      assertEquals(1, ScoreTable.json(score.orElseThrow()).path("windowed").asInt());
      assertEquals(250, (int) scored.items().get(HeadKey.LAST)[0].denominator());
    }
  }

  @Test
  void answersOfWindowsArePutTogetherWordByWordWhateverIsBesideThem() {
    var words = new ArrayList<String>();
    var line = List.of("Time", "flies", "like", "an", "arrow", ",", "incomprehensibilities", "too");
    Collections.nCopies(70, line).forEach(words::addAll);
    words.set(200, "well-".repeat(120)); // more than a window
    var inputs =
        List.<Input>of(
            new Input.Words(line), new Input.Words(words), new Input.Text(String.join(" ", line)));
    try (var model = TaskModel.open(SmallModels.of("pos-student"))) {
      var found = answers(model, inputs);
      var reading = model.tokenizer().read(inputs.get(1));
      assertEquals(WindowedInput.How.WINDOWED, reading.how());
      var whole = ((Prediction.Tags) found.get(1).get(HeadKey.LAST)).words();
      assertEquals(words.size(), whole.size());
      int answered = 0;
      int compared = 0;
      for (var window : reading.windows()) {
        assertTrue(window.tokens().length() <= model.tokenizer().maxLength());
        int end = window.firstWord() + window.tokens().words().size();
        var part = new Input.Words(words.subList(window.firstWord(), end));
        var own = model.tokenizer().read(part);
        boolean ends = own.cut().allPieces() == window.tokens().length() - 2; // with a word's end
        var alone = (Prediction.Tags) answers(model, List.of(part)).get(0).get(HeadKey.LAST);
        for (int w = 0; w < window.tokens().words().size(); w++) {
          if (window.tokens().labelPiece()[w] >= 0) {
            answered++;
            var together = whole.get(window.firstWord() + w).orElseThrow();
            compared += ends ? 1 : 0;
            assertTrue(!ends || same(alone.words().get(w).orElseThrow(), together));
          }
        }
      }
      assertTrue(compared > 100, compared + " words were compared");
      assertEquals(words.size(), answered, "each word is answered by one window");
      assertTrue(whole.stream().allMatch(java.util.Optional::isPresent));
      var first = ((Prediction.Tags) found.get(0).get(HeadKey.LAST)).words();
      assertEquals(line.size(), first.size());
    }
  }

  private static boolean same(Distribution a, Distribution b) {
    assertArrayEquals(a.probabilities(), b.probabilities(), 1e-4f);
    return true;
  }

  private static Map<Integer, Map<HeadKey, Prediction>> answers(
      TaskModel model, List<? extends Input> inputs) {
    var found = new HashMap<Integer, Map<HeadKey, Prediction>>();
    Predictor.each(
        model,
        List.copyOf(inputs),
        List.of(HeadKey.LAST),
        Predictor.BATCHING,
        (i, reading, answers) -> found.put(i, answers),
        done -> {});
    return found;
  }

  @Test
  void aWordOfMorePiecesThanTheModelReadsIsAnsweredByItsFirst() {
    try (var model = TaskModel.open(SmallModels.of("pos-student"))) {
      var input = new Input.Words(List.of("well-".repeat(120)));
      var reading = model.tokenizer().read(input);
      assertEquals(WindowedInput.How.CUT, reading.how());
      assertTrue(reading.cut().allPieces() > 200);
      var tags = (Prediction.Tags) answers(model, List.of(input)).get(0).get(HeadKey.LAST);
      assertTrue(tags.words().getFirst().isPresent());
    }
  }

  @Test
  void anExampleThatHoldsNothingCountsAsWrongAndIsNamed() {
    var set = read("vanishing-sentence/en.tsv", Task.XNLI);
    try (var model = TaskModel.open(SmallModels.of("xnli-student"))) {
      var scored = ScoredSet.of(model, set, List.of(HeadKey.LAST), done -> {});
      var items = scored.items().get(HeadKey.LAST);
      assertEquals(3, items.length);
      assertEquals(new ExampleScore(0, 1), items[1]);
      assertEquals(1, scored.coverage().unanswerable());
      var note = scored.coverage().notes(set.name()).getFirst();
      assertTrue(note.contains("en.tsv, line 3") && note.contains("count as wrong"), note);
      var score = ScoreTable.of(Task.XNLI, List.of(scored), List.of(HeadKey.LAST)).scores();
      assertEquals(1, score.getFirst().coverage().unanswerable());
      assertEquals(3, score.getFirst().n());
    }
  }

  @Test
  void aPairThatIsCutIsCounted() {
    try (var model = TaskModel.open(SmallModels.of("xnli-student"))) {
      var reading = model.tokenizer().read(new Input.Pair("a ".repeat(200), "b"));
      assertEquals(WindowedInput.How.CUT, reading.how());
      var coverage = Coverage.of(List.of(reading.how(), WindowedInput.How.WHOLE), i -> "x");
      assertEquals("1 cut", coverage.brief());
      assertEquals("2 cut", coverage.plus(coverage).brief());
      assertEquals("", Coverage.WHOLE.brief());
    }
  }
}
