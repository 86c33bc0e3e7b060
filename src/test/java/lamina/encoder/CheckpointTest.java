package lamina.encoder;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import lamina.problem.Problem;
import lamina.tensor.Storage;
import lamina.tensor.TensorWriter;
import lamina.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories in every layout that Hugging Face writes, and in none. */
class CheckpointTest {
  @TempDir Path folder;

  /** Copies a reference checkpoint with a prefix before each name, in one file or two shards. */
  private Path copy(String name, String prefix, boolean sharded, boolean half) throws IOException {
    var target = Files.createDirectories(folder.resolve("copy"));
    try (var r = Reference.open(name)) {
      Files.copy(r.directory().resolve("config.json"), target.resolve("config.json"));
      var shards = new TreeMap<String, Map<String, NDArray>>();
      var index = new TreeMap<String, String>();
      r.weights()
          .read(n -> true)
          .map()
          .forEach(
              (tensor, array) -> {
                var file =
                    sharded && tensor.contains("layer.1") ? "b.safetensors" : "a.safetensors";
                index.put(prefix + tensor, file);
                shards
                    .computeIfAbsent(file, f -> new LinkedHashMap<>())
                    .put(prefix + tensor, array);
              });
      shards.forEach(
          (file, tensors) ->
              TensorWriter.write(
                  target.resolve(sharded ? file : "model.safetensors"),
                  tensors,
                  half ? Storage.FP16 : Storage.FP32));
      if (sharded) {
        new ObjectMapper()
            .writeValue(
                target.resolve("model.safetensors.index.json").toFile(),
                Map.of("weight_map", index));
      }
    }
    return target;
  }

  @ParameterizedTest
  @CsvSource({
    "bert-4x32, bert., false, false, 2e-5",
    "bert-4x32, '', true, false, 2e-5",
    "bert-4x32, bert., true, true, 2e-2",
    "distilbert-3x32, distilbert., false, false, 2e-5",
    "distilbert-3x32, distilbert., true, false, 2e-5",
  })
  void everyLayoutIsRead(
      String name, String prefix, boolean sharded, boolean half, double tolerance)
      throws IOException {
    var directory = copy(name, prefix, sharded, half);
    try (var r = Reference.open(name)) {
      var checkpoint = Checkpoint.open(directory);
      var encoder = ArrayEncoder.of(checkpoint.config(), checkpoint.loadEncoder(r.manager()));
      var states = encoder.encode(r.batch(), ForwardMode.INFERENCE);
      assertClose(r.expected("hidden." + states.depth()), states.last(), tolerance, name);
    }
  }

  private String refused(Path directory) {
    return assertThrows(
            Problem.class,
            () -> {
              try (var manager = Torch.newManager()) {
                var checkpoint = Checkpoint.open(directory);
                ArrayEncoder.of(checkpoint.config(), checkpoint.loadEncoder(manager));
              }
            })
        .getMessage();
  }

  private void edit(Path file, String from, String to) throws IOException {
    var text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    assertTrue(refused(folder.resolve("nowhere")).contains("no such directory"));
    assertTrue(refused(folder).contains("config.json is missing"));
    var directory = copy("bert-4x32", "bert.", false, false);
    var config = directory.resolve("config.json");
    var good = Files.readString(config);
    edit(config, "\"num_hidden_layers\": 4", "\"num_hidden_layers\": 5");
    assertTrue(refused(directory).contains("encoder.layer.4"), "a missing tensor");
    Files.writeString(config, good);
    edit(config, "\"intermediate_size\": 64", "\"intermediate_size\": 48");
    assertTrue(refused(directory).contains("(48, 32) was expected"), "a wrong shape");
    Files.writeString(config, good);
    edit(config, "\"model_type\": \"bert\"", "\"model_type\": \"gpt2\"");
    assertTrue(refused(directory).contains("gpt2"));
    Files.writeString(config, good);
    edit(config, "\"num_attention_heads\": 4", "\"num_attention_heads\": 5");
    assertTrue(refused(directory).contains("5 heads"));
    Files.writeString(config, "{");
    assertTrue(refused(directory).contains("no valid JSON"));
    Files.writeString(config, good);
    Files.delete(directory.resolve("model.safetensors"));
    assertTrue(refused(directory).contains("model.safetensors.index.json"));
  }

  @Test
  void anIndexMustNotLeadOutside() throws IOException {
    var directory = copy("bert-4x32", "", true, false);
    var index = directory.resolve("model.safetensors.index.json");
    edit(index, "b.safetensors", "../../../../etc/b.safetensors");
    assertTrue(refused(directory).contains("outside"));
    Files.writeString(index, "{\"weight_map\":{\"x\":\"a.safetensors\"}}");
    assertTrue(refused(directory).contains("isn't in a.safetensors"));
  }
}
