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
import java.util.Arrays;
import java.util.List;
import lamina.encoder.Checkpoint;
import lamina.model.Classifiers;
import lamina.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints of a person's own on the command line: used, trained on, distilled from, refused. */
class OwnModelTest {
  @TempDir Path folder;

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

  private static Run done(String line) {
    var run = run(line.split(" "));
    assertEquals(0, run.code, line + "\n" + run.err);
    return run;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pos | bert-pos | sample-data/pos/de.conllu | no SYM",
        "ner | distilbert-ner | sample-data/ner/de.iob2 | MISC counts as O",
        "xnli | bert-xnli | sample-data/xnli/de.tsv | Scoring bert-xnli",
        "pawsx | distilbert-pawsx | sample-data/pawsx/de.tsv | Scoring distilbert-pawsx",
      })
  void aFineTunedDirectoryPredictsAndIsScored(String task, String name, String data, String said) {
    var directory = Classifiers.directory(name);
    var model = " --task " + task + " --model " + directory;
    var pair = task.equals("pos") || task.equals("ner") ? "" : " --text-pair cd";
    var predicted = done("predict --lang de" + model + " --text abc --json" + pair);
    assertTrue(predicted.out.contains("\"layer\" : \"last\""), predicted.out);
    var few = first(Path.of(data), 60);
    var scored = done("evaluate --lang de --layer all --data " + few + model);
    assertTrue(scored.out.contains("last"), scored.out);
    assertTrue((predicted.err + scored.err).contains(said), predicted.err + scored.err);
  }

  private Path first(Path data, int lines) {
    try {
      var name = data.getFileName();
      var all = Files.readAllLines(data);
      int end = Math.min(lines, all.size());
      while (!name.toString().endsWith(".tsv") && end < all.size() && !all.get(end).isBlank()) {
        end++; // not in the middle of a sentence
      }
      return Files.write(folder.resolve(name), all.subList(0, end));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String training(String task, String base, String out) {
    var ending = task.equals("pos") ? "conllu" : "tsv";
    var train = Path.of("sample-data", task, "train", "en." + ending);
    var dev = first(Path.of("sample-data", task, "dev", "en." + ending), 200);
    return "train --batch 16 --limit 64 --rate 3e-3 --epochs 2 --task %s --base %s --train %s --dev %s --out %s "
        .formatted(task, base, train, dev, folder.resolve(out));
  }

  private Path bare(String name) throws IOException {
    var directory = Classifiers.copy(name, folder.resolve(name + "-encoder"));
    Classifiers.behead(directory, true);
    return directory;
  }

  @ParameterizedTest
  @CsvSource({"bert-pos, pos", "bert-pos, xnli", "distilbert-ner, pos", "distilbert-ner, xnli"})
  void headsOnABareEncoderAtRestAreTrainedSavedAndOpened(String name, String task)
      throws Exception {
    var base = bare(name);
    done(training(task, base.toString(), "heads") + "--protocol frozen --variants paper,last");
    var out = folder.resolve("heads");
    assertSameEncoder(base, out, true);
    var pair = task.equals("xnli") ? " --text-pair b" : "";
    var predict = "predict --lang en --text ab --json --task " + task + " --model " + out + pair;
    assertTrue(done(predict + " --layer 1").out.contains("\"gate\" : [ 0."));
    if (name.startsWith("distilbert") && !PyTorchReaderTest.python().isEmpty()) {
      PyTorchReaderTest.assertRead(out, folder);
    }
    // The baseline's head is one that Hugging Face's classes would load.
    var last = answers(done(predict + " --layer last"));
    Files.delete(out.resolve("lamina.json"));
    assertEquals(last, answers(done(predict)));
  }

  private static List<JsonNode> answers(Run run) throws IOException {
    var json = new ObjectMapper().readTree(run.out);
    return List.of(json.path("words"), json.path("distribution"));
  }

  private static void assertSameEncoder(Path base, Path out, boolean same) {
    try (var manager = Torch.newManager()) {
      var before = Checkpoint.open(base).loadEncoder(manager).read(n -> true).map();
      var after = Checkpoint.open(out).loadEncoder(manager).read(n -> true).map();
      assertEquals(before.keySet(), after.keySet());
      boolean equal =
          before.entrySet().stream()
              .allMatch(
                  e ->
                      Arrays.equals(
                          e.getValue().toFloatArray(), after.get(e.getKey()).toFloatArray()));
      assertEquals(same, equal);
    }
  }

  @Test
  void aDistilBertIsFineTunedWhole() throws IOException {
    var base = bare("distilbert-pawsx");
    done(
        training("pos", base.toString(), "whole")
            + "--protocol shared --variants paper,last --freeze -1");
    assertSameEncoder(base, folder.resolve("whole"), false);
    done("predict --task pos --lang en --text ab --model " + folder.resolve("whole"));
  }

  @Test
  void anotherProgramsModelTeaches() {
    var line = training("pos", "", "student").replace("train --batch", "distil --batch");
    line = line.replace("--base  ", "--teacher " + Classifiers.directory("bert-pos") + " ");
    line += "--variants paper,last --student-layers 2 --set studentWidth=6";
    done(line);
    var other =
        line.replace(folder.resolve("student").toString(), folder.resolve("gates").toString());
    var gates = run((other + " --set gates=1").split(" "));
    assertTrue(gates.err.contains("needs a teacher with gates"), gates.err);
    done("predict --task pos --lang en --text ab --model " + folder.resolve("student"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BertForSequenceClassification | XLNetForSequenceClassification | XLNetFor",
        "CONTRADICTION | disagreement | disagreement",
        "BertForSequenceClassification | BertForMaskedLM | lamina train --protocol frozen",
        "\"hidden_size\": 12 | \"hidden_size\": 24 | (59, 24) was expected",
      })
  void aDirectoryThatDoesNotFitIsRefusedInALine(String from, String to, String said)
      throws IOException {
    var directory = Classifiers.copy("bert-xnli", folder.resolve("broken"));
    Classifiers.edit(directory, from, to);
    refused(directory, said);
  }

  @Test
  void aDirectoryWhoseLabelsHaveNoNamesIsRefused() throws IOException {
    var directory = Classifiers.copy("bert-xnli", folder.resolve("broken"));
    Classifiers.edit(directory, "id2label", "id_to_label");
    Classifiers.edit(directory, "label2id", "label_to_id");
    refused(directory, "LABEL_0, LABEL_1, LABEL_2");
  }

  @Test
  void aDirectoryWithoutItsClassifierOrUnderThePicklesNameIsRefused() throws IOException {
    var directory = Classifiers.copy("bert-xnli", folder.resolve("broken"));
    Classifiers.behead(directory, false);
    refused(directory, "\"classifier.weight\" and \"classifier.bias\" are missing");
    Files.move(directory.resolve("model.safetensors"), directory.resolve("pytorch_model.bin"));
    refused(directory, "a safetensors file has to be called model.safetensors");
  }

  private static void refused(Path directory, String said) {
    var run =
        run(
            ("predict --task xnli --lang en --text a --text-pair b --model " + directory)
                .split(" "));
    assertEquals(1, run.code, run.err);
    assertTrue(run.err.contains(said) && run.err.contains(directory.toString()), run.err);
    assertFalse(run.err.contains("\tat "), run.err);
    assertTrue(run.out.isEmpty());
  }
}
