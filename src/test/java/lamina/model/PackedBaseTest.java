package lamina.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import lamina.data.Task;
import lamina.encoder.Checkpoint;
import lamina.fusion.Variants;
import lamina.tensor.RawTensor;
import lamina.tensor.Storage;
import lamina.tensor.TensorWriter;
import lamina.tensor.Torch;
import lamina.text.Batching;
import lamina.text.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A base whose word embeddings are in few bits, and models that share them. */
class PackedBaseTest {
  private static final Path BASE = SmallModels.BASE;
  private static final String WORDS = "embeddings.word_embeddings.weight";
  private static final List<Input> TEXTS =
      List.of(new Input.Words(List.of("The", "quick", "fox")), new Input.Text("Guten Morgen!"));

  @TempDir Path folder;

  /** The bundled base, its word embeddings in 4-bit blocks, numbers and scales in two files. */
  private Path packed() throws IOException {
    var base = Files.createDirectory(folder.resolve("base"));
    for (var name : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(BASE.resolve(name), base.resolve(name));
    }
    var checkpoint = Checkpoint.open(BASE);
    var raw = new LinkedHashMap<String, RawTensor>();
    checkpoint.raw().forEach((n, t) -> raw.put(n, t));
    raw.keySet().removeIf(n -> n.endsWith(WORDS));
    try (var manager = Torch.newManager()) {
      var words = checkpoint.load(manager, WORDS::equals).read(n -> true).map().get(WORDS);
      var blocks = blocks(words.toFloatArray(), words.getShape().get(0), words.getShape().get(1));
      raw.put("bert." + WORDS + ".d", blocks[1]);
      TensorWriter.write(
          base.resolve("numbers.safetensors"), Map.of("bert." + WORDS + ".q", blocks[0]));
      TensorWriter.write(base.resolve("rest.safetensors"), raw);
    }
    var map = new TreeMap<String, String>();
    raw.keySet().forEach(n -> map.put(n, "rest.safetensors"));
    map.put("bert." + WORDS + ".q", "numbers.safetensors");
    new ObjectMapper()
        .writeValue(
            base.resolve("model.safetensors.index.json").toFile(), Map.of("weight_map", map));
    return base;
  }

  private static RawTensor[] blocks(float[] values, long rows, long columns) {
    int count = Math.toIntExact(rows * columns / 32);
    var q = ByteBuffer.allocate(count * 16);
    var d = ByteBuffer.allocate(count * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int b = 0; b < count; b++) {
      float largest = 0;
      for (int i = 0; i < 32; i++) {
        largest = Math.max(largest, Math.abs(values[32 * b + i]));
      }
      short bits = Float.floatToFloat16(largest / 7);
      d.putShort(bits);
      float scale = Math.max(Float.float16ToFloat(bits), 1e-9f);
      for (int i = 0; i < 16; i++) {
        q.put((byte) (code(values[32 * b + i], scale) | code(values[32 * b + 16 + i], scale) << 4));
      }
    }
    return new RawTensor[] {
      raw("U8", q.flip(), rows, columns / 32, 16), raw("F16", d.flip(), rows, columns / 32)
    };
  }

  private static int code(float value, float scale) {
    return Math.clamp(Math.round(value / scale) + 8, 0, 15);
  }

  private static RawTensor raw(String type, ByteBuffer bytes, long... shape) {
    return new RawTensor(
        type, shape, bytes.remaining(), () -> MemorySegment.ofBuffer(bytes.duplicate()));
  }

  private static TaskModel model(Path base) {
    var keys = List.of(new HeadKey(Variants.KNOWN.of("paper"), 1), HeadKey.LAST);
    return TaskModel.create(base, List.of(0, 1), Task.POS, keys, new Random(1));
  }

  private static List<Double> answers(TaskModel model) {
    var found = new ArrayList<Double>();
    Predictor.each(
        model,
        TEXTS,
        List.of(HeadKey.LAST),
        new Batching.ByLength(2048),
        (input, reading, answers) ->
            ((Prediction.Tags) answers.get(HeadKey.LAST))
                .words()
                .forEach(w -> found.add((double) w.orElseThrow().probabilities()[0])),
        done -> {});
    return found;
  }

  private Path save(TaskModel model, String name, Storage storage, String base) {
    var out = folder.resolve(name);
    ModelWriter.save(
        model,
        ModelFolderTest.description(model),
        folder.resolve("base"),
        out,
        new ModelWriter.Layout(storage, base));
    return out;
  }

  @Test
  void aModelSharesWordsAndTokenizerWithItsBaseAndAnswersAsBeforeItWasSaved() throws IOException {
    var base = packed();
    try (var model = model(base)) {
      assertFalse(model.weights().map().containsKey(WORDS), "the words stay in their file");
      var before = answers(model);
      var shared = save(model, "shared", Storage.FP32, "base");
      var index = Files.readString(shared.resolve("model.safetensors.index.json"));
      assertTrue(index.contains("../base/numbers.safetensors"), index);
      assertTrue(Files.exists(shared.resolve("tokenizer_shared.json")));
      assertFalse(Files.exists(shared.resolve("tokenizer.json")));
      var alone = save(model, "alone", Storage.FP32, "");
      assertTrue(Files.exists(alone.resolve("tokenizer.json")));
      for (var directory : List.of(shared, alone)) {
        ModelFiles.verify(directory);
        try (var again = TaskModel.open(directory)) {
          assertEquals(before, answers(again), directory.toString());
        }
      }
    }
  }

  @Test
  void rowsOfEightBitsHardlyChangeAnswers() throws IOException {
    var base = packed();
    try (var model = model(base)) {
      var before = answers(model);
      var small = save(model, "small", Storage.INT8, "base");
      var whole = save(model, "whole", Storage.FP32, "base");
      long bytes = Files.size(small.resolve("layers.safetensors"));
      assertTrue(bytes * 3 < Files.size(whole.resolve("layers.safetensors")), "a third or less");
      try (var again = TaskModel.open(small)) {
        var after = answers(again);
        for (int i = 0; i < before.size(); i++) {
          assertEquals(before.get(i), after.get(i), 0.01);
        }
      }
    }
  }

  @Test
  void aTokenizerThatIsGoneIsNamed() throws IOException {
    var base = packed();
    try (var model = model(base)) {
      var shared = save(model, "shared", Storage.FP32, "base");
      Files.delete(base.resolve("tokenizer.json"));
      var problem =
          org.junit.jupiter.api.Assertions.assertThrows(
                  lamina.problem.Problem.class, () -> TaskModel.open(shared))
              .getMessage();
      assertTrue(problem.contains("tokenizer.json"), problem);
    }
  }
}
