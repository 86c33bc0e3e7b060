package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a model errs, and whole files answered, from the command line. */
class ErrorsCommandTest {
  private static final String MODELS = "src/test/resources/checkpoints/small/";

  @TempDir Path folder;

  private Path data() throws Exception {
    var file = folder.resolve("en.tsv");
    Files.writeString(
        file,
        "She\tPRON\nreads\tVERB\nbooks\tNOUN\n.\tPUNCT\n\nBerlin\tPROPN\nsleeps\tVERB\n.\tPUNCT\n");
    return file;
  }

  @Test
  void errorsSaysLabelsConfusionAndChanges() throws Exception {
    var run =
        CommandRun.of(
            "errors",
            "--model",
            MODELS + "pos-student",
            "--variant",
            "paper",
            "--layer",
            "2",
            "--data",
            data().toString(),
            "--json");
    assertEquals(0, run.code(), run.err());
    var set = run.json().path("languages").get(0);
    assertEquals("paper.2", run.json().path("head").asText());
    assertEquals(7, set.path("units").asInt());
    int sum = 0;
    for (var row : set.path("confusion").path("counts")) {
      for (var count : row) {
        sum += count.asInt();
      }
    }
    assertEquals(7, sum);
    assertTrue(set.path("labels").size() >= 5);
    assertTrue(set.path("againstLast").has("fixed"));
    var words =
        CommandRun.of("errors", "--model", MODELS + "pos-student", "--data", data().toString());
    assertEquals(0, words.code(), words.err());
    assertTrue(words.out().contains("PUNCT"), words.out());
    assertTrue(words.out().contains("precision, %"), words.out());
  }

  @Test
  void aWholeFileIsAnsweredByAllHeadsOfTwoModels() throws Exception {
    var out = folder.resolve("answers.tsv");
    var run =
        CommandRun.of(
            "predict",
            "--model",
            MODELS + "pos-student",
            "--with",
            MODELS + "pos-teacher",
            "--layer",
            "last",
            "--data",
            data().toString(),
            "--out",
            out.toString());
    assertEquals(0, run.code(), run.err());
    assertTrue(run.err().contains("7 words with 2 answers each"), run.err());
    var lines = Files.readAllLines(out);
    assertEquals(8, lines.size());
    assertEquals(
        "id\tposition\tword\tlabel\tpos-student:last\tpos-student:last probability"
            + "\tpos-teacher:last\tpos-teacher:last probability",
        lines.getFirst());
    assertTrue(lines.get(4).contains("\t.\tPUNCT\tPUNCT\t"), lines.get(4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "predict --lang en | one of --text and --data",
        "predict --text a --data b --out c.tsv --lang en | one of --text and --data",
        "predict --text a | --lang",
        "predict --data DATA | --out",
        "predict --data DATA --out FOLDER/x.conll | .jsonl",
        "errors --data DATA --layer all | one --layer"
      })
  void wrongUseIsSaid(String line, String said) throws Exception {
    var words =
        (line + " --model " + MODELS + "pos-student")
            .replace("DATA", data().toString())
            .replace("FOLDER", folder.toString())
            .split(" ");
    var run = CommandRun.of(words);
    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains(said), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }
}
