package lamina.app;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import lamina.encoder.Reference;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.model.SmallModels;
import lamina.tensor.TensorFile;
import lamina.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private record Run(int code, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

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

  @Test
  void everyHelpIsWellFormed() {
    for (var command : Main.commandLine().getSubcommands().values()) {
      for (var text : command.getCommandSpec().usageMessage().description()) {
        assertDoesNotThrow(() -> String.format(text), text);
      }
      for (var option : command.getCommandSpec().options()) {
        for (var text : option.description()) {
          assertDoesNotThrow(() -> String.format(text), option.longestName());
        }
      }
    }
  }

  @Test
  void predictSaysLabelsProbabilitiesAndGates() throws IOException {
    var run =
        run(
            "predict",
            "--task",
            "pos",
            "--lang",
            "en",
            "--model",
            "teacher",
            "--layer",
            "8",
            "--variant",
            "paper",
            "--text",
            "She reads books .",
            "--json");
    assertEquals(0, run.code, run.err);
    var json = run.json();
    assertEquals("pos", json.path("task").asText());
    assertEquals(8, json.path("layer").asInt());
    assertEquals(4, json.path("words").size());
    for (var word : json.path("words")) {
      double sum =
          StreamSupport.stream(word.path("distribution").spliterator(), false)
              .mapToDouble(JsonNode::asDouble)
              .sum();
      assertEquals(1, sum, 1e-4);
      assertTrue(word.path("probability").asDouble() > 0.05);
    }
    assertEquals("PUNCT", json.path("words").get(3).path("label").asText());
    assertEquals(json.path("tokens").size(), json.path("gate").size());
    assertEquals(11, json.path("meanGateByLayer").size());
  }

  @Test
  void predictOfAPairIsOneDistribution() throws IOException {
    var run =
        run(
            "predict",
            "--task",
            "xnli",
            "--lang",
            "de",
            "--model",
            "teacher",
            "--layer",
            "last",
            "--text",
            "Er schläft.",
            "--text-pair",
            "Er ist wach.",
            "--json");
    assertEquals(0, run.code, run.err);
    assertEquals(3, run.json().path("distribution").size());
    assertEquals("last", run.json().path("layer").asText());
  }

  @Test
  void evaluatePrintsWhatTheModelsScoresSay() throws IOException {
    var run =
        run(
            "evaluate",
            "--task",
            "pos",
            "--model",
            "" + SmallModels.of("pos-student"),
            "--layer",
            "last",
            "--data",
            "sample-data/pos/th.conllu",
            "--json");
    assertEquals(0, run.code, run.err);
    var row = run.json().path("results").get(0);
    var kept =
        StreamSupport.stream(
                new ObjectMapper()
                    .readTree(SmallModels.of("pos-student").resolve("scores.json").toFile())
                    .path("results")
                    .spliterator(),
                false)
            .filter(
                r ->
                    r.path("language").asText().equals("th")
                        && r.path("head").asText().equals("last"))
            .findFirst()
            .orElseThrow();
    assertEquals(kept.path("n").asInt(), row.path("n").asInt());
    assertEquals(kept.path("score").asDouble(), row.path("score").asDouble(), 2e-3);
    assertTrue(row.path("low").asDouble() < row.path("score").asDouble());
    assertTrue(row.path("high").asDouble() > row.path("score").asDouble());
    assertEquals("accuracy", row.path("metric").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-4x32", "distilbert-3x32"})
  void dumpEqualsTheReference(String name, @TempDir Path folder) {
    var directory = "src/test/resources/reference/" + name;
    var file = folder.resolve("out.safetensors");
    var run =
        run(
            "dump",
            "--checkpoint",
            directory,
            "--input",
            directory + "/expected.safetensors",
            "--output",
            file.toString());
    assertEquals(0, run.code, run.err);
    try (var r = Reference.open(name)) {
      var dumped = TensorFile.open(file);
      assertTrue(dumped.names().contains("fusion.convex.1"));
      for (var tensor : dumped.names()) {
        assertClose(r.expected(tensor), dumped.read(r.manager(), tensor), 2e-5, tensor);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | frobnicate | frobnicate",
        "2 | predict --task pos | Give one of --text and --data",
        "2 | predict --task pos --lang xx --model teacher --text a | xx",
        "2 | predict --task dance --lang en --model teacher --text a | dance",
        "2 | predict --task pos --lang en --model teacher --variant paper --layer 12 --text a |"
            + " paper.12",
        "1 | predict --task pos --lang en --model teacher --text BLANK | empty",
        "2 | predict --task pos --lang en --model teacher --text a --engine fp8 | ndarray,"
            + " scripted",
        "1 | predict --task pos --lang en --model teacher --text a --engine tf32 | isn't offered",
        "1 | predict --task pos --lang en --model src --text a | lamina.json",
        "2 | predict --task xnli --lang en --model teacher --text a | --text-pair",
        "1 | evaluate --task pos --model student --data nowhere.conllu --lang en | nowhere.conllu",
        "1 | dump --checkpoint src --input a --output b | config.json",
        "2 | train --task pos --base src/test/resources/checkpoints/small/base --out x --set"
            + " sped=1 | sped",
        "2 | snapshot --panel kitchen --out x.png | kitchen",
        "1 | retrieve --checkpoint src/test/resources/checkpoints/small/base --data models |"
            + " en.conllu",
        "1 | retrieve --checkpoint src/test/resources/checkpoints/small/base --data"
            + " sample-data/pos/train | no CoNLL-U file of a",
        "1 | retrieve --checkpoint src --data sample-data/pos | config.json",
        "2 | retrieve --checkpoint src/test/resources/checkpoints/small/base --data"
            + " sample-data/pos --lang ar,en | others than",
        "2 | sweep src/test/resources/experiments/single-pos.yaml --jobs 0 | --jobs is 0",
        "2 | measure-step --hidden 100 | a multiple of 32",
        "2 | measure-step --vocabulary 0 | --vocabulary",
        "2 | measure-step --dropout 1 | --dropout",
        "2 | measure-throughput --layers some | --layers",
        "2 | measure-throughput --length 600 | reads at most 512",
        "1 | measure-throughput --data src | files named like ar.tsv",
        "2 | measure-engines --out x.csv --tasks dance | dance",
        "1 | measure-engines --out x.csv --tasks pos --data src | src",
        "2 | measure-load --model pos-student --rounds 0 | --rounds",
        "1 | measure-load --model src | lamina.json",
        "2 | measure-service --sentences 5 | --sentences",
      })
  void failuresAreOneLineInWords(int code, String line, String said) {
    var arguments = line.split(" ");
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = arguments[i].replace("BLANK", " ");
    }
    var run = run(arguments);
    assertEquals(code, run.code, run.err);
    assertTrue(run.err.contains(said), run.err);
    assertFalse(run.err.contains("\tat "), "no stack trace: " + run.err);
    assertTrue(run.out.isEmpty(), "nothing on stdout: " + run.out);
  }

  @Test
  void benchMeasuresWithoutAnEngineThatTheMachineLacks() throws IOException {
    var lacking =
        Torch.capability().offers().stream().filter(o -> !o.offered()).findFirst().orElseThrow();
    var line =
        "bench --task pos --models student --rounds 1 --warmup 0 --sentences 1 --passes 0 --json";
    var key = lacking.engine().key();
    var some = run((line + " --engine " + key + ",ndarray").split(" "));
    assertEquals(0, some.code, some.err);
    var report = new ObjectMapper().readTree(some.out);
    assertEquals(1, report.path("leftOut").size(), some.out);
    assertEquals(key, report.path("leftOut").get(0).path("engine").asText());
    var none = run((line + " --engine " + key).split(" "));
    assertEquals(1, none.code, none.out);
    assertTrue(none.err.contains("Nothing is left to measure"), none.err);
  }

  @ParameterizedTest
  @CsvSource({"int8", "fastest"})
  void scoresOfAnEngineThatRoundsAreNotKept(String engine, @TempDir Path folder)
      throws IOException {
    assumeTrue(
        EngineChoice.FASTEST.on(Torch.capability()) == Engine.INT8, "int8 isn't offered here");
    var model = folder.resolve("pos-student");
    copy(SmallModels.of("pos-student"), model);
    copy(SmallModels.BASE, folder.resolve("base"));
    var scores = model.resolve("scores.json");
    Files.delete(scores);
    var data = folder.resolve("en.tsv");
    Files.writeString(data, "She\tPRON\nreads\tVERB\n.\tPUNCT\n");
    var line = "evaluate --task pos --model " + model + " --data " + data + " --lang en";
    var rounded = run((line + " --save --engine " + engine).split(" "));
    assertEquals(1, rounded.code, rounded.err);
    assertTrue(rounded.err.contains("leave out --save, or --engine " + engine), rounded.err);
    assertTrue(rounded.out.isEmpty(), rounded.out);
    assertFalse(Files.exists(scores));
    assertEquals(0, run((line + " --engine " + engine).split(" ")).code, "shown, but not kept");
    assertFalse(Files.exists(scores));
    var exact = run((line + " --save --engine ndarray").split(" "));
    assertEquals(0, exact.code, exact.err);
    assertTrue(Files.exists(scores));
    assertTrue(exact.err.contains("Gates as a rule are kept"), exact.err);
    var gates = Files.readString(model.resolve("gates.json"));
    Files.writeString(model.resolve("gates.json"), gates.replace("\"texts\":1", "\"texts\":9"));
    assertTrue(run((line + " --save").split(" ")).err.contains("over 9 texts; these are 1"));
    Files.writeString(model.resolve("gates.json"), "{");
    assertEquals(0, run((line + " --save").split(" ")).code, "a broken file is replaced");
    assertEquals(gates, Files.readString(model.resolve("gates.json")));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void aHundredThousandCharactersAreCutWithANote() {
    var run =
        run(
            "predict",
            "--task",
            "pos",
            "--lang",
            "en",
            "--model",
            "student",
            "--text",
            "word ".repeat(20_000));
    assertEquals(0, run.code, run.err);
    assertTrue(run.err.contains("510 of 20000 pieces"), run.err);
  }

  @Test
  void aTextBeyondTheLimitIsRefusedBeforeItIsTokenised() {
    var text = "word ".repeat(20_000_000);
    var run = run("predict", "--task", "pos", "--lang", "en", "--model", "student", "--text", text);
    assertEquals(2, run.code, run.err);
    assertTrue(run.err.contains("100,000,000 characters; at most 1,000,000"), run.err);
  }

  @Test
  void trainingAndDistillingFromTheCommandLine(@TempDir Path folder) throws IOException {
    var data = "sample-data/pos/train/en.conllu";
    var dev = folder.resolve("dev.en.tsv");
    Files.writeString(
        dev, "She\tPRON\nreads\tVERB\n.\tPUNCT\n\nHe\tPRON\nsleeps\tVERB\n.\tPUNCT\n");
    var teacher = folder.resolve("teacher").toString();
    var trained =
        run(
            "train",
            "--task",
            "pos",
            "--base",
            "src/test/resources/checkpoints/small/base",
            "--train",
            data,
            "--dev",
            dev.toString(),
            "--out",
            teacher,
            "--limit",
            "64",
            "--batch",
            "16",
            "--variants",
            "convex,last",
            "--layers",
            "6",
            "--json");
    assertEquals(0, trained.code, trained.err);
    assertEquals(2, trained.json().path("results").size());
    var student = folder.resolve("student").toString();
    var distilled =
        run(
            "distil",
            "--task",
            "pos",
            "--teacher",
            teacher,
            "--train",
            data,
            "--dev",
            dev.toString(),
            "--out",
            student,
            "--limit",
            "64",
            "--batch",
            "16",
            "--variants",
            "convex,last",
            "--layers",
            "3");
    assertEquals(0, distilled.code, distilled.err);
    var asked =
        run("predict", "--task", "pos", "--lang", "en", "--model", student, "--text", "A test");
    assertEquals(0, asked.code, asked.err);
  }
}
