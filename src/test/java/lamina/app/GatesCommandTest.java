package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lamina.model.SmallModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatesCommandTest {
  private static final String STUDENT = SmallModels.of("pos-student").toString();

  @TempDir Path folder;

  private static CommandRun run(String line) {
    return CommandRun.of(("gates " + line.replace("STUDENT", STUDENT)).split(" "));
  }

  @Test
  void tablesSayWhatTheyAreOf() throws IOException {
    var out = folder.resolve("out");
    var run =
        run(
            "--model STUDENT --data sample-data/pos/de.conllu sample-data/pos/ar.conllu"
                + " sample-data/pos/fr.conllu --head paper.2 --texts 12 --out "
                + out);
    assertEquals(0, run.code(), run.err());
    for (var said :
        new String[] {
          "Gates of pos-student (POS)",
          "languages: de, ar, fr",
          "n = 36 texts of 12 sentences",
          "mean of 3 languages",
          "points of accuracy",
          "seed 17",
          "Holm over these 7 tests",
          "3 languages of 2 families",
          "show anything: Indo-European; this is that family against the rest",
        }) {
      assertTrue(run.out().contains(said), said + " isn't in\n" + run.out());
    }
    var rows = Files.readAllLines(out.resolve("interventions.csv"));
    assertEquals(1 + 7 + 3 * 7, rows.size());
    assertTrue(rows.get(1).contains("paper.2,mean,mean,36,12,,"), rows.get(1));
    assertTrue(Files.readString(out.resolve("spread.csv")).contains(",ar,NOUN,first,"));
    assertEquals(2, Files.readAllLines(out.resolve("families.csv")).size());
    assertTrue(Files.readString(out.resolve("families.csv")).contains(",3,2,Indo-European,"));
    assertFalse(Files.exists(out.resolve("agreement.csv")), "no teacher was named");
  }

  @Test
  void pairsAndTeachersAreReadToo() throws IOException {
    var json =
        run("--model "
                + SmallModels.of("xnli-student")
                + " --data sample-data/xnli/de.tsv --head convex.1 --texts 12 --json --teacher "
                + SmallModels.of("xnli-student"))
            .json();
    assertEquals("accuracy", json.path("metric").asText());
    assertEquals("premises", json.path("bootstrap").path("over").asText());
    assertEquals(6, json.path("interventions").size(), "there is no other language");
    var row = json.path("interventions").get(0);
    assertEquals(12, row.path("n").asInt());
    assertTrue(row.path("interval").get(0).asDouble() <= row.path("change").asDouble());
    assertEquals(1, json.path("agreement").get(0).path("correlation").asDouble(), 1e-9);
    assertEquals(0, json.path("families").size());
    boolean labelled = false;
    for (var spread : json.path("spread")) {
      labelled |= spread.path("label").asText().equals("entailment");
    }
    assertTrue(labelled, json.path("spread").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | --model STUDENT | --data",
        "2 | --model STUDENT --data sample-data/pos/de.conllu --texts 0 | --texts is 0",
        "2 | --model STUDENT --data sample-data/pos/de.conllu --head paper.9 | paper.9",
        "2 | --model STUDENT --data sample-data/pos/de.conllu --head last | with a gate",
        "2 | --model STUDENT --data sample-data/pos/de.conllu --scheme iob2-strict | scheme",
        "1 | --model STUDENT --data nowhere/de.conllu | nowhere",
        "1 | --model src --data sample-data/pos/de.conllu | lamina.json",
      })
  void failuresAreOneLineInWords(int code, String line, String said) {
    var run = run(line);
    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().contains(said), run.err());
    assertFalse(run.err().contains("\tat "), "no stack trace: " + run.err());
    assertTrue(run.out().isEmpty(), "nothing on stdout: " + run.out());
  }
}
