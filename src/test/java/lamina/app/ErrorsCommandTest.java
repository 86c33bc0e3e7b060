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

  private CommandRun predict(Path data, Path out) {
    return CommandRun.of(
        "predict",
        "--model",
        MODELS + "pos-student",
        "--layer",
        "last",
        "--data",
        data.toString(),
        "--out",
        out.toString());
  }

  @Test
  void plainTextIsAnsweredWithoutLabelsToCompareWith() throws Exception {
    var text = folder.resolve("notes.en.txt");
    Files.writeString(text, "She reads books.\n\nBerlin sleeps, it seems.\n");
    var out = folder.resolve("answers.tsv");
    var run = predict(text, out);
    assertEquals(0, run.code(), run.err());
    var lines = Files.readAllLines(out);
    assertEquals(
        "id\tposition\tword\tpos-student:last\tpos-student:last probability", lines.getFirst());
    assertEquals(1 + 4 + 6, lines.size(), lines.toString());
    assertTrue(lines.get(4).startsWith("notes.en.txt-1\t4\t.\tPUNCT\t"), lines.get(4));
    var objects = folder.resolve("answers.jsonl");
    assertEquals(0, predict(text, objects).code());
    assertFalse(Files.readString(objects).contains("\"labels\""), Files.readString(objects));
    var trees = folder.resolve("answers.conllu");
    assertEquals(0, predict(text, trees).code());
    assertFalse(Files.readString(trees).contains("Gold="), Files.readString(trees));
    for (var command : java.util.List.of("errors", "evaluate")) {
      var refused =
          CommandRun.of(command, "--model", MODELS + "pos-student", "--data", text.toString());
      assertTrue(refused.code() > 0);
      assertTrue(refused.err().contains("no labels to compare"), refused.err());
    }
  }

  @Test
  void labelledTextUnderThatNameIsLabelledDataStill() throws Exception {
    var named = folder.resolve("labelled.en.txt");
    Files.writeString(named, Files.readString(data()));
    var out = folder.resolve("answers.tsv");
    assertEquals(0, predict(named, out).code());
    assertTrue(Files.readAllLines(out).getFirst().contains("\tlabel\t"));
    var spaced = folder.resolve("spaced.en.txt");
    Files.writeString(spaced, Files.readString(data()).replace('\t', ' '));
    assertEquals(0, predict(spaced, out).code());
    assertTrue(Files.readAllLines(out).getFirst().contains("\tlabel\t"));
    var unknown = folder.resolve("unknown.en.txt");
    Files.writeString(unknown, "She\tXPRON\nreads\tXVERB\n");
    var refused = predict(unknown, out);
    assertTrue(refused.code() > 0, "labels that nobody knows are no text");
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
