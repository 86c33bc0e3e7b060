package lamina.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Checkpoint;
import lamina.encoder.Encoder;
import lamina.encoder.Torch;
import lamina.problem.Problem;
import lamina.text.Input;
import lamina.text.Tokenizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainingTest {
  @TempDir Path folder;

  @BeforeEach
  void corpus() throws IOException {
    ToyCorpus.write(folder);
  }

  private PretrainSettings settings(String out, Map<String, ?> changes) {
    var all = ToyCorpus.settings(folder, out);
    all.putAll(changes);
    return PretrainSettings.of(all);
  }

  /** Losses without the column of seconds. */
  private static List<String> losses(Path out) throws IOException {
    return Files.readAllLines(out.resolve("loss.csv")).stream()
        .map(line -> line.replaceFirst(",\\d+,", ",,"))
        .toList();
  }

  private static PretrainListener stoppingAfter(int last) {
    return new PretrainListener() {
      @Override
      public void progress(PretrainProgress progress) {}

      @Override
      public boolean stop(int step) {
        return step == last;
      }
    };
  }

  @Test
  void aResumedRunEqualsAnUnbrokenOneToTheLastBit() throws IOException {
    var changes = Map.of("mlm", 0.7);
    assertTrue(Pretraining.run(settings("whole", changes), p -> {}).finished());
    var first = Pretraining.run(settings("parts", changes), stoppingAfter(5));
    assertFalse(first.finished());
    assertEquals(5, first.step());
    assertTrue(Pretraining.begun(folder.resolve("parts")));
    // A crash after the checkpoint: lines of steps that will be done again, the last one torn.
    Files.writeString(
        folder.resolve("parts/loss.csv"),
        Files.readString(folder.resolve("parts/loss.csv")) + "6,1,900,0.1,1,1,1,1\n8,1,");
    assertFalse(Pretraining.run(settings("parts", changes), stoppingAfter(9)).finished());
    var last = Pretraining.run(settings("parts", changes), p -> {});
    assertTrue(last.finished());
    assertEquals(12, last.step());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole/model.safetensors")),
        Files.readAllBytes(folder.resolve("parts/model.safetensors")));
    assertEquals(losses(folder.resolve("whole")), losses(folder.resolve("parts")));
    assertFalse(Pretraining.begun(folder.resolve("parts")));
  }

  @Test
  void lossesFallAndTranslationsAreFound() {
    var losses = new ArrayList<Map<String, Double>>();
    var result =
        Pretraining.run(
            settings("out", Map.of("steps", 80, "log", 10)), p -> losses.add(p.losses()));
    for (var name : List.of("mlm", "tlm", "sentence", "word")) {
      double before = losses.getFirst().get(name);
      double after = losses.getLast().get(name);
      assertTrue(after < 0.8 * before, name + " went from " + before + " to " + after);
    }
    assertEquals(3, result.retrieval().length);
    assertTrue(result.retrieval()[2] > 0.5, "retrieval is " + result.retrieval()[2]);
    assertTrue(result.tokens() > 80 * 300, result.tokens() + " pieces");
  }

  @Test
  void whatIsWrittenIsACheckpointWithItsTokenizer() {
    Pretraining.run(settings("out", Map.of("steps", 2)), p -> {});
    var out = folder.resolve("out");
    var checkpoint = Checkpoint.open(out);
    assertEquals(2, checkpoint.config().layers());
    assertTrue(Files.isRegularFile(out.resolve("tokenizer.json")));
    try (var manager = Torch.newManager();
        var tokenizer = Tokenizer.open(out, 32)) {
      ArrayEncoder.of(checkpoint.config(), checkpoint.load(manager, Encoder.TENSORS));
      var head = checkpoint.load(manager, n -> n.startsWith("cls.predictions."));
      assertEquals(5, head.names().size(), head.names().toString());
      assertFalse(tokenizer.encode(new Input.Text("red cat")).pieces().contains("[UNK]"));
    }
  }

  /** The first step of a run from a checkpoint begins with its weights, not with random ones. */
  @Test
  void goesOnFromACheckpoint() {
    var begun = new ArrayList<Double>();
    var from =
        Pretraining.run(
            settings("first", Map.of("steps", 60, "log", 1)),
            p -> begun.add(p.losses().get("sentence")));
    var changes = new LinkedHashMap<String, Object>();
    changes.put("init", folder.resolve("first").toString());
    changes.put("vocab", "");
    for (var size : List.of("layers", "hidden", "heads", "intermediate")) {
      changes.put(size, 0);
    }
    changes.put("steps", 1);
    changes.put("log", 1);
    var continued = new ArrayList<Double>();
    var result =
        Pretraining.run(
            settings("second", changes), p -> continued.add(p.losses().get("sentence")));
    assertTrue(continued.getFirst() < 0.7 * begun.getFirst(), continued + " after " + begun);
    assertEquals(from.retrieval()[2], result.retrieval()[2], 0.35);
  }

  @Test
  void textAloneIsEnough() {
    var result =
        Pretraining.run(
            settings("out", Map.of("parallel", "", "tlm", 0, "sentence", 0, "word", 0)), p -> {});
    assertTrue(result.finished());
    assertEquals(0, result.retrieval().length);
  }

  @Test
  void anotherRunsCheckpointIsRefused() {
    Pretraining.run(settings("out", Map.of()), stoppingAfter(2));
    var problem =
        assertThrows(
            Problem.class, () -> Pretraining.run(settings("out", Map.of("rate", 1e-4)), p -> {}));
    assertTrue(problem.getMessage().contains("other settings"), problem.getMessage());
  }

  @Test
  void aLossThatIsNoNumberStopsTheRun() {
    var settings = settings("out", Map.of("temperature", 1e-40));
    var problem = assertThrows(Problem.class, () -> Pretraining.run(settings, p -> {}));
    assertTrue(problem.getMessage().contains("Step 0: the loss sentence"), problem.getMessage());
    assertFalse(Files.exists(folder.resolve("out/model.safetensors")));
  }

  @ParameterizedTest
  @CsvSource({
    "rate,0,Setting rate is 0.0",
    "mask,0,Setting mask is 0.0",
    "mlm,2,Setting mlm is 2.0",
    "switching,-1,Setting switch is -1.0",
    "steps,0,--steps or --minutes",
    "hidden,15,a multiple of the 2 heads",
    "layers,0,all four of a new model",
    "vocab,'',--init",
    "parallel,'',en-XX.tsv",
    "micro,20,twice the length",
    "init,somewhere,--init brings its own",
    "text,'',directory of XX.txt",
    "colour,1,Unknown setting",
  })
  void badSettingsAreToldByName(String name, String value, String expected) {
    var problem = assertThrows(Problem.class, () -> settings("out", Map.of(name, value)));
    assertTrue(problem.getMessage().contains(expected), problem.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "contrast,7,layers from 1 to 2",
    "text,nowhere,there is no text",
    "parallel,nowhere,en-XX.tsv",
    "vocab,nowhere,--make-vocab",
    "length,600,twice",
  })
  void whatDoesNotFitTheFilesIsTold(String name, String value, String expected) {
    var problem =
        assertThrows(
            Problem.class,
            () ->
                Pretraining.run(
                    settings("out", Map.of(name, name.equals("contrast") ? List.of(7) : value)),
                    p -> {}));
    assertTrue(problem.getMessage().contains(expected), problem.getMessage());
  }

  @Test
  void aLineThatIsNotUtf8IsTold() throws IOException {
    Files.write(folder.resolve("text/en.txt"), new byte[] {'a', '\n', (byte) 0xff, '\n'});
    var problem =
        assertThrows(Problem.class, () -> Pretraining.run(settings("out", Map.of()), p -> {}));
    assertTrue(problem.getMessage().contains("en.txt"), problem.getMessage());
    assertTrue(problem.getMessage().contains("UTF-8"), problem.getMessage());
  }

  @Test
  void theRateRisesAndFalls() {
    var rate = new Rate(2, 0.1);
    assertEquals(0.04, rate.at(0), 1e-12);
    assertEquals(1, rate.at(0.05), 1e-12);
    assertEquals(2, rate.at(0.1), 1e-12);
    assertEquals(1, rate.at(0.55), 1e-12);
    assertEquals(0.04, rate.at(1), 1e-12);
  }
}
