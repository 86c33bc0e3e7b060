package lamina.model;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lamina.data.Task;
import lamina.encoder.EncoderConfig;
import lamina.files.AtomicFile;
import lamina.files.AtomicFolder;
import lamina.files.RegularFile;
import lamina.problem.Problem;
import lamina.tensor.Storage;
import lamina.tensor.TensorWriter;
import lamina.text.Tokenizer;

/** Writes models as directories in Hugging Face layout plus lamina.json. */
public final class ModelWriter {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String LAYERS = "layers.safetensors";
  private static final long MOST_TOKENIZER = 1 << 30;

  /** What Lamina writes of a model: of an old one it goes, and its scores with it. */
  private static final Set<String> OWN = own();

  private static Set<String> own() {
    var names = new TreeSet<>(Tokenizer.fileNames());
    names.addAll(
        List.of(
            Description.FILE,
            ModelContents.CONFIG,
            ModelContents.INDEX,
            "model.safetensors",
            LAYERS,
            "scores.json",
            "gates.json"));
    return names;
  }

  private ModelWriter() {}

  /**
   * How to store a model.
   *
   * @param storage of the numbers that may have been trained
   * @param base folder beside the model's own that holds word embeddings and tokenizer, written if
   *     they aren't there, so that models which didn't train them share one copy; a model whose
   *     embeddings are others keeps its own. Empty to store all in one file
   */
  public record Layout(Storage storage, String base) {
    /** One file in full precision. */
    public static final Layout WHOLE = new Layout(Storage.FP32, "");
  }

  /**
   * Saves a model as a whole: a crash at any moment leaves the old directory or the new one. A
   * person's own files in the old one, notes say, stay.
   *
   * @param tokenizerFrom directory whose tokenizer files are copied
   * @throws Problem where the directory can't be written, or holds a model that Lamina didn't write
   */
  public static void save(
      TaskModel model, Description description, Path tokenizerFrom, Path directory, Layout layout) {
    checkReplaceable(directory);
    AtomicFolder.write(
        directory,
        OWN::contains,
        folder -> {
          writeWeights(model, folder, directory, layout);
          AtomicFile.write(folder.resolve(ModelContents.CONFIG), config(model));
          writeTokenizer(tokenizerFrom, folder, directory, layout);
          describe(folder, description);
        });
  }

  /**
   * Checks that a model may be written, before the work whose result it is.
   *
   * @throws Problem where the directory can't be written, or holds what somebody else made
   */
  public static void checkReplaceable(Path directory) {
    AtomicFolder.check(directory);
    boolean ours = Files.isRegularFile(directory.resolve(Description.FILE));
    var foreign = OWN.stream().filter(n -> Files.exists(directory.resolve(n))).sorted().findFirst();
    if (!ours && foreign.isPresent()) {
      throw new Problem(
          directory
              + ": holds "
              + foreign.get()
              + " of a model that Lamina didn't write; name another folder, or remove that model"
              + " yourself.");
    }
  }

  /**
   * Writes lamina.json, which names the files that lie there now.
   *
   * @return what the model is made of
   */
  static ModelContents describe(Path directory, Description description) {
    var contents = ModelContents.of(directory);
    AtomicFile.write(directory.resolve(Description.FILE), description.of(contents).toJson());
    return contents;
  }

  private static void writeWeights(TaskModel model, Path folder, Path directory, Layout layout)
      throws IOException {
    var all = new LinkedHashMap<String, NDArray>();
    var family = model.encoder().config().family();
    model.weights().map().forEach((name, tensor) -> all.put(family.stored(name), tensor));
    var untrained = model.weights().stored();
    var shared =
        layout.base.isEmpty() || untrained.isEmpty()
            ? Optional.<Map<String, Path>>empty()
            : new SharedEmbeddings(directory.toAbsolutePath().resolveSibling(layout.base))
                .hold(untrained);
    if (shared.isEmpty()) {
      var raw = SharedEmbeddings.raw(SharedEmbeddings.parts(untrained));
      TensorWriter.write(folder.resolve("model.safetensors"), all, raw, layout.storage);
      return;
    }
    TensorWriter.write(folder.resolve(LAYERS), all, layout.storage);
    var map = new TreeMap<String, String>();
    shared
        .get()
        .forEach(
            (name, file) ->
                map.put(name, "../" + layout.base + "/" + file.toString().replace('\\', '/')));
    all.forEach(
        (name, tensor) ->
            TensorWriter.names(name, tensor, layout.storage).forEach(n -> map.put(n, LAYERS)));
    AtomicFile.write(
        folder.resolve(ModelContents.INDEX),
        JSON.writeValueAsString(Map.of("metadata", Map.of(), "weight_map", map)));
  }

  /** Copies the tokenizer, or names the folder beside that has the same one. */
  private static void writeTokenizer(Path from, Path folder, Path directory, Layout layout)
      throws IOException {
    var files =
        Tokenizer.files(from).stream()
            .filter(f -> !f.endsWith(Tokenizer.SHARED_FILE))
            .collect(
                Collectors.toMap(
                    f -> f.getFileName().toString(),
                    f -> RegularFile.bytes(f, MOST_TOKENIZER),
                    (a, b) -> a,
                    TreeMap::new));
    if (!layout.base.isEmpty()) {
      var shared = directory.toAbsolutePath().resolveSibling(layout.base);
      boolean same = true;
      for (var file : files.entrySet()) {
        var there = shared.resolve(file.getKey());
        AtomicFile.writeNew(there, out -> out.write(file.getValue()));
        same &= Arrays.equals(RegularFile.bytes(there, MOST_TOKENIZER), file.getValue());
      }
      if (same) {
        AtomicFile.write(
            folder.resolve(Tokenizer.SHARED_FILE),
            JSON.writeValueAsString(Map.of("folder", layout.base)));
        return;
      }
    }
    files.forEach((name, bytes) -> AtomicFile.write(folder.resolve(name), bytes));
  }

  private static String config(TaskModel model) throws IOException {
    return JSON.writeValueAsString(config(model.encoder().config(), model.task()));
  }

  /** What config.json says of a classifier. */
  static ObjectNode config(EncoderConfig config, Task task) {
    var json = config.toJson();
    json.putArray("architectures").add(config.family().classifier(task.tagsWords()));
    var names = json.putObject("id2label");
    var ids = json.putObject("label2id");
    var labels = task.labels();
    for (int i = 0; i < labels.size(); i++) {
      names.put(Integer.toString(i), labels.get(i));
      ids.put(labels.get(i), i);
    }
    return json;
  }
}
