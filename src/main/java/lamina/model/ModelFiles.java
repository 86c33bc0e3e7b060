package lamina.model;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.encoder.Checkpoint;
import lamina.encoder.Encoder;
import lamina.encoder.EncoderConfig;
import lamina.encoder.TensorWriter;
import lamina.files.AtomicFile;
import lamina.problem.Problem;

/** Models as directories in Hugging Face layout plus lamina.json. */
public final class ModelFiles {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final Predicate<String> EMBEDDINGS = n -> n.startsWith("embeddings.");

  private ModelFiles() {}

  /**
   * How to store a model.
   *
   * @param half whether as F16
   * @param base folder beside the model's own that holds the embeddings, written if it isn't there,
   *     so that models which froze them share one copy; empty to store all in one file
   */
  public record Layout(boolean half, String base) {
    /** One file in full precision. */
    public static final Layout WHOLE = new Layout(false, "");
  }

  /**
   * Saves a model; what was in the directory is replaced file by file.
   *
   * @param tokenizerFrom directory whose tokenizer files are copied
   */
  public static void save(
      TaskModel model, Description description, Path tokenizerFrom, Path directory, Layout layout) {
    try {
      Files.createDirectories(directory);
      var all = new LinkedHashMap<String, NDArray>();
      model.weights().map().forEach((name, tensor) -> all.put(fileName(name), tensor));
      if (layout.base.isEmpty()) {
        TensorWriter.write(directory.resolve("model.safetensors"), all, layout.half);
      } else {
        saveShared(all, directory, layout);
      }
      AtomicFile.write(directory.resolve("config.json"), config(model));
      for (var name : new String[] {"tokenizer.json", "vocab.txt", "tokenizer_config.json"}) {
        var from = tokenizerFrom.resolve(name);
        boolean same = from.toAbsolutePath().equals(directory.resolve(name).toAbsolutePath());
        if (Files.isRegularFile(from) && !same) {
          AtomicFile.write(directory.resolve(name), Files.readAllBytes(from));
        }
      }
      describe(directory, description);
    } catch (IOException e) {
      throw new Problem(directory + ": could not be written (" + e.getMessage() + ").", e);
    }
  }

  /** Writes lamina.json alone. */
  public static void describe(Path directory, Description description) {
    AtomicFile.write(directory.resolve(Description.FILE), description.toJson());
  }

  private static void saveShared(Map<String, NDArray> all, Path directory, Layout layout)
      throws IOException {
    var base =
        directory.toAbsolutePath().resolveSibling(layout.base).resolve("embeddings.safetensors");
    var shared = new LinkedHashMap<>(all);
    shared.keySet().removeIf(n -> !n.startsWith("bert.embeddings."));
    var own = new LinkedHashMap<>(all);
    own.keySet().removeAll(shared.keySet());
    if (!Files.exists(base)) {
      TensorWriter.write(base, shared, layout.half);
    }
    TensorWriter.write(directory.resolve("layers.safetensors"), own, layout.half);
    var map = new TreeMap<String, String>();
    shared.keySet().forEach(n -> map.put(n, "../" + layout.base + "/embeddings.safetensors"));
    own.keySet().forEach(n -> map.put(n, "layers.safetensors"));
    AtomicFile.write(
        directory.resolve("model.safetensors.index.json"),
        JSON.writeValueAsString(Map.of("metadata", Map.of(), "weight_map", map)));
  }

  private static String fileName(String name) {
    return Encoder.TENSORS.test(name) || name.startsWith("pooler.") ? "bert." + name : name;
  }

  private static String config(TaskModel model) throws IOException {
    if (model.encoder().config().kind() != EncoderConfig.Kind.BERT) {
      throw new Problem("Only BERT models can be saved; this one's encoder is a DistilBERT.");
    }
    var json = model.encoder().config().toJson();
    json.putArray("architectures")
        .add(
            model.task().tagsWords()
                ? "BertForTokenClassification"
                : "BertForSequenceClassification");
    var names = json.putObject("id2label");
    var ids = json.putObject("label2id");
    var labels = model.task().labels();
    for (int i = 0; i < labels.size(); i++) {
      names.put(Integer.toString(i), labels.get(i));
      ids.put(labels.get(i), i);
    }
    return JSON.writeValueAsString(json);
  }

  /** What a model's directory holds, weights unread. */
  public static ModelSummary summary(Path directory) {
    var d = Description.read(directory);
    var checkpoint = Checkpoint.open(directory);
    var keys = new TreeSet<HeadKey>();
    d.heads().forEach(h -> keys.add(HeadKey.of(h)));
    return new ModelSummary(
        directory.toAbsolutePath().normalize().getFileName().toString(),
        directory,
        d.role(),
        Task.of(d.task()),
        d.labels(),
        checkpoint.config().layers(),
        d.teacherLayers(),
        checkpoint.config().hidden(),
        checkpoint.config().positions(),
        checkpoint.values(n -> !n.contains("running_")),
        checkpoint.values(EMBEDDINGS),
        d.protocol(),
        keys,
        HeadKey.of(d.chosen()),
        d.licence());
  }

  /** The task models in a folder, teachers first, by name. Other folders are passed over. */
  public static java.util.List<ModelSummary> in(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(p -> Files.isRegularFile(p.resolve(Description.FILE)))
          .map(ModelFiles::summary)
          .sorted(
              java.util.Comparator.comparing(ModelSummary::role).thenComparing(ModelSummary::name))
          .toList();
    } catch (IOException e) {
      throw new Problem(folder + ": there is no such folder of models.", e);
    }
  }
}
