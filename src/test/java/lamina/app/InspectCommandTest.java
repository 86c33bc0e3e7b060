package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectCommandTest {
  private static final Path TEST = Path.of("src/test/resources");

  @TempDir Path folder;

  private Path copy(String from) throws IOException {
    var to = Files.createDirectories(folder.resolve("copy"));
    try (var files = Files.list(TEST.resolve(from))) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  @Test
  void aModelIsToldWithItsTaskHeadsAndLicence() throws IOException {
    var found =
        CommandRun.of("inspect", "src/test/resources/checkpoints/small/pos-student", "--json")
            .json();
    assertEquals("BERT", found.path("family").asText());
    var shape = found.path("shape");
    assertEquals(6, shape.path("layers").asInt());
    assertEquals(128, shape.path("hidden").asInt());
    assertEquals(4, shape.path("heads").asInt());
    assertEquals(512, shape.path("feedForward").asInt());
    assertEquals(128, shape.path("positions").asInt());
    assertEquals(23979, shape.path("vocabulary").asInt());
    assertEquals("pos", found.path("model").path("task").asText());
    assertTrue(found.path("model").path("heads").toString().contains("\"paper.2\""));
    assertEquals("lamina.json", found.path("licence").path("file").asText());
    assertEquals("WordPiece", found.path("tokenizer").path("kind").asText());
    assertEquals(23979, found.path("tokenizer").path("pieces").asInt());
    assertEquals("[\"F16\"]", found.path("weights").path("types").toString());
    assertTrue(found.path("uses").path("answer").path("possible").asBoolean());
    assertTrue(
        CommandRun.of("inspect", "pos-student").out().contains("250,002 pieces"),
        "by its name, too");
  }

  /** The reference's tensors, counted by hand: E 16, F 20, L 1, V 24, P 8, 2 types, 7 labels. */
  @Test
  void parametersAreCounted() throws IOException {
    var found = CommandRun.of("inspect", TEST + "/checkpoints/forms/bert-bin-ner", "--json").json();
    int embeddings = (24 + 8 + 2) * 16 + 2 * 16;
    int block = 4 * (16 * 16 + 16) + 20 * 16 + 20 + 16 * 20 + 16 + 2 * 2 * 16;
    assertEquals(embeddings + block + 7 * 16 + 7, found.path("parameters").asInt());
    assertEquals(block + 7 * 16 + 7, found.path("parametersWithoutEmbeddings").asInt());
    assertEquals("PyTorch pickle", found.path("weights").path("form").asText());
    assertEquals("[\"pytorch_model.bin\"]", found.path("weights").path("files").toString());
    assertEquals(
        Files.size(TEST.resolve("checkpoints/forms/bert-bin-ner/pytorch_model.bin")),
        found.path("weights").path("bytes").asLong());
    for (var use : new String[] {"answer", "fine_tune", "trim"}) {
      assertFalse(found.path("uses").path(use).path("possible").asBoolean(), "no tokenizer");
      assertTrue(found.path("uses").path(use).path("why").asText().contains("no tokenizer"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "---\\nlanguage: de\\nlicense: mit\\n---\\n# A model | mit",
        "---\\nlicense: \"cc-by-4.0\" # free\\n---\\n | cc-by-4.0",
        "---\\nlicense: other\\nlicense_name: my-own\\n---\\n | my-own",
        "# A model\\nlicense: mit | ''",
        "---\\ntags: x\\n---\\nlicense: mit | ''",
      })
  void theLicenceIsThatOfTheCardsFrontMatter(String card, String licence) throws IOException {
    var model = copy("classifiers/bert-pos");
    Files.writeString(model.resolve("README.md"), card.replace("\\n", "\n"));
    var found = CommandRun.of("inspect", model.toString(), "--json").json();
    assertEquals(licence, found.path("licence").path("name").asText());
  }

  @Test
  void aDirectoryThatIsNoneIsRefusedInWords() {
    var run = CommandRun.of("inspect", folder.toString());
    assertEquals(1, run.code());
    assertTrue(run.err().contains("config.json is missing"), run.err());
  }

  @Test
  void anExportedModelIsInspectedLikeAnyOther() throws IOException {
    var out = folder.resolve("out").toString();
    var report = CommandRun.of("export-model", "pos-student", out, "--json").json();
    assertTrue(report.path("headsLeftOut").toString().contains("paper.2"), report.toString());
    var found = CommandRun.of("inspect", out, "--json").json();
    assertEquals("[\"F32\"]", found.path("weights").path("types").toString());
    assertEquals("[\"last\"]", found.path("model").path("heads").toString());
    assertEquals("external", found.path("model").path("protocol").asText());
  }
}
