package lamina.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lamina.data.Dataset;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.evaluate.AnswerEffect;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoredSet;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers to whole data sets add up to the scores, and say which label was taken for which. */
class AnsweredSetTest {
  private static final HeadKey FUSED = new HeadKey(Variants.KNOWN.of("paper"), 2);

  @TempDir Path folder;

  private static Dataset some(String file, Task task, String language) {
    var all = DatasetReader.read(Path.of(file), task, Languages.of(language));
    return new Dataset(
        task, all.language(), all.name(), all.sha256(), all.examples().subList(0, 60), all.notes());
  }

  @ParameterizedTest
  @CsvSource({
    "pos, sample-data/pos/ar.conllu, ar",
    "ner, sample-data/ner/de.iob2, de",
    "xnli, sample-data/xnli/zh.tsv, zh"
  })
  void labelScoresAndConfusionAddUpToTheScore(String name, String file, String language) {
    var task = Task.of(name);
    var metric = Metric.of(task);
    var set = some(file, task, language);
    try (var model = TaskModel.open(SmallModels.of(name + "-student"))) {
      var heads = List.of(FUSED, HeadKey.LAST);
      var answered = AnsweredSet.of("m", model, metric, set, heads, done -> {});
      var scored = ScoredSet.of(model, metric, set, heads, done -> {});
      for (var head : heads) {
        var items = scored.items().get(head);
        double score = ExampleScore.score(items);
        var labels = LabelScore.of(answered, head);
        int right = labels.stream().mapToInt(LabelScore::right).sum();
        int gold = labels.stream().mapToInt(LabelScore::gold).sum();
        int said = labels.stream().mapToInt(LabelScore::answered).sum();
        assertEquals(score, 2.0 * right / (gold + said), 1e-9, "micro F1 is the score");
        var matrix = ConfusionMatrix.of(answered, head);
        int units = IntStream.range(0, matrix.labels().size()).map(matrix::total).sum();
        assertEquals(answered.units(), units);
        for (int l = 0; l < matrix.labels().size(); l++) {
          for (int a = 0; a < matrix.answers().size(); a++) {
            var label = matrix.labels().get(l);
            var answer = matrix.answers().get(a);
            var places = ConfusionMatrix.places(answered, head, label, answer);
            assertEquals(matrix.counts()[l][a], places.size());
          }
        }
        if (!task.marksEntities()) {
          for (var one : labels) {
            int at = matrix.labels().indexOf(one.label());
            assertEquals(matrix.counts()[at][at], one.right());
            assertEquals(matrix.total(at), one.gold());
          }
        }
        for (var one : labels) {
          check(one.precision(), one.right(), one.answered());
          check(one.recall(), one.right(), one.gold());
        }
      }
      var changes = Change.of(answered, FUSED, answered, HeadKey.LAST);
      int more =
          Change.count(changes, AnswerEffect.FIXED) - Change.count(changes, AnswerEffect.BROKEN);
      assertEquals(right(answered, FUSED) - right(answered, HeadKey.LAST), more);
    }
  }

  private static void check(LabelScore.Rate rate, int right, int of) {
    if (of == 0) {
      assertTrue(Double.isNaN(rate.value()));
      return;
    }
    assertEquals((double) right / of, rate.value(), 1e-12);
    assertTrue(rate.interval().low() <= rate.value() && rate.value() <= rate.interval().high());
  }

  private static int right(AnsweredSet set, HeadKey head) {
    int right = 0;
    for (int e = 0; e < set.examples().size(); e++) {
      for (int u = 0; u < set.gold(e).size(); u++) {
        right += set.of(head, e).get(u).label().equals(set.gold(e).get(u)) ? 1 : 0;
      }
    }
    return right;
  }

  /** Six pairs of three premises, whose answers are counted by hand. */
  private static AnsweredSet pairs() {
    var labels = Task.XNLI.labels();
    var gold = List.of(0, 1, 2, 0, 1, 2);
    var said = List.of(0, 0, 2, 1, 1, 1);
    var last = List.of(0, 1, 1, 1, 1, 0);
    var examples =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    new SentencePair(
                        "" + i,
                        Languages.of("de"),
                        "Premise\t" + i / 2,
                        "\"h\"",
                        labels.get(gold.get(i))))
            .toList();
    Map<HeadKey, List<List<Answer>>> answers = new LinkedHashMap<>();
    answers.put(
        FUSED, said.stream().map(a -> List.of(new Answer(labels.get(a), 0.51234567f))).toList());
    answers.put(
        HeadKey.LAST, last.stream().map(a -> List.of(new Answer(labels.get(a), 0.4f))).toList());
    return new AnsweredSet(
        "m", "de.tsv", Task.XNLI, Metric.ACCURACY, "de", List.copyOf(examples), answers);
  }

  @Test
  void countsAreThoseOfHand() {
    var set = pairs();
    var matrix = ConfusionMatrix.of(set, FUSED);
    assertEquals("[1, 1, 0]", java.util.Arrays.toString(matrix.counts()[0]));
    assertEquals("[1, 1, 0]", java.util.Arrays.toString(matrix.counts()[1]));
    assertEquals("[0, 1, 1]", java.util.Arrays.toString(matrix.counts()[2]));
    assertEquals(0.5, matrix.share(2, 1));
    var second = LabelScore.of(set, FUSED).get(1);
    assertEquals(1.0 / 3, second.precision().value(), 1e-12);
    assertEquals(0.5, second.recall().value(), 1e-12);
    assertEquals(0.4, second.f1().value(), 1e-12);
    var changes = Change.of(set, FUSED, set, HeadKey.LAST);
    assertEquals(
        List.of(AnswerEffect.BROKEN, AnswerEffect.FIXED, AnswerEffect.CHANGED),
        changes.stream().map(Change::effect).toList());
    assertEquals(List.of(1, 2, 5), changes.stream().map(c -> c.place().example()).toList());
  }

  @Test
  void filesHoldAColumnForEachHead() throws Exception {
    var set = pairs();
    var tsv = folder.resolve("out.tsv");
    AnswersFile.write(List.of(set), tsv);
    var lines = Files.readAllLines(tsv);
    assertEquals(
        "id\tpremise\thypothesis\tlabel\tm:paper.2\tm:paper.2 probability\tm:last\tm:last"
            + " probability",
        lines.getFirst());
    assertEquals("1\tPremise 0\t\"h\"\tneutral\tentailment\t0.5123\tneutral\t0.4000", lines.get(2));
    assertEquals(7, lines.size());
    var jsonl = folder.resolve("out.jsonl");
    AnswersFile.write(List.of(set), jsonl);
    var second = new ObjectMapper().readTree(Files.readAllLines(jsonl).get(1));
    assertEquals("Premise\t0", second.path("premise").asText());
    assertEquals(
        "entailment", second.path("answers").path("m:paper.2").get(0).path("label").asText());
    for (var name : List.of("out.conllu", "out.xls", "out")) {
      var refused =
          assertThrows(Problem.class, () -> AnswersFile.write(List.of(set), folder.resolve(name)));
      assertTrue(refused.getMessage().contains(".jsonl"), refused.getMessage());
    }
  }

  @Test
  void conlluIsReadBackWithTheAnswersAsTags() {
    var sentence =
        new TaggedSentence(
            "s1", Languages.of("de"), List.of("Das", "Haus"), List.of("DET", "NOUN"));
    var set =
        new AnsweredSet(
            "m",
            "de.conllu",
            Task.POS,
            Metric.ACCURACY,
            "de",
            List.of(sentence),
            Map.of(FUSED, List.of(List.of(new Answer("PRON", 0.5f), new Answer("NOUN", 0.9f)))));
    var file = folder.resolve("de.conllu");
    AnswersFile.write(List.of(set), file);
    var read = DatasetReader.read(file, Task.POS, Languages.of("de")).examples().getFirst();
    assertEquals(List.of("PRON", "NOUN"), ((TaggedSentence) read).tags());
    assertEquals(List.of("Das", "Haus"), ((TaggedSentence) read).words());
  }
}
