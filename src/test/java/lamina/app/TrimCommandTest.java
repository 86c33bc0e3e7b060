package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import lamina.model.SmallModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrimCommandTest {
  private static final Path STUDENT = SmallModels.of("xnli-student");

  @TempDir Path folder;

  private record Run(int code, String out, String err) {
    JsonNode json() throws IOException {
      assertEquals(0, code, err);
      return new ObjectMapper().readTree(out);
    }
  }

  /** Runs a command; OUT stands for a directory that isn't there yet. */
  private Run run(String line) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(line.replace("OUT", folder.resolve("out").toString()).split(" "));
    return new Run(code, out.toString(), err.toString());
  }

  private JsonNode score(String model, String language) throws IOException {
    return run("evaluate --task xnli --layer last --json --model "
            + model
            + " --data sample-data/xnli/"
            + language
            + ".tsv")
        .json()
        .path("results")
        .get(0);
  }

  @Test
  void aTrimmedModelIsScoredLikeAnyOther() throws IOException {
    var report = run("trim --model " + STUDENT + " --languages de --out OUT --json").json();
    var before = report.path("before");
    var after = report.path("after");
    assertTrue(after.path("bytes").asLong() < before.path("bytes").asLong(), report.toString());
    assertEquals(
        before.path("parametersWithoutEmbeddings").asLong(),
        after.path("parametersWithoutEmbeddings").asLong());
    // All pieces of the German sample data were kept, so its score is what it was.
    var whole = score("" + STUDENT, "de");
    var trimmed = score("OUT", "de");
    assertEquals(whole.path("n").asInt(), trimmed.path("n").asInt());
    assertEquals(whole.path("score").asDouble(), trimmed.path("score").asDouble(), 1e-9);
    assertEquals(300, score("OUT", "ru").path("n").asInt(), "other languages still run");
  }

  @Test
  void aTrimmedBaseCanBeTrained() {
    var trimmed =
        run(
            "trim --model src/test/resources/checkpoints/small/base --languages en --text"
                + " sample-data/pos/dev --min-count 2 --out OUT");
    assertEquals(0, trimmed.code, trimmed.err);
    assertTrue(trimmed.out.contains("without embeddings"), trimmed.out);
    var trained =
        run(
            "train --task pos --base OUT --train sample-data/pos/train/en.conllu --dev"
                + " sample-data/pos/dev/en.conllu --out "
                + folder.resolve("model")
                + " --limit 32 --batch 16 --set depth=2 --variants last");
    assertEquals(0, trained.code, trained.err);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | trim --model src/test/resources/checkpoints/small/base --languages en,xx --out OUT |"
            + " xx",
        "2 | trim --model src/test/resources/checkpoints/small/base --languages en --min-count 0"
            + " --out OUT | --min-count",
        "2 | trim --model nobody --languages en --out OUT | nobody",
        "1 | trim --model src/test/resources/checkpoints/small/base --languages en --text"
            + " nowhere/en.txt --out OUT | nowhere",
        "1 | trim --model src --languages en --out OUT | config.json",
      })
  void failuresAreOneLineInWords(int code, String line, String said) {
    var run = run(line);
    assertEquals(code, run.code, run.err);
    assertTrue(run.err.contains(said), run.err);
    assertFalse(run.err.contains("\tat "), "no stack trace: " + run.err);
    assertFalse(Files.exists(folder.resolve("out")));
  }
}
