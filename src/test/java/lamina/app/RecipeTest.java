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
import java.util.ArrayList;
import java.util.List;
import lamina.files.FileTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is trained is what was written down, whichever way it was given. */
class RecipeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private Path folder;

  private record Run(int code, String out, String err) {}

  private static Run run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }

  private static JsonNode json(Run run) throws IOException {
    assertEquals(0, run.code, run.err);
    return JSON.readTree(run.out);
  }

  @BeforeEach
  void smallData() throws IOException {
    folder = Files.createTempDirectory(Path.of("target"), "recipe"); // jobs name relative files
    var sentence = "She\tPRON\nreads\tVERB\n.\tPUNCT\n\n";
    Files.createDirectory(folder.resolve("test"));
    Files.writeString(folder.resolve("train.en.tsv"), sentence.repeat(40));
    Files.writeString(folder.resolve("dev.en.tsv"), sentence.repeat(2));
    Files.writeString(folder.resolve("test/de.tsv"), sentence.repeat(2));
  }

  @AfterEach
  void remove() {
    FileTree.delete(folder);
  }

  private String[] train(String... more) {
    var all = new ArrayList<>(List.of("train", "--dry-run", "--json", "--out", folder + "/model"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void fileOptionsSetAndSweepAreOneRun() throws IOException {
    var settings =
        """
        task: pos
        base: src/test/resources/checkpoints/small/base
        protocol: single
        variants: [paper]
        layers: [6]
        train: [%1$s/train.en.tsv]
        dev: %1$s/dev.en.tsv
        rate: 2e-4
        batch: 16
        """
            .formatted(folder);
    var file = Files.writeString(folder.resolve("settings.yaml"), settings).toString();
    var byFile = json(run(train("--settings", file)));
    var byOptions =
        json(
            run(
                train(
                    "--task",
                    "pos",
                    "--base",
                    "src/test/resources/checkpoints/small/base",
                    "--protocol",
                    "single",
                    "--variants",
                    "paper",
                    "--layers",
                    "6",
                    "--train",
                    folder + "/train.en.tsv",
                    "--dev",
                    folder + "/dev.en.tsv",
                    "--rate",
                    "0.0002",
                    "--batch",
                    "16")));
    var bySet = new ArrayList<String>();
    settings.lines().forEach(line -> bySet.addAll(List.of("--set", line.replaceFirst(": ", "="))));
    var sweep =
        Files.writeString(
            folder.resolve("sweep.yaml"),
            "test: "
                + folder
                + "/test\nsettings:\n"
                + settings.replace("layers: [6]\n", "").indent(2)
                + "grid:\n  - {layers: 6, seed: 1}\n");
    var bySweep = json(run("sweep", sweep.toString(), "--dry-run", "--json")).get(0);
    for (var other : List.of(byOptions, json(run(train(bySet.toArray(String[]::new)))), bySweep)) {
      assertEquals(byFile.get("hash"), other.get("hash"));
    }
    assertEquals("settings.yaml, line 8", byFile.at("/sources/rate").asText());
    assertEquals("--rate", byOptions.at("/sources/rate").asText());
    assertEquals("sweep.yaml, line 10", bySweep.at("/sources/batch").asText());
    assertEquals("sweep.yaml, line 12", bySweep.at("/sources/layers").asText());
    assertFalse(byOptions.get("sources").has("epochs"), "no default is taken for a wish");

    var printed = run("train", "--dry-run", "--settings", file, "--out", folder + "/model");
    var again = Files.writeString(folder.resolve("again.yaml"), printed.out).toString();
    assertEquals(
        byFile.get("hash"),
        json(run("train", "--dry-run", "--json", "--settings", again)).get("hash"));
    assertFalse(Files.exists(folder.resolve("model")), "nothing was trained");
  }

  @Test
  void anOverruledSettingIsRefusedInEveryCommand() throws IOException {
    var file = Files.writeString(folder.resolve("s.yaml"), "protocol: shared\n").toString();
    for (var command : List.of("train", "distil")) {
      for (var options :
          List.of(
              List.of("--protocol", "single", "--set", "protocol=shared"),
              List.of("--settings", file, "--protocol", "single"),
              List.of("--settings", file, "--set", "protocol=single"))) {
        var line = new ArrayList<>(List.of(command));
        line.addAll(options);
        var run = run(line.toArray(String[]::new));
        assertEquals(2, run.code, run.err);
        assertTrue(run.err.contains("Setting protocol is "), run.err);
        assertTrue(run.err.contains("by --protocol") || run.err.contains("by --set"), run.err);
      }
    }
  }

  @Test
  void aNameLeadsNowhere() throws IOException {
    var sweep =
        Files.writeString(
            folder.resolve("evil.yaml"),
            "test: %1$s/test\nsettings: {task: pos, base: src/test/resources/checkpoints/small/base, protocol: single, train: [%1$s/train.en.tsv], dev: %1$s/dev.en.tsv, batch: 16, depth: 3}\ngrid:\n  - {name: ../../outside/evil, variants: last, seed: 1}\n"
                .formatted(folder));
    var run = run("sweep", sweep.toString(), "--out", folder + "/a/b");
    assertEquals(2, run.code, run.err);
    assertTrue(run.err.contains("evil.yaml, line 4, \"grid[0].name\""), run.err);
    assertFalse(Files.exists(folder.resolve("outside")));
    assertFalse(Files.exists(folder.resolve("a")));
  }

  @Test
  void aTeacherIsDistilledByItsCommandAlone() {
    var run =
        run(
            "train",
            "--base",
            "src/test/resources/checkpoints/small/base",
            "--set",
            "teacher=src/test/resources/checkpoints/small/pos-teacher");
    assertEquals(2, run.code, run.err);
    run = run("train", "--set", "teacher=src/test/resources/checkpoints/small/pos-teacher");
    assertEquals(2, run.code, run.err);
    assertTrue(run.err.contains("lamina distil"), run.err);
    run = run("distil", "--set", "base=src/test/resources/checkpoints/small/base");
    assertEquals(2, run.code, run.err);
    assertTrue(run.err.contains("--teacher"), run.err);
  }

  /** A file stands where a folder is wanted. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench --task pos --models teacher --out FILE",
        "bench --task pos --models teacher --out FILE/x",
        "measure-engines --out FILE/x.csv",
        "measure-engines --out FOLDER",
        "trim --model src/test/resources/checkpoints/small/base --languages en --out FILE/x",
        "export sample-data/arabic.lamina --out FILE",
        "snapshot --panel explore --out FOLDER",
      })
  void aWrongDestinationIsFoundBeforeTheWork(String line) throws IOException {
    var file = Files.writeString(folder.resolve("file"), "mine");
    var run = run(line.replace("FILE", "" + file).replace("FOLDER", "" + folder).split(" "));
    assertEquals(1, run.code, run.err);
    assertTrue(run.err.lines().count() == 1, "nothing was begun: " + run.err);
    assertTrue(run.err.contains("folder"), run.err);
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsFoundBeforeTheWork() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "mine");
    var full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("letter.txt"), "mine");
    for (var out : List.of(file.toString(), file + "/model", full.toString())) {
      var run =
          run(
              "train",
              "--base",
              "src/test/resources/checkpoints/small/base",
              "--train",
              folder + "/train.en.tsv",
              "--dev",
              folder + "/dev.en.tsv",
              "--out",
              out);
      assertEquals(1, run.code, run.err);
      assertFalse(run.err.contains("step "), run.err);
      assertTrue(run.err.contains(folder.toString()), run.err);
    }
    assertEquals("mine", Files.readString(file));
    assertEquals("mine", Files.readString(full.resolve("letter.txt")));
  }
}
