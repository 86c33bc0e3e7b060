package lamina.encoder;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import lamina.problem.Problem;

/**
 * A Hugging Face directory: config.json and the weights, in model.safetensors or in the shards that
 * model.safetensors.index.json names. Names lose the prefix {@code bert.} or {@code distilbert.}.
 */
public final class Checkpoint {
  private static final String ONE = "model.safetensors";
  private static final String WORDS = "embeddings.word_embeddings.weight";
  private static final String INDEX = "model.safetensors.index.json";

  private final Path directory;
  private final EncoderConfig config;
  private final Map<String, TensorFile> homes;

  private Checkpoint(Path directory, EncoderConfig config, Map<String, TensorFile> homes) {
    this.directory = directory;
    this.config = config;
    this.homes = homes;
  }

  /**
   * Opens a directory; headers are checked, no weights are read yet.
   *
   * @throws Problem naming what is missing or broken
   */
  public static Checkpoint open(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new Problem(
          directory + ": there is no such directory; a checkpoint directory was expected.");
    }
    var config = EncoderConfig.read(directory.resolve("config.json"));
    var index = directory.resolve(INDEX);
    var homes = new LinkedHashMap<String, TensorFile>();
    if (Files.isRegularFile(index)) {
      readIndex(directory, index, homes);
      var one = directory.resolve(ONE);
      if (Files.isRegularFile(one)
          && homes.values().stream()
              .noneMatch(f -> f.file().getFileName().toString().equals(ONE))) {
        throw new Problem(
            directory
                + ": holds weights twice, "
                + ONE
                + " and those that "
                + INDEX
                + " names; one is left over from an older model. Remove the one that is.");
      }
    } else if (Files.isRegularFile(directory.resolve(ONE))) {
      var file = TensorFile.open(directory.resolve(ONE));
      file.names().forEach(n -> homes.put(n, file));
    } else {
      throw new Problem(
          directory
              + ": neither "
              + ONE
              + " nor "
              + INDEX
              + " is there."
              + (Files.exists(directory.resolve("pytorch_model.bin"))
                  ? " pytorch_model.bin can't be read, because opening it may run code of a"
                      + " stranger; save the model again with save_pretrained(...,"
                      + " safe_serialization=True)."
                  : ""));
    }
    return new Checkpoint(directory, config, homes);
  }

  private static void readIndex(Path directory, Path index, Map<String, TensorFile> homes) {
    try {
      var map = new ObjectMapper().readTree(Files.readString(index)).path("weight_map");
      if (!map.isObject() || map.isEmpty()) {
        throw new Problem(index + ": weight_map is missing; a map from tensor to file is needed.");
      }
      var files = new LinkedHashMap<String, TensorFile>();
      for (var entry : map.properties()) {
        var shard =
            files.computeIfAbsent(
                entry.getValue().asText(), name -> TensorFile.open(shard(directory, index, name)));
        if (!shard.has(entry.getKey())) {
          throw new Problem(
              index
                  + ": tensor \""
                  + entry.getKey()
                  + "\" isn't in "
                  + entry.getValue().asText()
                  + ", where the index says it is.");
        }
        homes.put(entry.getKey(), shard);
      }
    } catch (JacksonException e) {
      throw new Problem(index + ": is no valid JSON (" + e.getOriginalMessage() + ").", e);
    } catch (IOException e) {
      throw new Problem(index + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  /** A shard lies in the directory or, for weights that models share, in a folder beside it. */
  private static Path shard(Path directory, Path index, String name) {
    var home = directory.toAbsolutePath().normalize();
    var file = home.resolve(name).normalize();
    if (!file.startsWith(home) && !file.startsWith(home.getParent())) {
      throw new Problem(index + ": shard \"" + name + "\" lies outside the models' folder.");
    }
    return file;
  }

  /** Where it lies. */
  public Path directory() {
    return directory;
  }

  /** Its sizes. */
  public EncoderConfig config() {
    return config;
  }

  /** How many values the tensors of certain names hold. */
  public long values(Predicate<String> name) {
    return homes.entrySet().stream()
        .filter(e -> name.test(plain(e.getKey())))
        .mapToLong(e -> e.getValue().count(e.getKey()))
        .sum();
  }

  /**
   * Reads weights.
   *
   * @param manager owns them
   * @param wanted which, by name without prefix
   * @throws Problem where a number isn't finite
   */
  public Weights load(NDManager manager, Predicate<String> wanted) {
    return load(manager, wanted, done -> {});
  }

  /**
   * Reads weights.
   *
   * @param manager owns them
   * @param wanted which, by name without prefix
   * @param progress told after each tensor how many values have been read; may throw to stop
   * @throws Problem where a number isn't finite
   */
  public Weights load(NDManager manager, Predicate<String> wanted, LongConsumer progress) {
    var weights = Weights.empty(manager, directory.toString());
    long done = 0;
    for (var home : homes.entrySet()) {
      var name = home.getKey();
      if (wanted.test(plain(name))) {
        weights.put(
            plain(name),
            plain(name).equals(WORDS)
                ? home.getValue().table(manager, name)
                : RowTable.whole(home.getValue().read(manager, name)));
        done += home.getValue().count(name);
        progress.accept(done);
      }
    }
    return weights;
  }

  /** All tensors as their files have them, by name with prefix. */
  public Map<String, RawTensor> raw() {
    var raw = new LinkedHashMap<String, RawTensor>();
    homes.forEach((name, file) -> raw.put(name, file.raw(name)));
    return raw;
  }

  /** The files that hold its weights; some may lie in a folder beside it. */
  public Set<Path> files() {
    var files = new LinkedHashSet<Path>();
    homes.values().forEach(f -> files.add(f.file()));
    return files;
  }

  /**
   * A checksum of a file of its weights: of the header and of parts of every tensor.
   *
   * @param file one of {@link #files}
   */
  public String sample(Path file) {
    var found = file.toAbsolutePath().normalize();
    return homes.values().stream()
        .filter(f -> f.file().toAbsolutePath().normalize().equals(found))
        .findFirst()
        .orElseThrow()
        .sample();
  }

  /** A tensor's name without the prefix that some programs put before it. */
  public static String plain(String name) {
    return name.startsWith("bert.")
        ? name.substring("bert.".length())
        : name.startsWith("distilbert.") ? name.substring("distilbert.".length()) : name;
  }
}
