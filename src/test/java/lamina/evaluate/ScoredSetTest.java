package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.Prediction;
import lamina.model.Predictor;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.tensor.Torch;
import lamina.text.Batching;
import lamina.text.Input;
import lamina.text.Tokenizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A data set in batches has the scores that its examples have one by one. */
class ScoredSetTest {
  private static final float ROUNDING = 1e-4f;

  @ParameterizedTest
  @CsvSource({
    "pos-student, sample-data/pos/ar.conllu, ar",
    "xnli-teacher, sample-data/xnli/zh.tsv, zh",
    "pawsx-student, sample-data/pawsx/de.tsv, de"
  })
  void everyHeadOfOnePassHasTheItemsOfExamplesOneByOne(String name, Path file, String language) {
    try (var model = TaskModel.open(Path.of("models", name))) {
      var examples = some(DatasetReader.read(file, model.task(), Languages.of(language)), 40);
      var heads = model.heads().keySet();
      var alone = alone(model, examples, heads);
      model.use(EngineChoice.of(Engine.SCRIPTED), Torch.capability());
      for (var batching :
          List.of(Predictor.BATCHING, new Batching.ByLength(300), new Batching.Padded(128, 2048))) {
        var set = ScoredSet.of(model, language, examples, heads, batching, done -> {});
        assertEquals(examples.stream().map(Example::id).toList(), set.ids());
        for (var head : heads) {
          assertArrayEquals(alone.get(head), set.items().get(head), batching + " " + head);
        }
      }
    }
  }

  /** The reference engine, one example at a time; a few heads in passes of their own, too. */
  private static Map<HeadKey, ExampleScore[]> alone(
      TaskModel model, List<Example> examples, Collection<HeadKey> heads) {
    var items = new LinkedHashMap<HeadKey, ExampleScore[]>();
    heads.forEach(head -> items.put(head, new ExampleScore[examples.size()]));
    for (int i = 0; i < examples.size(); i++) {
      var one = List.of(examples.get(i));
      var set = ScoredSet.of(model, "", one, heads, Predictor.BATCHING, done -> {});
      for (var head : heads) {
        items.get(head)[i] = set.items().get(head)[0];
      }
    }
    for (var head : List.of(HeadKey.LAST, heads.iterator().next())) {
      for (int i = 0; i < examples.size(); i++) {
        var answer = answers(model, examples.subList(i, i + 1), head).getFirst();
        assertEquals(
            items.get(head)[i], Scorer.item(Metric.of(model.task()), examples.get(i), answer));
      }
    }
    return items;
  }

  private static List<Prediction> answers(TaskModel model, List<Example> examples, HeadKey head) {
    var answers = new Prediction[examples.size()];
    Predictor.each(
        model,
        examples.stream().map(Tokenizer::input).toList(),
        List.of(head),
        Predictor.BATCHING,
        (i, tokens, each) -> answers[i] = each.get(head),
        done -> {});
    return List.of(answers);
  }

  private static List<Example> some(Dataset set, int count) {
    return set.examples().subList(0, count);
  }

  @ParameterizedTest
  @CsvSource({"1500", "1"})
  void inputsBeyondOneWindowKeepTheirOrderAndNoneIsLost(int count) {
    try (var model = TaskModel.open(SmallModels.of("pos-student"))) {
      model.use(EngineChoice.of(Engine.SCRIPTED), Torch.capability());
      var head = HeadKey.LAST;
      var words = List.of("Time", "flies", "like", "an", "arrow", ".");
      var inputs =
          IntStream.range(0, count)
              .<Input>mapToObj(i -> new Input.Words(words.subList(0, 1 + i * 5 % 6)))
              .toList();
      var answers = new Prediction[count];
      var order = new ArrayList<Integer>();
      var told = new ArrayList<Integer>();
      Predictor.each(
          model,
          inputs,
          List.of(head),
          Predictor.BATCHING,
          (i, tokens, each) -> {
            order.add(i);
            answers[i] = each.get(head);
          },
          told::add);
      assertEquals(IntStream.range(0, count).boxed().toList(), order.stream().sorted().toList());
      assertEquals(0, told.getFirst());
      assertEquals(count, told.getLast());
      assertEquals(told.stream().sorted().toList(), told);
      var first = new LinkedHashMap<Integer, Prediction.Tags>();
      for (int i = 0; i < count; i++) {
        var tags = (Prediction.Tags) answers[i];
        assertEquals(1 + i * 5 % 6, tags.words().size());
        var same = first.computeIfAbsent(tags.words().size(), n -> tags);
        for (int w = 0; w < tags.words().size(); w++) {
          assertArrayEquals(
              same.words().get(w).orElseThrow().probabilities(),
              tags.words().get(w).orElseThrow().probabilities(),
              ROUNDING);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void progressMayStopItBetweenTwoBatchesAndTheModelGoesOn(int batches) {
    try (var model = TaskModel.open(SmallModels.of("pos-student"))) {
      var set =
          DatasetReader.read(Path.of("sample-data/pos/en.conllu"), Task.POS, Languages.of("en"));
      var calls = new ArrayList<Integer>();
      assertThrows(
          CancellationException.class,
          () ->
              ScoredSet.of(
                  model,
                  set,
                  List.of(HeadKey.LAST),
                  done -> {
                    calls.add(done);
                    if (calls.size() > batches) {
                      throw new CancellationException();
                    }
                  }));
      assertEquals(batches + 1, calls.size());
      assertTrue(calls.stream().max(Comparator.naturalOrder()).orElseThrow() < 300);
      assertEquals(1, answers(model, some(set, 1), HeadKey.LAST).size());
    }
  }
}
