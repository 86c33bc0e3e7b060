package lamina.pretrain;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import lamina.encoder.EncoderConfig;
import lamina.encoder.TensorWriter;
import lamina.files.AtomicFile;
import lamina.problem.Problem;
import lamina.text.WordPieceJson;

/**
 * The directory that a run writes, as Hugging Face has it: config.json, vocab.txt, tokenizer.json
 * and model.safetensors; loss.csv beside them.
 */
record Output(Path directory) {
  private static final String TOKENIZER = "tokenizer.json";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";

  /** Writes what is known before the first step; of a checkpoint its own files are copied. */
  void begin(PretrainSettings settings, EncoderConfig config) {
    try {
      Files.createDirectories(directory);
      if (settings.init().isEmpty()) {
        copy(Path.of(settings.vocab()), "vocab.txt");
        write("config.json", config.toJson().toPrettyString());
        write(TOKENIZER, WordPieceJson.of(file("vocab.txt")));
      } else {
        var init = Path.of(settings.init());
        copy(init.resolve("config.json"), "config.json");
        copy(init.resolve("vocab.txt"), "vocab.txt");
        if (Files.isRegularFile(init.resolve(TOKENIZER_CONFIG))) {
          copy(init.resolve(TOKENIZER_CONFIG), TOKENIZER_CONFIG);
        }
        if (Files.isRegularFile(init.resolve(TOKENIZER))) {
          copy(init.resolve(TOKENIZER), TOKENIZER);
        } else {
          write(TOKENIZER, WordPieceJson.of(file("vocab.txt")));
        }
      }
    } catch (IOException e) {
      throw new Problem(directory + ": could not be written (" + e.getMessage() + ").", e);
    }
  }

  /** Writes the weights, by Hugging Face's names in their order. */
  void weights(Map<String, NDArray> weights) {
    var named = new TreeMap<String, NDArray>();
    weights.forEach((name, tensor) -> named.put(StartWeights.published(name), tensor));
    TensorWriter.write(file("model.safetensors"), named, false);
  }

  /** A file in it. */
  Path file(String name) {
    return directory.resolve(name);
  }

  /** Where checkpoints lie until the run is done. */
  Path checkpoints() {
    return directory.resolveSibling(directory.getFileName() + ".run");
  }

  private void copy(Path from, String name) throws IOException {
    var bytes = Files.readAllBytes(from);
    write(name, bytes);
  }

  private void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, byte[] bytes) throws IOException {
    AtomicFile.replace(file(name), out -> out.write(bytes));
  }
}
