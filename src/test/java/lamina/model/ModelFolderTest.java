package lamina.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lamina.data.Task;
import lamina.files.KillRun;
import lamina.fusion.Variants;
import lamina.problem.Problem;
import lamina.tensor.Storage;
import lamina.tensor.TensorFile;
import lamina.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory answers with the weights that were saved there last, or not at all. */
class ModelFolderTest {
  private static final Path BASE = SmallModels.BASE;
  private static final String WORDS = "embeddings.word_embeddings.weight";
  private static final ModelWriter.Layout SHARED = new ModelWriter.Layout(Storage.FP16, "shared");

  @TempDir Path folder;

  static TaskModel model(int seed) {
    var keys = List.of(new HeadKey(Variants.KNOWN.of("paper"), 1), HeadKey.LAST);
    return TaskModel.create(BASE, List.of(0, 1), Task.POS, keys, new Random(seed));
  }

  static Description description(TaskModel model) {
    return new Description(
        1,
        ModelSummary.Role.TEACHER,
        "pos",
        Task.POS.labels(),
        "shared",
        model.heads().keySet().stream().map(HeadKey::key).toList(),
        "paper.1",
        model.encoder().config().layers(),
        Map.of(),
        Map.of(),
        "test",
        "none",
        List.of());
  }

  private Path save(TaskModel model, String name, ModelWriter.Layout layout) {
    var directory = folder.resolve(name);
    ModelWriter.save(model, description(model), BASE, directory, layout);
    return directory;
  }

  /** A model whose heads begin with a seed; its encoder is the same for all. */
  private Path saved(String name, int seed, ModelWriter.Layout layout) {
    try (var model = model(seed)) {
      return save(model, name, layout);
    }
  }

  private static float[] numbers(Path directory, String tensor) {
    try (var model = TaskModel.open(directory)) {
      return model.weights().read(tensor::equals).map().get(tensor).toFloatArray();
    }
  }

  private static void assertRefused(Path directory, String... said) {
    var problem = assertThrows(Problem.class, () -> TaskModel.open(directory));
    for (var what : said) {
      assertTrue(problem.getMessage().contains(what), problem.getMessage());
    }
  }

  @Test
  void otherWeightsThanThoseDescribedAreRefused() throws IOException {
    var model = saved("a", 1, ModelWriter.Layout.WHOLE);
    var other = saved("b", 2, ModelWriter.Layout.WHOLE);
    var weights = model.resolve("model.safetensors");
    assertEquals(
        Files.size(weights),
        Files.size(other.resolve("model.safetensors")),
        "heads alone differ, and no size");
    Files.copy(other.resolve("model.safetensors"), weights, StandardCopyOption.REPLACE_EXISTING);
    assertRefused(model, "model.safetensors is another file", "verify --record");
    ModelFiles.record(model);
    assertArrayEquals(numbers(other, "classifier.weight"), numbers(model, "classifier.weight"));
  }

  @Test
  void anOldIndexBesideNewWeightsIsRefused() throws IOException {
    var old = saved("old", 1, SHARED);
    var model = saved("new", 2, ModelWriter.Layout.WHOLE);
    for (var name : List.of("model.safetensors.index.json", "layers.safetensors")) {
      Files.copy(old.resolve(name), model.resolve(name));
    }
    assertRefused(model, "holds weights twice", "model.safetensors.index.json");
    Files.delete(model.resolve("model.safetensors"));
    assertRefused(model, "isn't the model that was saved there");
    saved("new", 2, ModelWriter.Layout.WHOLE);
    TaskModel.open(model).close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aModelIsReplacedWholeAndAPersonsFilesStay(boolean sharedFirst) throws IOException {
    var model = saved("m", 1, sharedFirst ? SHARED : ModelWriter.Layout.WHOLE);
    Files.writeString(model.resolve("README.md"), "my notes");
    Files.writeString(model.resolve("scores.json"), "{\"results\":[]}");
    saved("m", 2, sharedFirst ? ModelWriter.Layout.WHOLE : SHARED);
    var fresh = saved("fresh", 2, sharedFirst ? ModelWriter.Layout.WHOLE : SHARED);
    assertArrayEquals(numbers(fresh, "classifier.weight"), numbers(model, "classifier.weight"));
    assertEquals("my notes", Files.readString(model.resolve("README.md")));
    Files.delete(model.resolve("README.md"));
    assertEquals(names(fresh), names(model), "nothing else of the old model stays");
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aModelThatLaminaDidntWriteIsNotReplaced() throws IOException {
    var foreign = Files.createDirectory(folder.resolve("theirs"));
    Files.writeString(foreign.resolve("model.safetensors"), "weights");
    var problem =
        assertThrows(Problem.class, () -> saved("theirs", 1, ModelWriter.Layout.WHOLE))
            .getMessage();
    assertTrue(problem.contains("model.safetensors of a model that Lamina didn't write"), problem);
    assertEquals("weights", Files.readString(foreign.resolve("model.safetensors")));
  }

  @Test
  void trainedEmbeddingsAreNotReplacedBySharedOnes() {
    saved("first", 1, SHARED);
    try (var model = model(2)) {
      Torch.withoutGradients(
          () -> {
            model.weights().read(WORDS::equals);
            model.weights().map().get(WORDS).addi(0.5f);
            return null;
          });
      var own = model.weights().map().get(WORDS).toFloatArray();
      var read = numbers(save(model, "trained", SHARED), WORDS);
      for (int i = 0; i < own.length; i++) {
        assertEquals(own[i], read[i], 1e-3f);
      }
      assertFalse(
          ModelFiles.verify(folder.resolve("trained")).files().stream()
              .anyMatch(f -> f.name().startsWith("..") && f.name().endsWith(".safetensors")));
    }
    var third = saved("third", 3, SHARED);
    assertTrue(Files.exists(third.resolve("layers.safetensors")), "equal ones are shared still");
  }

  @Test
  void sharedEmbeddingsThatBecameOthersAreRefused() throws IOException {
    var model = saved("m", 1, SHARED);
    ModelFiles.verify(model);
    var shared = folder.resolve("shared/embeddings.safetensors");
    flip(shared, Files.size(shared) - 1);
    assertRefused(model, "../shared/embeddings.safetensors is another file");
  }

  /** Changes a bit of a number, which stays finite. */
  private static void flip(Path file, long at) throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ 1);
    }
  }

  /** What samples don't see is seen before a score is kept. */
  @Test
  void everyByteIsCheckedBeforeAScoreIsKept() throws IOException {
    var model = saved("m", 1, ModelWriter.Layout.WHOLE);
    var weights = model.resolve("model.safetensors");
    try (var opened = TaskModel.open(model)) {
      assertEquals(ModelFiles.verify(model), opened.verified(model));
      long header = 8 + header(weights);
      flip(weights, header + (Files.size(weights) - header) / 3);
      assertThrows(Problem.class, () -> opened.verified(model));
      assertThrows(Problem.class, () -> ModelFiles.verify(model));
    }
    TaskModel.open(model).close();
  }

  private static long header(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return java.nio.ByteBuffer.wrap(in.readNBytes(8))
          .order(java.nio.ByteOrder.LITTLE_ENDIAN)
          .getLong();
    }
  }

  /** A model that was loaded and one that lies there now are two. */
  @Test
  void aModelThatWasReplacedSinceItWasLoadedKeepsNoScore() {
    var model = saved("m", 1, ModelWriter.Layout.WHOLE);
    try (var opened = TaskModel.open(model)) {
      saved("m", 2, ModelWriter.Layout.WHOLE);
      assertThrows(Problem.class, () -> opened.verified(model));
    }
  }

  @Test
  void anotherTokenizerIsRefusedAndOtherLineBreaksAreNot() throws IOException {
    var model = saved("m", 1, ModelWriter.Layout.WHOLE);
    var file = model.resolve("tokenizer_config.json");
    var text = Files.readString(file);
    Files.writeString(file, text.replace("\n", "\r\n"));
    TaskModel.open(model).close();
    ModelFiles.verify(model);
    Files.writeString(file, text + "\n ");
    assertRefused(model, "tokenizer_config.json is another file");
  }

  @Test
  void tokensThatWereAddedBesideTheVocabularyBelongToTheModel() throws IOException {
    var base = Files.createDirectory(folder.resolve("base"));
    try (var files = Files.list(BASE)) {
      for (var file : files.filter(f -> !f.endsWith("tokenizer.json")).toList()) {
        Files.copy(file, base.resolve(file.getFileName()));
      }
    }
    Files.writeString(base.resolve("added_tokens.json"), "{\"zzqx\": 7}");
    Path directory = folder.resolve("m");
    try (var model = model(1)) {
      ModelWriter.save(model, description(model), base, directory, ModelWriter.Layout.WHOLE);
    }
    Files.writeString(directory.resolve("added_tokens.json"), "{\"zzqy\": 7}");
    assertRefused(directory, "added_tokens.json is another file");
  }

  @Test
  void aDescriptionOfAnOlderVersionOpensWithANote() throws IOException {
    var model = saved("m", 1, ModelWriter.Layout.WHOLE);
    assertEquals(List.of(), ModelFiles.summary(model).notes());
    var file = model.resolve("lamina.json");
    var json = (ObjectNode) new ObjectMapper().readTree(Files.readString(file));
    json.remove("files");
    Files.writeString(file, json.toString());
    TaskModel.open(model).close();
    assertTrue(ModelFiles.summary(model).notes().getFirst().contains("not verified"));
    assertThrows(Problem.class, () -> ModelFiles.verify(model));
    ModelFiles.record(model);
    ModelFiles.verify(model);
  }

  /** Someone's script may write files of its own beside the models. */
  @Test
  void whatIsBeingWrittenIsNoModelYet() {
    saved(".m.0123456789ab-0123456789ab.new", 1, ModelWriter.Layout.WHOLE);
    assertEquals(List.of(), ModelFiles.in(folder, p -> {}));
  }

  @Test
  void modelsWhoseFoldersAreNamedAlikeGetNamesOfTheirOwn() {
    var models =
        List.of(
            ModelFiles.summary(saved("x/m", 1, ModelWriter.Layout.WHOLE)),
            ModelFiles.summary(saved("y/m", 2, ModelWriter.Layout.WHOLE)));
    assertEquals(
        List.of("m", "y/m"),
        ModelSummary.distinct(models).stream().map(ModelSummary::name).toList());
  }

  /** The long run is the main method of {@link KilledModelWriter}. */
  @Test
  void aKillWhileAModelIsSavedLeavesTheOldOneOrTheNewOne() throws Exception {
    var found = KillRun.run(KilledModelWriter.WRITER, folder, 2, new Random());
    assertEquals(new KillRun.Figures(4, List.of(), List.of()), found);
  }

  @Test
  void theBundledModelsAreThoseThatWereDescribed() {
    var models = ModelFiles.in(Path.of("models"), p -> {});
    assertEquals(9, models.size());
    models.forEach(m -> ModelFiles.verify(m.directory()));
  }

  @Test
  void everyTensorIsInTheSample() throws IOException {
    var model = saved("m", 1, ModelWriter.Layout.WHOLE);
    var weights = model.resolve("model.safetensors");
    for (var name : TensorFile.open(weights).names()) {
      var changed = folder.resolve("changed");
      if (Files.exists(changed)) {
        lamina.files.FileTree.delete(changed);
      }
      Files.createDirectory(changed);
      for (var file : names(model)) {
        Files.copy(model.resolve(file), changed.resolve(file));
      }
      flip(changed.resolve("model.safetensors"), begin(weights, name));
      assertRefused(changed, "model.safetensors");
    }
  }

  private static long begin(Path weights, String tensor) throws IOException {
    long header = header(weights);
    try (var in = Files.newInputStream(weights)) {
      in.skipNBytes(8);
      var json = new ObjectMapper().readTree(in.readNBytes((int) header));
      return 8 + header + json.path(tensor).path("data_offsets").path(0).asLong();
    }
  }

  private Path pickled(String name) throws IOException {
    var directory = Files.createDirectories(folder.resolve(name));
    var all = Path.of("src/test/resources/checkpoints");
    try (var files = Files.list(all.resolve("forms/bert-bin-sharded"))) {
      for (var file : files.filter(f -> !f.endsWith("expected.safetensors")).toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
    Files.copy(all.resolve("vocab.txt"), directory.resolve("vocab.txt"));
    return directory;
  }

  @Test
  void weightsOfTorchSaveBelongToWhatAModelIsMadeOf() throws IOException {
    var directory = pickled("bin");
    var contents = ModelContents.of(directory);
    assertEquals(
        List.of(
            "config.json",
            "pytorch_model-00001-of-00002.bin",
            "pytorch_model-00002-of-00002.bin",
            "pytorch_model.bin.index.json",
            "vocab.txt"),
        contents.files().stream().map(StoredFile::name).toList());
    assertTrue(ModelFiles.holds(directory, contents));
    var shard = directory.resolve("pytorch_model-00001-of-00002.bin");
    var file = TensorFile.openPickle(shard);
    flip(shard, (int) file.entry(file.names().first()).begin());
    assertFalse(ModelFiles.holds(directory, contents));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aModelOnWeightsOfTorchSaveIsSaved(boolean shared) throws IOException {
    var directory = pickled("bin");
    var saved = folder.resolve("saved");
    var keys = List.of(new HeadKey(Variants.KNOWN.of("paper"), 1), HeadKey.LAST);
    try (var model = TaskModel.create(directory, List.of(0, 1), Task.POS, keys, new Random(1))) {
      var layout =
          shared ? new ModelWriter.Layout(Storage.FP32, "shared") : ModelWriter.Layout.WHOLE;
      ModelWriter.save(model, description(model), directory, saved, layout);
    }
    var expected = lamina.encoder.Checkpoint.open(directory).raw().get(WORDS);
    var found = lamina.encoder.Checkpoint.open(saved).raw();
    var words = found.keySet().stream().filter(n -> n.endsWith(WORDS)).findFirst().orElseThrow();
    assertEquals(-1, expected.bytes().mismatch(found.get(words).bytes()));
    TaskModel.open(saved).close();
  }
}
