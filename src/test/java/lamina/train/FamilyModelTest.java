package lamina.train;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.encoder.Checkpoint;
import lamina.encoder.FamilyReference;
import lamina.encoder.ForwardMode;
import lamina.encoder.RandomWeights;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.ModelWriter;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model of every family is trained, saved, read again and made students of. */
class FamilyModelTest {
  private static final TrainSettings SETTINGS =
      TrainSettings.of(
          Map.of(
              "batch",
              16,
              "epochs",
              5,
              "freeze",
              1,
              "checkpoint",
              5,
              "rate",
              3e-3,
              "variants",
              List.of("last", "paper")));

  @TempDir Path folder;

  private Path base(String name) throws IOException {
    try (var r = FamilyReference.open(name)) {
      return r.copy(folder.resolve("base"));
    }
  }

  /** Sentences in which a word's tag follows from the word. */
  private TrainingData data(TaskModel model) throws IOException {
    var random = new Random(4);
    var text = new StringBuilder();
    for (int s = 0; s < 40; s++) {
      int words = 3 + random.nextInt(6);
      for (int w = 1; w <= words; w++) {
        var word = FamilyReference.WORDS.get(random.nextInt(FamilyReference.WORDS.size()));
        var tag = word.startsWith("a") || word.startsWith("c") ? "NOUN" : "VERB";
        text.append(w + "\t" + word + "\t_\t" + tag + "\t_\t_\t_\t_\t_\t_\n");
      }
      text.append('\n');
    }
    var file = Files.writeString(folder.resolve("en.conllu"), text);
    var examples = DatasetReader.read(file, Task.POS, Languages.of("en")).examples();
    return TrainingData.of(Task.POS, model.tokenizer(), examples);
  }

  private static TaskModel model(Path base, List<Integer> layers) {
    return TaskModel.create(base, layers, Task.POS, SETTINGS.heads(layers.size()), new Random(2));
  }

  private static Map<String, float[]> values(TaskModel model) {
    var values = new TreeMap<String, float[]>();
    model.weights().map().forEach((n, t) -> values.put(n, t.toFloatArray()));
    return values;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert",
        "distilbert",
        "xlm-roberta",
        "roberta-pad-3",
        "modernbert",
        "modernbert-old",
        "deberta-v3",
        "deberta-v2"
      })
  void itLearnsIsSavedAndHasStudents(String name) throws IOException {
    var base = base(name);
    int layers = Checkpoint.open(base).config().layers();
    var out = folder.resolve("out");
    try (var model = model(base, IntStream.range(0, layers).boxed().toList())) {
      var family = model.encoder().config().family();
      var before = values(model);
      var losses =
          new Trainer(model, new FineTuning(), data(model), SETTINGS)
              .run(folder.resolve("state"), Integer.MAX_VALUE, p -> {});
      assertTrue(losses.getLast() < 0.9 * losses.getFirst(), losses.toString());
      values(model)
          .forEach(
              (n, v) ->
                  assertEquals(family.atRest(n, 1, layers), Arrays.equals(v, before.get(n)), n));
      ModelWriter.save(model, TrainerTest.description(model), base, out, ModelWriter.Layout.WHOLE);
      try (var opened = TaskModel.open(out)) {
        assertEquals(model.encoder().config(), opened.encoder().config());
        assertSameAnswers(model, opened);
        assertEngines(opened);
      }
    }
    assertStudents(out, layers);
  }

  private void assertSameAnswers(TaskModel model, TaskModel other) throws IOException {
    var tokens = data(model).tokens().subList(0, 5);
    Torch.withoutGradients(
        () -> {
          try (var a = model.newBatchManager();
              var b = other.newBatchManager()) {
            var states = model.encode(a, tokens);
            var found = other.encode(b, tokens);
            for (var key : model.heads().keySet()) {
              assertClose(
                  model.head(key).apply(states, ForwardMode.INFERENCE).logits(),
                  other.head(key).apply(found, ForwardMode.INFERENCE).logits(),
                  1e-5,
                  key.key());
            }
            return null;
          }
        });
  }

  /** The default is exact; what the family lacks is refused, and nothing is held against others. */
  private static void assertEngines(TaskModel model) {
    var machine = Torch.capability();
    model.use(EngineChoice.AUTO, machine);
    assertEquals(Engine.SCRIPTED, model.engine());
    var family = model.encoder().config().family();
    model.use(EngineChoice.FASTEST, machine);
    assertTrue(family.engines().contains(model.engine()));
    if (!family.engines().contains(Engine.INT8)) {
      var choice = EngineChoice.of(Engine.INT8);
      var said = assertThrows(Problem.class, () -> model.use(choice, machine)).getMessage();
      assertTrue(said.contains(family.label() + " is computed by ndarray and scripted"), said);
      assertEquals(Map.of(), model.refuted());
    }
  }

  /** One of the last layer, a narrower one, and one that learns from its teacher. */
  private void assertStudents(Path teacher, int layers) throws IOException {
    try (var student = model(teacher, List.of(layers - 1))) {
      var config = student.encoder().config();
      assertEquals(1, config.layers());
      assertEquals(
          new TreeSet<>(RandomWeights.shapes(config).keySet()),
          new TreeSet<>(student.weights().names().stream().filter(config.family()::owns).toList()));
      assertEncodes(student);
    }
    try (var narrow =
        TaskModel.narrow(teacher, 1, 4, Task.POS, List.of(HeadKey.LAST), new Random(1))) {
      assertEquals(4, narrow.encoder().config().hidden());
      assertEncodes(narrow);
    }
    var settings =
        TrainSettings.of(
            Map.of(
                "teacher",
                teacher.toString(),
                "studentLayers",
                2,
                "studentWidth",
                layers > 2 ? 0 : 4,
                "batch",
                16,
                "epochs",
                4,
                "checkpoint",
                3,
                "rate",
                3e-3,
                "variants",
                List.of("last", "paper")));
    try (var student = Students.ofTeacher(settings);
        var objective = new Distillation(TaskModel.open(teacher), student, settings)) {
      var losses =
          new Trainer(student, objective, data(student), settings)
              .run(folder.resolve("student"), Integer.MAX_VALUE, p -> {});
      assertTrue(losses.getLast() < losses.getFirst(), losses.toString());
    }
  }

  private void assertEncodes(TaskModel model) throws IOException {
    var tokens = data(model).tokens().subList(0, 5);
    try (var own = model.newBatchManager()) {
      var last = Torch.withoutGradients(() -> model.encode(own, tokens).last());
      for (float v : last.toFloatArray()) {
        assertTrue(Float.isFinite(v));
      }
    }
  }
}
