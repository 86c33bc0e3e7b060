package lamina.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.encoder.Checkpoint;
import lamina.encoder.Encoder;
import lamina.encoder.EncoderConfig;
import lamina.encoder.TensorWriter;
import lamina.encoder.Weights;
import lamina.files.AtomicFile;
import lamina.problem.Problem;

/** Models as directories in Hugging Face layout plus lamina.json. */
public final class ModelFiles {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String CONFIG = "config.json";
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
      var config = model.encoder().config();
      model.weights().map().forEach((name, tensor) -> all.put(fileName(config, name), tensor));
      if (layout.base.isEmpty()) {
        TensorWriter.write(directory.resolve("model.safetensors"), all, layout.half);
      } else {
        saveShared(all, prefix(config) + "embeddings.", directory, layout);
      }
      AtomicFile.write(directory.resolve(CONFIG), config(model));
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

  private static void saveShared(
      Map<String, NDArray> all, String embeddings, Path directory, Layout layout)
      throws IOException {
    var base =
        directory.toAbsolutePath().resolveSibling(layout.base).resolve("embeddings.safetensors");
    var shared = new LinkedHashMap<>(all);
    shared.keySet().removeIf(n -> !n.startsWith(embeddings));
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

  static String fileName(EncoderConfig config, String name) {
    boolean prefixed = Encoder.TENSORS.test(name) || name.startsWith("pooler.");
    return prefixed ? prefix(config) + name : name;
  }

  private static String prefix(EncoderConfig config) {
    return config.kind() == EncoderConfig.Kind.BERT ? "bert." : "distilbert.";
  }

  private static String config(TaskModel model) throws IOException {
    return JSON.writeValueAsString(config(model.encoder().config(), model.task()));
  }

  /** What config.json says of a classifier. */
  static ObjectNode config(EncoderConfig config, Task task) {
    var json = config.toJson();
    json.putArray("architectures")
        .add(
            (config.kind() == EncoderConfig.Kind.BERT ? "BertFor" : "DistilBertFor")
                + (task.tagsWords() ? "TokenClassification" : "SequenceClassification"));
    var names = json.putObject("id2label");
    var ids = json.putObject("label2id");
    var labels = task.labels();
    for (int i = 0; i < labels.size(); i++) {
      names.put(Integer.toString(i), labels.get(i));
      ids.put(labels.get(i), i);
    }
    return json;
  }

  /** What a directory is to this program. */
  public enum Kind {
    /** A model with heads for a task, trained here or elsewhere. */
    MODEL,
    /** An encoder to train heads on. */
    ENCODER,
    /** Neither. */
    OTHER
  }

  /**
   * What a directory is, by its small files alone; it may still turn out to be broken.
   *
   * @throws Problem where config.json can't be read
   */
  public static Kind kind(Path directory) {
    if (Files.isRegularFile(directory.resolve(Description.FILE)) || FineTuned.claimed(directory)) {
      return Kind.MODEL;
    }
    return Files.isRegularFile(directory.resolve(CONFIG)) ? Kind.ENCODER : Kind.OTHER;
  }

  /**
   * Checks that there is an encoder to train heads on.
   *
   * @throws Problem naming what is missing or not supported
   */
  public static void checkEncoder(Path directory) {
    Checkpoint.open(directory);
  }

  /**
   * A model's directory, weights unread.
   *
   * @param external where another program fine-tuned it
   */
  record Found(Checkpoint checkpoint, Description description, Optional<FineTuned> external) {
    /** Whether the model is made of a tensor, rather than only stored beside it. */
    boolean uses(String tensor) {
      return external.isEmpty() || FineTuned.TENSORS.test(tensor);
    }

    Weights load(NDManager manager, LongConsumer progress) {
      return external
          .map(f -> f.load(checkpoint, manager, progress))
          .orElseGet(() -> checkpoint.load(manager, n -> true, progress));
    }
  }

  static Found find(Path directory) {
    boolean ours =
        Files.isRegularFile(directory.resolve(Description.FILE))
            || !Files.isRegularFile(directory.resolve(CONFIG));
    if (ours) {
      var description = Description.read(directory);
      return new Found(Checkpoint.open(directory), description, Optional.empty());
    }
    FineTuned.checkArchitecture(directory);
    var checkpoint = Checkpoint.open(directory);
    var external = FineTuned.read(checkpoint);
    return new Found(checkpoint, external.description(checkpoint), Optional.of(external));
  }

  /**
   * What a model's directory says of itself: lamina.json, or what follows from config.json where
   * another program fine-tuned it.
   *
   * @throws Problem naming what is missing or broken
   */
  public static Description description(Path directory) {
    return find(directory).description();
  }

  /** The file that describes a model: lamina.json, or config.json. */
  public static Path descriptionFile(Path directory) {
    var own = directory.resolve(Description.FILE);
    return Files.isRegularFile(own) ? own : directory.resolve(CONFIG);
  }

  /** What a model's directory holds, weights unread. */
  public static ModelSummary summary(Path directory) {
    var found = find(directory);
    var checkpoint = found.checkpoint();
    var d = found.description();
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
        checkpoint.values(n -> found.uses(n) && !n.contains("running_")),
        checkpoint.values(EMBEDDINGS),
        d.protocol(),
        keys,
        HeadKey.of(d.chosen()),
        d.licence(),
        found.external().map(f -> f.fit().notes()).orElse(List.of()));
  }

  /** The task models in a folder, teachers first, by name. Other folders are passed over. */
  public static List<ModelSummary> in(Path folder) {
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
