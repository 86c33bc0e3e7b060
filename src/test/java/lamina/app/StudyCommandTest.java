package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lamina.files.FileTree;
import lamina.files.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registered question is answered by one command, with models of a minute. */
class StudyCommandTest {
  private Path folder;
  private Path file;

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

  @BeforeEach
  void smallData() throws IOException {
    folder = Files.createTempDirectory(Path.of("target"), "study"); // jobs name relative files
    var sentence = "She\tPRON\nreads\tVERB\n.\tPUNCT\n\nWe\tPRON\nrun\tVERB\n\n";
    Files.createDirectory(folder.resolve("test"));
    Files.writeString(folder.resolve("train.en.tsv"), sentence.repeat(16));
    Files.writeString(folder.resolve("dev.en.tsv"), sentence.repeat(2));
    Files.writeString(folder.resolve("test/de.tsv"), sentence.repeat(8));
    var tests = Sha256.of(folder.resolve("test/de.tsv")) + "  de.tsv\n";
    file = folder.resolve("study.yaml");
    Files.writeString(
        file,
        """
        question: Is anything learnt from two sentences?
        task: pos
        regime: fine-tuned
        data: {train: [%1$s/train.en.tsv], dev: %1$s/dev.en.tsv, test: %1$s/test}
        base: src/test/resources/checkpoints/small/base
        pins:
          %1$s/train.en.tsv: %2$s
          %1$s/dev.en.tsv: %3$s
          %1$s/test: %4$s
          src/test/resources/checkpoints/small/base/config.json: %5$s
        settings: {batch: 16, freeze: 11}
        layer: 6
        arms:
          last: {variants: last}
          paper: {variants: paper, layers: registered}
        comparisons:
          - {name: fusion, of: paper, against: last}
        looks:
          - {seeds: [1, 2], level: 0.05}
        analysis: {endpoint: mean over languages without English, unit: sentences, resamples: 10000, correction: Holm, power: 0.8}
        margin: 0.5
        """
            .formatted(
                folder.toString().replace('\\', '/'),
                Sha256.of(folder.resolve("train.en.tsv")),
                Sha256.of(folder.resolve("dev.en.tsv")),
                Sha256.of(tests.getBytes(StandardCharsets.UTF_8)),
                Sha256.of(Path.of("src/test/resources/checkpoints/small/base/config.json"))));
  }

  @AfterEach
  void remove() {
    FileTree.delete(folder);
  }

  @Test
  void oneCommandRunsAndAnswers() throws Exception {
    var out = folder.resolve("runs").toString();
    var before = run("study", file.toString(), "--out", out, "--report");
    assertEquals(0, before.code, before.err);
    assertTrue(before.out.contains("No look is finished yet"), before.out);
    assertTrue(before.out.contains("EXPLORATORY, the runs were not begun for this"), before.out);
    var dry = run("study", file.toString(), "--out", out, "--dry-run");
    assertEquals(4, dry.code, dry.err);
    assertTrue(dry.out.startsWith("# look 1"), dry.out);
    assertTrue(dry.out.contains("layers: [6]"), dry.out);
    var all = run("study", file.toString(), "--out", out, "--jobs", "2");
    assertEquals(0, all.code, all.err);
    assertTrue(all.err.contains("look 1: 4 to run"), all.err);
    assertTrue(all.out.contains("Registered: " + file + ", SHA-256 " + Sha256.of(file)), all.out);
    assertTrue(
        all.out.contains(
            "regime: fine-tuned; registered layer 6; margin of equivalence 0.5 points"),
        all.out);
    assertTrue(all.out.contains("sentences and seeds drawn, 10,000 resamples"), all.out);
    assertTrue(all.out.contains("(look 1, 2 seeds, level 0.05)"), all.out);
    assertTrue(all.out.contains("All that was registered is done."), all.out);
    assertFalse(all.out.contains("Exploratory"), all.out);
    // What is done isn't done again, and says the same.
    var again = run("study", file.toString(), "--out", out);
    assertFalse(again.err.contains("to run"), again.err);
    assertEquals(all.out, again.out);
    var json =
        new ObjectMapper()
            .readTree(run("study", file.toString(), "--out", out, "--report", "--json").out);
    assertEquals(Sha256.of(file), json.get("sha256").asText());
    assertTrue(json.get("registered").asBoolean());
    assertEquals(1, json.get("comparisons").size());
    assertEquals(2, json.get("arms").size());
    var report = run("report", out, "--languages");
    assertEquals(0, report.code, report.err);
    assertTrue(report.out.contains("Exploratory: nothing here was registered"), report.out);
    // A change of what was registered is refused.
    Files.writeString(file, Files.readString(file).replace("margin: 0.5", "margin: 1.5"));
    var changed = run("study", file.toString(), "--out", out);
    assertEquals(1, changed.code);
    assertTrue(changed.err.contains("doesn't change once it runs"), changed.err);
  }
}
