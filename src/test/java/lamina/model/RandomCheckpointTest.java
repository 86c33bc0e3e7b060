package lamina.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lamina.data.Task;
import lamina.encoder.Activation;
import lamina.encoder.EncoderConfig;
import lamina.encoder.EncoderFamilies;
import lamina.problem.Problem;
import lamina.text.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomCheckpointTest {
  private static final List<String> PIECES =
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "##a", "##b");

  @TempDir Path folder;

  private Path vocabulary() throws IOException {
    return Files.write(folder.resolve("vocab.txt"), PIECES);
  }

  private static EncoderConfig config(String key) {
    var family = EncoderFamilies.KNOWN.named(key);
    int types = family.configNames().types().byDefault();
    return new EncoderConfig(family, 2, 16, 2, 32, 50, 24, types, Activation.GELU, 1e-12f, 0.1f);
  }

  @ParameterizedTest
  @CsvSource({"bert, pos", "bert, xnli", "distilbert, ner", "distilbert, pawsx"})
  void itIsAModelThatAnswers(String family, String name) throws IOException {
    var out = folder.resolve("model");
    var task = Task.of(name);
    RandomCheckpoint.write(config(family), task, vocabulary(), out, 3);
    assertEquals(50, Files.readAllLines(out.resolve("vocab.txt")).size());
    try (var model = TaskModel.open(out)) {
      assertEquals(config(family), model.encoder().config());
      var text = task.tagsWords() ? new Input.Text("ab b") : new Input.Pair("ab", "ba");
      var tokens = model.tokenizer().encode(text);
      assertTrue(tokens.pieces().contains("##b"), "the given pieces are used");
      assertEquals(1, Answers.of(model, HeadKey.LAST, List.of(text)).size());
    }
  }

  /** Of a folder whose tokenizer is taken, through a pointer, with a table as long as it needs. */
  @Test
  void theTokenizerOfAFolderIsTaken() throws IOException {
    var home = Files.createDirectories(folder.resolve("home"));
    Files.copy(vocabulary(), home.resolve("vocab.txt"));
    var pointing = Files.createDirectories(folder.resolve("pointing"));
    Files.writeString(pointing.resolve("tokenizer_shared.json"), "{\"folder\": \"home\"}");
    var out = folder.resolve("model");
    RandomCheckpoint.write(config("bert"), Task.POS, pointing, out, 3);
    int pieces = Files.readAllLines(home.resolve("vocab.txt")).size();
    assertEquals(-1, Files.mismatch(home.resolve("vocab.txt"), out.resolve("vocab.txt")));
    assertTrue(Files.notExists(out.resolve("tokenizer_shared.json")), "it stands for itself");
    try (var model = TaskModel.open(out)) {
      assertEquals(pieces, model.encoder().config().vocabulary());
      assertEquals(1, Answers.of(model, HeadKey.LAST, List.of(new Input.Text("ab b"))).size());
    }
  }

  @Test
  void aTeacherHasAHeadAtEveryLayer() throws IOException {
    var out = folder.resolve("new/teacher");
    RandomModel.write(config("bert"), Task.POS, vocabulary(), out, 3);
    var keys = ModelFiles.summary(out).heads();
    assertEquals(List.of("last", "paper.1"), keys.stream().map(HeadKey::key).sorted().toList());
    try (var model = TaskModel.open(out);
        var beside = Files.list(out.getParent())) {
      assertEquals(1, Answers.of(model, HeadKey.LAST, List.of(new Input.Text("a"))).size());
      assertEquals(List.of(out), beside.toList(), "nothing else is left");
    }
  }

  @Test
  void theSameSeedGivesTheSameFile() throws IOException {
    for (var out : List.of("a", "b")) {
      RandomCheckpoint.write(config("bert"), Task.POS, vocabulary(), folder.resolve(out), 5);
    }
    assertEquals(
        -1,
        Files.mismatch(
            folder.resolve("a/model.safetensors"), folder.resolve("b/model.safetensors")));
  }

  @Test
  void publishedShapes() {
    assertEquals(12, RandomCheckpoint.Shape.of("mbert").config().layers());
    var small = RandomCheckpoint.Shape.of("DistilmBERT").config();
    assertEquals(6, small.layers());
    assertEquals(119_547, small.vocabulary());
    assertEquals(0, small.types());
  }

  @Test
  void whatIsInTheWayIsNamed() throws IOException {
    var vocabulary = vocabulary();
    var config = config("bert");
    assertTrue(refused(config, vocabulary, folder).contains("holds files already"));
    assertTrue(refused(config, folder.resolve("no.txt"), folder.resolve("x")).contains("no.txt"));
    Files.write(vocabulary, java.util.Collections.nCopies(51, "a"));
    assertTrue(refused(config, vocabulary, folder.resolve("x")).contains("51 pieces"));
    assertTrue(
        assertThrows(Problem.class, () -> RandomCheckpoint.Shape.of("gpt"))
            .getMessage()
            .contains("distilmbert"));
  }

  private static String refused(EncoderConfig config, Path vocabulary, Path out) {
    return assertThrows(
            Problem.class, () -> RandomCheckpoint.write(config, Task.POS, vocabulary, out, 1))
        .getMessage();
  }
}
