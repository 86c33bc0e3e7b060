package lamina.model;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.index.NDIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import lamina.data.Task;
import lamina.data.format.LabelMap;
import lamina.model.ModelSummary.Role;
import lamina.problem.Problem;
import lamina.tensor.TensorFile;
import lamina.tensor.Torch;
import lamina.text.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classifiers that another program fine-tuned answer as its classes do; golden.py is the judge. */
class ExternalClassifierTest {
  private static final double TOLERANCE = 1e-4;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "bert-pos, POS, TEACHER",
    "bert-xnli, XNLI, TEACHER",
    "distilbert-ner, NER, STUDENT",
    "distilbert-pawsx, PAWSX, STUDENT",
  })
  void logitsAreThoseOfTheFormulasAndLabelsThoseOfTheTask(String name, Task task, Role role) {
    var directory = Classifiers.directory(name);
    var expected = directory.resolve("expected.safetensors");
    var dumped = folder.resolve("out.safetensors");
    StateDump.write(directory, expected, dumped);
    try (var manager = Torch.newManager();
        var model = TaskModel.open(directory)) {
      var golden = TensorFile.open(expected);
      var found = TensorFile.open(dumped).read(manager, "logits.last");
      assertClose(golden.read(manager, "logits"), found, TOLERANCE, "its own outputs");
      assertClose(
          golden.read(manager, "probabilities"),
          model.labels().inTask(found).softmax(-1),
          1e-5,
          "by the task's labels");
    }
    var summary = ModelFiles.summary(directory);
    assertEquals(task, summary.task());
    assertEquals(role, summary.role());
    boolean folds = task == Task.NER; // its MISC and O are one label of the task
    assertEquals(folds ? 9 : task.labels().size(), summary.labels().size());
    assertEquals(!folds, task.labels().equals(summary.labels()));
    assertEquals(new TreeSet<>(List.of(HeadKey.LAST)), summary.heads());
    assertTrue(summary.external());
    assertEquals(ModelFiles.Kind.MODEL, ModelFiles.kind(directory));
  }

  @Test
  void aWordHasTheAnswerOfItsFirstPiece() {
    var directory = Classifiers.directory("bert-pos");
    try (var model = TaskModel.open(directory)) {
      var input = new Input.Words(List.of("Abc", "d", "."));
      var tokens = model.tokenizer().encode(input);
      assertEquals(List.of("[CLS]", "a", "##b", "##c", "d", ".", "[SEP]"), tokens.pieces());
      var answer = Answers.of(model, HeadKey.LAST, List.of(input)).getFirst();
      var words = ((Prediction.Tags) answer).words();
      Torch.withoutGradients(
          () -> {
            try (var manager = model.newBatchManager()) {
              var states = model.encode(manager, List.of(tokens));
              var logits =
                  model
                      .head(HeadKey.LAST)
                      .apply(states, lamina.encoder.ForwardMode.INFERENCE)
                      .logits();
              int[] first = {1, 4, 5};
              for (int w = 0; w < first.length; w++) {
                assertArrayEquals(
                    model
                        .labels()
                        .inTask(logits)
                        .softmax(-1)
                        .get(new NDIndex("0," + first[w]))
                        .toFloatArray(),
                    words.get(w).orElseThrow().probabilities(),
                    1e-6f);
              }
              return null;
            }
          });
    }
  }

  @Test
  void whatIsAssumedIsSaid() throws IOException {
    assertTrue(note("bert-pos").contains("no SYM"), note("bert-pos"));
    assertTrue(note("distilbert-ner").contains("MISC counts as O"), note("distilbert-ner"));
    assertEquals("", note("bert-xnli"));
    var unnamed = Classifiers.copy("distilbert-pawsx", folder.resolve("unnamed"));
    unname(unnamed);
    var notes = ModelFiles.summary(unnamed).notes();
    assertTrue(notes.getFirst().contains("0 is taken as different"), notes.toString());
  }

  private static void unname(Path directory) throws IOException {
    Classifiers.edit(directory, "id2label", "names_by_output");
    Classifiers.edit(directory, "label2id", "outputs_by_name");
  }

  private static String note(String name) {
    return String.join(" ", ModelFiles.summary(Classifiers.directory(name)).notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BertForTokenClassification | AlbertForTokenClassification |"
            + " AlbertForTokenClassification",
        "BertForTokenClassification | BertForQuestionAnswering | encoder without a head",
        "\"NOUN\" | \"SUBSTANTIV\" | SUBSTANTIV",
        "\"0\": \"X\", | | id2label names 15 labels; the classifier has 16",
        "\"hidden_size\": 12 | \"hidden_size\": 14 | (59, 14) was expected",
        "\"model_type\": \"bert\" | \"model_type\": \"albert\" | albert",
        "\"bert\", | \"bert\", \"problem_type\": \"regression\", | problem_type",
      })
  void whatDoesNotFitIsNamed(String from, String to, String said) throws IOException {
    var directory = Classifiers.copy("bert-pos", folder.resolve("broken"));
    flatten(directory);
    Classifiers.edit(directory, from, to == null ? "" : to);
    var message = refused(directory);
    assertTrue(message.contains(said), message);
    assertTrue(message.contains(directory.toString()), message);
  }

  /** One line, so that a row of a table can name a piece of it. */
  private static void flatten(Path directory) throws IOException {
    var file = directory.resolve("config.json");
    java.nio.file.Files.writeString(
        file, java.nio.file.Files.readString(file).replaceAll("\\s*\n\\s*", " "));
  }

  private static String refused(Path directory) {
    return assertThrows(
            Problem.class,
            () -> {
              ModelFiles.summary(directory);
              TaskModel.open(directory).close();
            })
        .getMessage();
  }

  @Test
  void unfitLabelsAreToldFromUnnamedOnes() throws IOException {
    var directory = Classifiers.copy("bert-xnli", folder.resolve("three"));
    flatten(directory);
    unname(directory);
    var message = refused(directory);
    assertTrue(message.contains("no names (LABEL_0, LABEL_1, LABEL_2)"), message);
    assertTrue(message.contains("\"1\": \"neutral\""), message);
  }

  @Test
  void aMissingClassifierIsNamedAndABareEncoderIsNoModel() throws IOException {
    var cut = Classifiers.copy("distilbert-ner", folder.resolve("cut"));
    Classifiers.behead(cut, false);
    assertTrue(refused(cut).contains("classifier.weight"), refused(cut));
    var bare = Classifiers.copy("bert-xnli", folder.resolve("bare"));
    Classifiers.behead(bare, true);
    assertEquals(ModelFiles.Kind.ENCODER, ModelFiles.kind(bare));
    assertTrue(refused(bare).contains("lamina train"), refused(bare));
    assertEquals(ModelFiles.Kind.OTHER, ModelFiles.kind(folder));
  }

  @Test
  void labelsAreKnownInAnyOrderAndCase() {
    assertEquals(Optional.of(Task.XNLI), pairs("neutral", "ENTAILMENT", "Contradictory"));
    assertEquals(Optional.of(Task.PAWSX), pairs("not_equivalent", "Equivalent"));
    assertEquals(Optional.of(Task.PAWSX), pairs("0", "1"));
    assertEquals(Optional.empty(), pairs("negative", "positive"));
    assertEquals(Optional.empty(), pairs("entailment", "not_entailment"));
    assertEquals(Optional.empty(), pairs("LABEL_0", "LABEL_1", "LABEL_2"));
    assertEquals(Optional.of(Task.POS), words(Task.POS.labels()));
    assertEquals(Optional.of(Task.NER), words(Task.NER.labels().reversed()));
    var iob1 = List.of("O", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG");
    assertEquals(Optional.of(Task.NER), words(iob1), "without B-PER it is IOB1");
    assertEquals(Optional.empty(), words(List.of("NOUN", "VERB")), "too few of UPOS");
    assertFalse(LabelFit.unnamed(List.of("LABEL_0", "O")));
  }

  private static Optional<Task> pairs(String... names) {
    return task(false, Arrays.asList(names));
  }

  private static Optional<Task> words(List<String> names) {
    return task(true, names);
  }

  private static Optional<Task> task(boolean words, List<String> names) {
    try {
      return Optional.of(LabelFit.of(Path.of("config.json"), words, names, LabelMap.NONE).task());
    } catch (Problem unfit) {
      return Optional.empty();
    }
  }
}
