package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lamina.model.SmallModels;
import lamina.similarity.SimilarityReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command similarity, on an encoder of its own and a few sentences. */
class SimilarityCommandTest {
  private static final Path SAMPLE = Path.of("sample-data/pos");

  @TempDir Path folder;
  private Path encoder;
  private Path data;

  @BeforeEach
  void prepare() throws IOException {
    encoder = Files.createDirectory(folder.resolve("encoder"));
    try (var files = Files.list(SmallModels.BASE)) {
      for (var file : files.toList()) {
        Files.copy(file, encoder.resolve(file.getFileName().toString()));
      }
    }
    data = Files.createDirectory(folder.resolve("data"));
    for (var code : new String[] {"en", "de"}) { // named as Universal Dependencies names them
      Files.writeString(data.resolve(code + "_pud-ud-test.conllu"), first(code + ".conllu", 30));
    }
  }

  private static String first(String file, int sentences) throws IOException {
    return Arrays.stream(Files.readString(SAMPLE.resolve(file)).split("\n\n"))
        .limit(sentences)
        .collect(Collectors.joining("\n\n", "", "\n\n"));
  }

  private CommandRun run(String... more) {
    var line =
        Stream.concat(
            Stream.of("similarity", "--model", encoder.toString(), "--data", data.toString()),
            Stream.of(more));
    return CommandRun.of(line.toArray(String[]::new));
  }

  private void refused(int code, String said, String... more) {
    var run = run(more);
    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().contains(said), run.err());
    assertFalse(run.err().contains("\tat "), "no stack trace");
  }

  @Test
  void whatIsPrintedIsWhatIsKept() throws IOException {
    var json = run("--json", "--save").json();
    var kept = SimilarityReport.read(encoder).orElseThrow();
    assertEquals(30, json.path("sentences").asInt());
    assertEquals(
        kept.layer(3).found()[0][1],
        json.path("rows").path(3).path("found").path(0).path(1).asInt());
    var text = run("--sentences", "25");
    assertEquals(0, text.code(), text.err());
    assertTrue(text.out().startsWith("25 sentences in each of 2 languages (de en)"), text.out());
  }

  @Test
  void whatProbesLearnedFromIsSaid() throws IOException {
    var probe = Files.writeString(folder.resolve("en.conllu"), first("dev/en.conllu", 60));
    var text = run("--probe", probe.toString());
    assertEquals(0, text.code(), text.err());
    assertTrue(
        text.out().contains("in 60 sentences of " + folder.getFileName() + "/en.conllu"),
        text.out());
    assertTrue(text.out().contains("The encoder was not fine-tuned."), text.out());
    var learned = run("--json", "--probe", probe.toString()).json().path("probe");
    assertEquals("NOT_TUNED", learned.path("exposure").asText());
    assertEquals(60, learned.path("sentences").asInt());
    assertEquals(0, learned.path("trees").asInt());
  }

  @Test
  void aReportThatSaysMoreStays() throws IOException {
    assertEquals(0, run("--save").code());
    var before = Files.readString(encoder.resolve(SimilarityReport.FILE));
    var run = run("--save", "--sentences", "20");
    assertEquals(1, run.code());
    assertTrue(run.err().contains("says more than this"), run.err());
    assertTrue(run.out().contains("20 sentences"), "what was measured is told");
    assertEquals(before, Files.readString(encoder.resolve(SimilarityReport.FILE)));
    Files.writeString(encoder.resolve(SimilarityReport.FILE), "{");
    assertEquals(0, run("--save", "--sentences", "20").code(), "a broken file is replaced");
  }

  @Test
  void whatCantBeMeasuredIsNamed() throws IOException {
    refused(2, "from 20 to 2000", "--sentences", "5");
    refused(1, "there are de, en", "--lang", "de,fr");
    refused(1, "without heads", "--head", "paper.1");
    var english = data.resolve("en_pud-ud-test.conllu").toString();
    refused(1, "30 of its sentences", "--probe", english);
    Files.writeString(data.resolve("en_ewt-ud-test.conllu"), first("train/en.conllu", 30));
    refused(1, "are both in English");
  }
}
