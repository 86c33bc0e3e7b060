package lamina.encoder;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import lamina.problem.Problem;
import lamina.tensor.RawTensor;
import lamina.tensor.RowTable;
import lamina.tensor.StoredTensor;
import lamina.tensor.WeightFiles;
import lamina.tensor.Weights;

/**
 * A Hugging Face directory: config.json and the weights. Tensors have the names of {@link
 * TensorNames}; what no encoder reads may be of any type and size.
 */
public final class Checkpoint {
  private final Path directory;
  private final EncoderConfig config;
  private final WeightFiles files;
  private final Map<String, StoredTensor> tensors;
  private final Map<String, String> stored;

  private Checkpoint(Path directory, EncoderConfig config, WeightFiles files) {
    this.directory = directory;
    this.config = config;
    this.files = files;
    this.tensors = files.tensors();
    this.stored = TensorNames.of(directory, config.family(), tensors.keySet());
  }

  /**
   * Opens a directory; headers are checked, and that the encoder's tensors are there in the shapes
   * of config.json. No weights are read yet.
   *
   * @throws Problem naming what is missing or broken
   */
  public static Checkpoint open(Path directory) {
    return open(directory, EncoderFamilies.KNOWN);
  }

  /**
   * Opens a directory of one of some families.
   *
   * @throws Problem naming what is missing or broken
   */
  public static Checkpoint open(Path directory, EncoderFamilies families) {
    if (!Files.isDirectory(directory)) {
      throw new Problem(
          directory + ": there is no such directory; a checkpoint directory was expected.");
    }
    WeightFiles.refuseAdapter(directory);
    var config = EncoderConfig.read(config(directory, families), families);
    var checkpoint = new Checkpoint(directory, config, WeightFiles.of(directory));
    RandomWeights.each(config, checkpoint::check);
    return checkpoint;
  }

  private static Path config(Path directory, EncoderFamilies families) {
    var file = directory.resolve("config.json");
    if (Files.exists(file)) {
      return file;
    }
    // sentence-transformers once put the model into a folder of the directory
    var inner = directory.resolve("0_Transformer");
    throw new Problem(
        directory
            + " is no checkpoint: config.json is missing. A Hugging Face "
            + families.labels()
            + " directory was expected."
            + (Files.exists(inner.resolve("config.json")) ? " Open " + inner + " instead." : ""));
  }

  private void check(String name, long... shape) {
    var found = tensor(name);
    if (!Arrays.equals(found.shape(), shape)) {
      throw new Problem(
          found.home().file()
              + ": tensor \""
              + stored.get(name)
              + "\" has shape "
              + shape(found.shape())
              + "; "
              + shape(shape)
              + " was expected. config.json and the weights don't belong together.");
    }
    if (!found.real()) {
      throw found.unusable();
    }
  }

  private static String shape(long... sizes) {
    return Arrays.toString(sizes).replace('[', '(').replace(']', ')');
  }

  private Problem missing(String name) {
    var why = TensorNames.lookalike(name, stored.values());
    if (why.isEmpty()
        && TensorNames.of(directory, config.family(), files.passedOver()).containsKey(name)) {
      why =
          " It lies in a shard, but "
              + WeightFiles.INDEX
              + " doesn't name it: index and weights are of different savings.";
    }
    return new Problem(
        directory
            + ": tensor \""
            + name
            + "\" is missing"
            + (why.isEmpty() ? "; config.json and the weights don't belong together." : "." + why));
  }

  private StoredTensor tensor(String name) {
    var at = stored.get(name);
    if (at == null) {
      throw missing(name);
    }
    return storedAs(at);
  }

  private StoredTensor storedAs(String storedName) {
    var tensor = tensors.get(storedName);
    if (tensor == null) {
      throw new IllegalArgumentException(storedName);
    }
    return tensor;
  }

  /** What was assumed as it was opened, in sentences. */
  public List<String> notes() {
    var notes = new ArrayList<>(files.notes());
    if (stored.values().stream().anyMatch(TensorNames::compiled)) {
      notes.add("\"_orig_mod.\", which torch.compile puts into names of tensors, is passed over.");
    }
    var next = Encoder.blockName(config, config.layers());
    if (stored.keySet().stream().anyMatch(n -> n.startsWith(next))) {
      notes.add(
          "The weights hold more than "
              + config.layers()
              + " layers; the others are left out, as config.json says.");
    }
    return notes;
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
    return stored.keySet().stream()
        .filter(name)
        .filter(Checkpoint::read)
        .mapToLong(n -> tensor(n).count())
        .sum();
  }

  /** Shapes of all tensors by name without prefix; those in few bits as what they stand for. */
  public Map<String, long[]> shapes() {
    var shapes = new LinkedHashMap<String, long[]>();
    stored.keySet().forEach(name -> shapes.put(name, tensor(name).shape()));
    return shapes;
  }

  /** Buffers that some versions store are never read: they follow from config.json. */
  private static boolean read(String name) {
    return !name.endsWith("embeddings.position_ids");
  }

  /**
   * Reads weights.
   *
   * @param manager owns them
   * @param wanted which, by name without prefix
   * @throws Problem where a number isn't finite, or a tensor's numbers are of a type that can't be
   *     used
   */
  public Weights load(NDManager manager, Predicate<String> wanted) {
    return load(manager, wanted, done -> {});
  }

  /**
   * Reads the encoder's weights and no others.
   *
   * @param manager owns them
   * @throws Problem where a number isn't finite, or a tensor's numbers are of a type that can't be
   *     used
   */
  public Weights loadEncoder(NDManager manager) {
    return load(manager, config.family()::owns);
  }

  /**
   * Reads weights; rows of the word embeddings are read when they are first needed.
   *
   * @param manager owns them
   * @param wanted which, by name without prefix
   * @param progress told after each tensor how many values have been read; may throw to stop
   * @throws Problem where a number isn't finite, or a tensor's numbers are of a type that can't be
   *     used
   */
  public Weights load(NDManager manager, Predicate<String> wanted, LongConsumer progress) {
    var weights = Weights.empty(manager, directory.toString());
    long done = 0;
    for (var name : stored.keySet()) {
      if (wanted.test(name) && read(name)) {
        var tensor = tensor(name);
        if (!tensor.real()) {
          throw tensor.unusable();
        }
        weights.put(
            name,
            name.equals(config.family().words())
                ? tensor.table(manager)
                : RowTable.whole(tensor.read(manager)));
        done += tensor.count();
        progress.accept(done);
      }
    }
    return weights;
  }

  /** All tensors as their files have them, by stored name. */
  public Map<String, RawTensor> raw() {
    var raw = new LinkedHashMap<String, RawTensor>();
    files.homes().forEach((name, file) -> raw.put(name, file.raw(name)));
    return raw;
  }

  /**
   * All tensors of some names that hold real numbers, each as F32 and in one piece, by the name
   * that Hugging Face's classes give it; each is read when it is asked for.
   *
   * @param wanted which, by name without prefix
   */
  public Map<String, RawTensor> widened(Predicate<String> wanted) {
    var widened = new LinkedHashMap<String, RawTensor>();
    stored.forEach(
        (name, at) -> {
          var tensor = storedAs(at);
          if (wanted.test(name) && tensor.real()) {
            widened.put(TensorNames.written(at), RawTensor.widened(tensor));
          }
        });
    return widened;
  }

  /** Names of the tensors that a tensor is stored as: two, where it is in few bits. */
  public Set<String> parts(String storedName) {
    return storedAs(storedName).parts().keySet();
  }

  /** How messages call its family. */
  public String family() {
    return config.family().label();
  }

  /** Types of the numbers that its files hold, in few bits among them, sorted. */
  public Set<String> numberTypes() {
    var types = new TreeSet<String>();
    files.homes().forEach((name, file) -> types.add(file.entry(name).type()));
    return types;
  }

  /** The stored name of each tensor by its name without prefix. */
  public Map<String, String> stored() {
    return stored;
  }

  /** Names of the matrices that are stored in few bits. */
  public List<String> packed() {
    return stored.keySet().stream().filter(n -> tensor(n).parts().size() > 1).toList();
  }

  /** The files that hold its weights; some may lie in a folder beside it. */
  public Set<Path> files() {
    var all = new LinkedHashSet<Path>();
    files.homes().values().forEach(f -> all.add(f.file()));
    return all;
  }

  /**
   * A checksum of a file of its weights: of the header and of parts of every tensor.
   *
   * @param file one of {@link #files}
   */
  public String sample(Path file) {
    var found = file.toAbsolutePath().normalize();
    return files.homes().values().stream()
        .filter(f -> f.file().toAbsolutePath().normalize().equals(found))
        .findFirst()
        .orElseThrow()
        .sample();
  }
}
