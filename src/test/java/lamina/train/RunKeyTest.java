package lamina.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import lamina.data.Task;
import lamina.encoder.ForwardMode;
import lamina.files.AtomicFile;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run is what it is made from: goes on with the same contents wherever they lie, and no other.
 */
class RunKeyTest {
  private static final Path BASE = SmallModels.BASE;
  private static final TrainListener STOP =
      new TrainListener() {
        @Override
        public void progress(TrainProgress p) {}

        @Override
        public boolean stop() {
          return true;
        }
      };

  @TempDir Path folder;
  private final Map<String, Object> settings = new TreeMap<>();

  @BeforeEach
  void aRunThatStopped() throws IOException {
    settings.putAll(
        Map.of(
            "task",
            "pos",
            "base",
            copy("src/test/resources/checkpoints/small/base", 0).toString(),
            "depth",
            2,
            "freeze",
            2,
            "variants",
            List.of("last"),
            "batch",
            16,
            "out",
            folder.resolve("m").toString(),
            "train",
            List.of(data("v1/train.conllu", 0, 32).toString())));
    settings.put("dev", data("v1/dev.conllu", 40, 48).toString());
    assertThrows(TrainingStopped.class, () -> run(STOP));
  }

  private Path copy(String name, int change) throws IOException {
    var to = Files.createDirectories(folder.resolve("base" + change).resolve("base"));
    try (var files = Files.list(Path.of(name))) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  /** Sentences of the sample data. */
  private Path data(String name, int from, int to) throws IOException {
    var all = Files.readString(Path.of("sample-data/pos/train/en.conllu")).split("\n\n");
    var file = folder.resolve(name);
    AtomicFile.write(file, String.join("\n\n", List.of(all).subList(from, to)) + "\n\n");
    return file;
  }

  private void run(TrainListener listener) {
    Training.run(new SettingSources().values("the test", settings).resolve(), listener);
  }

  private void assertRefused(String... said) {
    var problem = assertThrows(Problem.class, () -> run(STOP)).getMessage();
    for (var what : said) {
      assertTrue(problem.contains(what), problem);
    }
    assertTrue(problem.contains("another --out"), problem);
  }

  @Test
  void theSameContentsElsewhereGoOnAndAreDoneOnce() throws IOException {
    settings.put("train", List.of(data("elsewhere/other-name.conllu", 0, 32).toString()));
    settings.put("base", copy("src/test/resources/checkpoints/small/base", 1).toString());
    run(p -> {});
    var model = folder.resolve("m");
    var before = Files.getLastModifiedTime(model.resolve("model.safetensors"));
    run(p -> {});
    assertEquals(before, Files.getLastModifiedTime(model.resolve("model.safetensors")));
    data("v1/dev.conllu", 41, 49);
    assertRefused("a model of another run", "dev (other contents)");
  }

  @Test
  void otherDataOfTheSameNameAreAnotherRun() throws IOException {
    settings.put("train", List.of(data("v2/train.conllu", 1, 33).toString()));
    assertRefused("m.run", "train 1 (other contents)");
    settings.put("train", List.of(data("v1/train.conllu", 0, 32).toString()));
    data("v1/dev.conllu", 41, 49);
    assertRefused("dev (other contents)");
    settings.put("dev", data("v1/dev.conllu", 40, 48).toString());
    run(p -> {});
  }

  @Test
  void aBaseWithAnotherTokenizerOrOtherWeightsIsAnotherRun() throws IOException {
    var base = Path.of((String) settings.get("base"));
    var file = base.resolve("tokenizer_config.json");
    var text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\\{", "{\"note\": 1,"));
    assertRefused("base tokenizer_config.json (other contents)");
    Files.writeString(file, text);
    var weights = base.resolve("layers.safetensors");
    var bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 2] ^= 1;
    Files.write(weights, bytes);
    assertRefused("base layers.safetensors (other contents)");
  }

  @Test
  void otherSettingsAreNamedWithBothValues() {
    settings.put("rate", 0.001);
    settings.put("seed", 2);
    assertRefused("setting rate (2.0E-4 there, 0.001 now)", "setting seed (1 there, 2 now)");
  }

  @Test
  void twoFilesOfOneNameBothStandInTheDescription() throws IOException {
    settings.put("out", folder.resolve("two").toString());
    settings.put(
        "train",
        List.of(
            data("v1/train.conllu", 0, 32).toString(), data("v2/train.conllu", 32, 40).toString()));
    run(p -> {});
    var data = ModelFiles.description(folder.resolve("two")).data();
    assertEquals(3, data.size(), data.toString());
    assertTrue(data.containsKey("train.conllu (train 2)"), data.toString());
  }

  /** The states of another encoder, or of other texts, are never read. */
  @Test
  void frozenStatesAreThoseOfTheirEncoderAndTexts() throws IOException {
    var states = folder.resolve("states");
    var first = encoded(states, 0, "sample-data/pos/train/en.conllu", 0);
    assertEquals(1, count(states));
    assertEquals(first, encoded(states, 0, "sample-data/pos/train/en.conllu", 0));
    assertEquals(1, count(states));
    assertNotEquals(first, encoded(states, 1, "sample-data/pos/train/en.conllu", 0));
    assertEquals(2, count(states));
    assertNotEquals(first, encoded(states, 0, "sample-data/pos/train/en.conllu", 8));
    assertEquals(3, count(states));
  }

  private static long count(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  /** A number of the last layer of a batch, through a folder of states. */
  private static float encoded(Path states, int block, String file, int from) {
    var heads = List.of(HeadKey.LAST);
    try (var model = TaskModel.create(BASE, List.of(block), Task.POS, heads, new Random(1));
        var manager = model.newBatchManager()) {
      var examples =
          lamina.data.format.DatasetReader.read(
                  Path.of(file), Task.POS, lamina.language.Languages.of("en"))
              .examples()
              .subList(from, from + 8);
      var data = TrainingData.of(Task.POS, model.tokenizer(), examples);
      var source = new FrozenStates(model.encoder(), model.weights(), data, states, 2);
      return Torch.withoutGradients(
          () ->
              source
                  .states(manager, data, List.of(0, 1, 2, 3), ForwardMode.INFERENCE)
                  .layer(1)
                  .toFloatArray()[5]);
    }
  }

  @Test
  void aCheckpointOfAnOlderVersionIsNotGuessedAt() {
    AtomicFile.write(
        folder.resolve("m.run/state.json"),
        "{\"step\":1,\"tensors\":\"step-1.safetensors\",\"settings\":\"{}\",\"losses\":[],\"best\":null}");
    var problem = assertThrows(Problem.class, () -> run(STOP)).getMessage();
    assertTrue(problem.contains("m.run"), problem);
    assertFalse(problem.contains("Exception"), problem);
  }
}
