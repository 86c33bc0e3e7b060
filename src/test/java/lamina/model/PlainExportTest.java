package lamina.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import lamina.data.Task;
import lamina.encoder.Checkpoint;
import lamina.encoder.ForwardMode;
import lamina.files.Document;
import lamina.fusion.Variants;
import lamina.problem.Problem;
import lamina.tensor.Storage;
import lamina.tensor.TensorFile;
import lamina.tensor.Torch;
import lamina.text.Input;
import lamina.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A model that was exported answers with the same bits, from files that are whole by themselves.
 */
class PlainExportTest {
  private static final Path FORMS = Path.of("src/test/resources/checkpoints/forms");
  private static final List<Input> TEXTS =
      List.of(
          new Input.Words(List.of("Die", "Katze", "schläft", ".")),
          new Input.Words(List.of("She", "reads", "unbelievably", "long", "books", ",", "too")));

  @TempDir Path folder;

  private static float[] logits(Path directory) {
    try (var model = TaskModel.open(directory);
        var manager = model.newBatchManager();
        var tokenizer = Tokenizer.open(directory, 64, Integer.MAX_VALUE)) {
      return Torch.withoutGradients(
          () -> {
            var states = model.encode(manager, TEXTS.stream().map(tokenizer::encode).toList());
            return model
                .head(HeadKey.LAST)
                .apply(states, ForwardMode.INFERENCE)
                .logits()
                .toFloatArray();
          });
    }
  }

  private static Set<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(f -> f.getFileName().toString())
          .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }
  }

  /** The bundled ones share embeddings in half precision; the packed one its tokenizer, too. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsSharedAndPackedIsWholeAndAnswersWithTheSameBits(boolean packed) throws IOException {
    var model = packed ? packed() : SmallModels.of("pos-student");
    var out = folder.resolve("out");
    var report = PlainExport.write(model, out);
    assertEquals(
        Set.of(
            "config.json",
            "model.safetensors",
            "tokenizer.json",
            "tokenizer_config.json",
            "vocab.txt"),
        names(out));
    var file = TensorFile.open(out.resolve("model.safetensors"));
    file.names().forEach(n -> assertEquals("F32", file.entry(n).type(), n));
    assertEquals(file.names().size(), report.tensors());
    assertTrue(report.leftOut().contains(HeadKey.of("paper.1")), report.toString());
    assertArrayEquals(logits(model), logits(out));
    assertEquals("float32", Document.json(out.resolve("config.json")).get("dtype").text());
  }

  private Path packed() {
    var base = SmallModels.BASE;
    var keys = List.of(new HeadKey(Variants.KNOWN.of("paper"), 1), HeadKey.LAST);
    try (var model = TaskModel.create(base, List.of(0, 1, 2), Task.POS, keys, new Random(3))) {
      var directory = folder.resolve("packed");
      var layout = new ModelWriter.Layout(Storage.INT8, "shared");
      ModelWriter.save(model, ModelFolderTest.description(model), base, directory, layout);
      assertTrue(Files.exists(directory.resolve(Tokenizer.SHARED_FILE)));
      assertFalse(Checkpoint.open(directory).packed().isEmpty());
      return directory;
    }
  }

  @Test
  void aModelWithoutTheBaselinesHeadIsWrittenAsAnEncoder() throws IOException {
    var base = SmallModels.BASE;
    var keys = List.of(new HeadKey(Variants.KNOWN.of("paper"), 1));
    var directory = folder.resolve("one");
    try (var model = TaskModel.create(base, List.of(0, 1), Task.POS, keys, new Random(3))) {
      ModelWriter.save(
          model, ModelFolderTest.description(model), base, directory, ModelWriter.Layout.WHOLE);
    }
    var out = folder.resolve("out");
    PlainExport.write(directory, out);
    var config = Document.json(out.resolve("config.json"));
    assertEquals("BertModel", config.get("architectures").items().getFirst().text());
    assertTrue(config.find("id2label").isEmpty());
    assertEquals(ModelFiles.Kind.ENCODER, ModelFiles.kind(out));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bert-bin-tangled", "bert-compiled-within", "bert-gamma-beta", "bert-bin-sharded"})
  void everyFormBecomesThePlainOne(String form) {
    var out = folder.resolve("out");
    PlainExport.write(FORMS.resolve(form), out);
    var plain = form.endsWith("sharded") ? "bert-two-layers" : "bert-plain";
    var expected = TensorFile.open(FORMS.resolve(plain).resolve("model.safetensors"));
    var found = TensorFile.open(out.resolve("model.safetensors"));
    var prefix = form.equals("bert-compiled-within") ? "bert." : "";
    assertEquals(
        expected.names().stream().map(n -> prefix + n).toList(), List.copyOf(found.names()));
    for (var name : expected.names()) {
      assertEquals(
          -1,
          expected.raw(name).bytes().mismatch(found.raw(prefix + name).bytes()),
          form + ": " + name);
    }
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    var said =
        assertThrows(Problem.class, () -> PlainExport.write(FORMS.resolve("bert-plain"), folder));
    assertTrue(said.getMessage().contains("not empty"), said.getMessage());
    assertEquals(Set.of("mine.txt"), names(folder));
  }
}
