package lamina.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.data.Example;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Score;
import lamina.evaluate.ScoredSet;
import lamina.language.Languages;
import lamina.model.Description;
import lamina.model.HeadKey;
import lamina.model.Prediction;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.text.Tokenizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Development data alone choose a model's head and epoch. */
class ChoiceTest {
  @TempDir Path folder;
  private Path base;
  private Path train;
  private final Map<String, Object> settings = new LinkedHashMap<>();

  @BeforeEach
  void write() {
    base = SmallBase.write(folder.resolve("base"));
    train = SmallBase.file(folder.resolve("train.en.tsv"), sentences(1));
    settings.put("base", base.toString());
    settings.put("train", List.of(train.toString()));
    settings.put("variants", List.of("paper", "mean", "last"));
    settings.put("batch", 16);
    settings.put("rate", 3e-3);
  }

  private static List<Example> sentences(long seed) {
    return SmallBase.sentences(64, seed, SmallBase::tag);
  }

  private static Map<HeadKey, Double> scores(TaskModel model, Path file) {
    var set = DatasetReader.read(file, Task.POS, Languages.of("en"));
    var found = new LinkedHashMap<HeadKey, Double>();
    ScoredSet.of(model, set, model.heads().keySet(), done -> {})
        .items()
        .forEach((key, items) -> found.put(key, ExampleScore.score(items)));
    return found;
  }

  private static HeadKey best(Map<HeadKey, Double> scores, boolean highest) {
    var order = Map.Entry.<HeadKey, Double>comparingByValue();
    return scores.entrySet().stream()
        .filter(e -> !e.getKey().equals(HeadKey.LAST))
        .max(highest ? order : order.reversed())
        .orElseThrow()
        .getKey();
  }

  /** Sentences with the tags that a head gives them. */
  private static List<Example> answers(TaskModel model, HeadKey key, List<Example> sentences) {
    var told = new ArrayList<Example>(sentences);
    Predictor.each(
        model,
        sentences.stream().map(Tokenizer::input).toList(),
        List.of(key),
        Predictor.BATCHING,
        (i, reading, answers) -> {
          var s = (TaggedSentence) sentences.get(i);
          var tags = new ArrayList<String>();
          for (var word : ((Prediction.Tags) answers.get(key)).words()) {
            tags.add(word.orElseThrow().label());
          }
          told.set(i, new TaggedSentence(s.id(), s.language(), s.words(), tags));
        },
        done -> {});
    return told;
  }

  private List<Score> run(Path dev, Path out, TrainListener listener) {
    settings.put("dev", dev.toString());
    settings.put("out", out.toString());
    return Training.run(new SettingSources().values("a test", settings).resolve(), listener);
  }

  /** The head that is worst on the training data is always right on these development data. */
  @Test
  void developmentDataChooseTheHead() throws Exception {
    var first = folder.resolve("first");
    run(train, first, p -> {});
    HeadKey worst;
    Path dev;
    try (var model = TaskModel.open(first)) {
      var onTraining = scores(model, train);
      worst = best(onTraining, false);
      assertNotEquals(worst, best(onTraining, true));
      dev = SmallBase.file(folder.resolve("dev.en.tsv"), answers(model, worst, sentences(2)));
    }
    var second = folder.resolve("second");
    var told = run(dev, second, p -> {});
    assertEquals(worst.key(), Description.read(second).chosen());
    try (var model = TaskModel.open(second)) {
      var onDevelopment = scores(model, dev);
      assertEquals(1, onDevelopment.get(worst));
      assertTrue(onDevelopment.values().stream().filter(s -> s == 1).count() == 1);
      told.forEach(s -> assertEquals(onDevelopment.get(s.head()), s.value(), 1e-12));
    }
  }

  /** The baseline is what others are compared with: it is chosen where it is alone. */
  @Test
  void theBaselineIsChosenOnlyWhereItIsAlone() throws Exception {
    var first = folder.resolve("first");
    run(train, first, p -> {});
    Path dev;
    try (var model = TaskModel.open(first)) {
      var answers = answers(model, HeadKey.LAST, sentences(2));
      dev = SmallBase.file(folder.resolve("dev.en.tsv"), answers);
    }
    run(dev, folder.resolve("second"), p -> {});
    assertNotEquals("last", Description.read(folder.resolve("second")).chosen());
    settings.put("variants", List.of("last"));
    run(dev, folder.resolve("third"), p -> {});
    assertEquals("last", Description.read(folder.resolve("third")).chosen());
  }

  /** The scores by which an epoch was chosen are those of the model that was saved. */
  @Test
  void theBestEpochIsSavedAsItWasScored() {
    settings.put("epochs", 4);
    settings.put("rate", 3e-2);
    var dev = SmallBase.file(folder.resolve("dev.en.tsv"), sentences(2));
    var epochs = new ArrayList<Map<HeadKey, Double>>();
    var listener =
        new TrainListener() {
          @Override
          public void progress(TrainProgress progress) {}

          @Override
          public void epoch(int step, Map<HeadKey, Double> scores) {
            epochs.add(scores);
          }
        };
    var told = run(dev, folder.resolve("out"), listener);
    assertEquals(4, epochs.size());
    var best = epochs.stream().max(Comparator.comparingDouble(e -> mean(e.values()))).orElseThrow();
    assertEquals(told.size(), best.size());
    told.forEach(s -> assertEquals(best.get(s.head()), s.value(), 1e-12, s.head().key()));
    try (var model = TaskModel.open(folder.resolve("out"))) {
      assertEquals(best, scores(model, dev));
      assertNotEquals(best, scores(model, train), "of other data than the training's");
    }
  }

  private static double mean(Collection<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }
}
