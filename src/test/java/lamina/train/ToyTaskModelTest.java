package lamina.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lamina.data.Dataset;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.data.ToyTask;
import lamina.data.format.DatasetReader;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoredSet;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of a task that only tests know is made, trained, asked and scored. */
class ToyTaskModelTest {
  private static final Task TOY = new ToyTask();

  @TempDir Path folder;

  @Test
  void aModelLearnsItFromAFile() throws IOException {
    var data = data();
    var examples = data.examples();
    var settings =
        TrainSettings.of(
            Map.of("batch", 16, "epochs", 5, "freeze", 0, "checkpoint", 100, "rate", 1e-3));
    try (var model =
        TaskModel.create(SmallModels.BASE, List.of(0), TOY, List.of(HeadKey.LAST), new Random(2))) {
      double before = accuracy(model, data);
      new Trainer(
              model, new FineTuning(), TrainingData.of(TOY, model.tokenizer(), examples), settings)
          .run(folder.resolve("state"), Integer.MAX_VALUE, p -> {});
      double after = accuracy(model, data);
      assertTrue(before < 0.7 && after > 0.8, before + " to " + after);
    }
  }

  /** Words of the sample data, tagged by their length. */
  private Dataset data() throws IOException {
    var english = Languages.of("en");
    var source = Path.of("sample-data/pos/train/en.conllu");
    var text = new StringBuilder();
    for (var example : DatasetReader.read(source, Task.POS, english).examples().subList(0, 48)) {
      for (var word : ((TaggedSentence) example).words()) {
        text.append(word).append('\t').append(word.length() > 3 ? "long" : "short").append('\n');
      }
      text.append('\n');
    }
    var file = Files.writeString(folder.resolve("en.tsv"), text);
    return DatasetReader.read(file, TOY, english);
  }

  private static double accuracy(TaskModel model, Dataset data) {
    var scored = ScoredSet.of(model, data, List.of(HeadKey.LAST), done -> {});
    assertEquals(Metric.ACCURACY, scored.metric());
    return ExampleScore.score(scored.items().get(HeadKey.LAST));
  }
}
