package lamina.tensor;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lamina.files.Document;
import lamina.problem.Problem;

/**
 * Which files of a directory hold its weights: model.safetensors, or the shards that
 * model.safetensors.index.json names; where neither is there, pytorch_model.bin, or the shards of
 * its index. Of a file and an index the single file counts, as it does for Hugging Face's classes;
 * but where the index tells of other weights neither does.
 *
 * @param homes the file of each tensor, by its stored name
 * @param passedOver tensors that lie in a shard, but that the index doesn't name
 * @param notes what was assumed, in sentences
 */
public record WeightFiles(
    Map<String, TensorFile> homes, Set<String> passedOver, List<String> notes) {
  static final String ONE = "model.safetensors";
  public static final String INDEX = "model.safetensors.index.json";

  /** The index of shards that are pickles. */
  public static final String PICKLE_INDEX = "pytorch_model.bin.index.json";

  /** How the name of a pickle with tensors ends. */
  public static final String PICKLE = ".bin";

  private static final List<Form> FORMS =
      List.of(
          new Form(ONE, INDEX, TensorFile::open),
          new Form("pytorch_model.bin", PICKLE_INDEX, TensorFile::openPickle));

  /**
   * A form in which weights are stored.
   *
   * @param one name of the file that holds all
   * @param index name of the file that names shards
   */
  private record Form(String one, String index, Function<Path, TensorFile> opener) {
    private TensorFile open(Path file) {
      return opener.apply(file);
    }
  }

  private static final String ADAPTER = "adapter_config.json";

  /** Weights in forms that aren't read, and what they are. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "tf_model.h5", "TensorFlow's",
          "model.ckpt.index", "TensorFlow's",
          "bert_model.ckpt.index", "TensorFlow's",
          "flax_model.msgpack", "Flax's",
          "model.onnx", "an ONNX graph",
          "consolidated.safetensors", "of another layout");

  /**
   * Finds the files; headers are checked, no weights are read.
   *
   * @throws Problem naming what is missing, stale or broken
   */
  public static WeightFiles of(Path directory) {
    refuseAdapter(directory);
    for (var form : FORMS) {
      var one = directory.resolve(form.one);
      var index = directory.resolve(form.index);
      boolean single = Files.isRegularFile(one);
      if (single && Files.isRegularFile(index)) {
        return oneOfTwo(directory, form);
      }
      if (single) {
        return single(form.open(one), List.of());
      }
      if (Files.isRegularFile(index)) {
        return sharded(directory, form);
      }
    }
    throw none(directory);
  }

  /** The tensors by name; two that hold a matrix in few bits, {@link Packing}, are one. */
  public Map<String, StoredTensor> tensors() {
    var tensors = new LinkedHashMap<String, StoredTensor>();
    homes.forEach(
        (name, file) -> {
          var matrix = packed(name);
          if (matrix.isPresent()) {
            tensors.put(matrix.get().name(), matrix.get());
          } else if (!name.endsWith(Packing.SCALES)
              || packed(end(name, Packing.SCALES) + Packing.CODES).isEmpty()) {
            tensors.put(name, new PlainTensor(file, name));
          }
        });
    return tensors;
  }

  private Optional<PackedTensor> packed(String codes) {
    if (!codes.endsWith(Packing.CODES)) {
      return Optional.empty();
    }
    var name = end(codes, Packing.CODES);
    var q = homes.get(codes);
    var d = homes.get(name + Packing.SCALES);
    if (q == null || d == null || homes.containsKey(name)) {
      return Optional.empty();
    }
    return Packing.of(q.entry(codes), d.entry(name + Packing.SCALES))
        .map(p -> new PackedTensor(name, q, d, p));
  }

  private static String end(String name, String end) {
    return name.substring(0, name.length() - end.length());
  }

  /**
   * Refuses a directory that holds a part to be added to another model's weights.
   *
   * @throws Problem saying how the whole is made
   */
  public static void refuseAdapter(Path directory) {
    if (Files.exists(directory.resolve(ADAPTER))) {
      throw new Problem(
          directory
              + ": holds an adapter ("
              + ADAPTER
              + "), which changes another model's weights and is none by itself. Merge the two and"
              + " save the whole: model.merge_and_unload().save_pretrained(DIR).");
    }
  }

  private static Problem none(Path directory) {
    var found = new ArrayList<String>();
    OTHERS.forEach(
        (name, what) -> {
          if (Files.exists(directory.resolve(name))) {
            found.add(name + " (" + what + ")");
          }
        });
    return new Problem(
        directory
            + ": neither "
            + ONE
            + " nor "
            + INDEX
            + " is there, nor pytorch_model.bin or its index."
            + (found.isEmpty()
                ? " Fetch the weights too, or save the model with save_pretrained(...)."
                : " "
                    + String.join(", ", found.stream().sorted().toList())
                    + " can't be read. Load the model with Hugging Face's classes and save it with"
                    + " save_pretrained(..., safe_serialization=True), or fetch "
                    + ONE
                    + "."));
  }

  private static WeightFiles single(TensorFile file, List<String> notes) {
    var homes = new LinkedHashMap<String, TensorFile>();
    file.names().forEach(n -> homes.put(n, file));
    return new WeightFiles(homes, Set.of(), notes);
  }

  private static WeightFiles sharded(Path directory, Form form) {
    var index = directory.resolve(form.index);
    var json = Document.json(index);
    var map = json.get("weight_map").members();
    if (map.isEmpty()) {
      throw json.wrong("weight_map is empty; a map from tensor to file is needed");
    }
    var files = new LinkedHashMap<String, TensorFile>();
    var homes = new LinkedHashMap<String, TensorFile>();
    map.forEach(
        (tensor, shard) -> {
          var file =
              files.computeIfAbsent(shard.text(), name -> form.open(path(directory, index, shard)));
          if (!file.has(tensor)) {
            throw new Problem(
                index
                    + ": tensor \""
                    + tensor
                    + "\" isn't in "
                    + shard.text()
                    + ", where the index says it is. Index and weights are of different savings;"
                    + " fetch or save them together.");
          }
          homes.put(tensor, file);
        });
    var others = new LinkedHashSet<String>();
    files.values().forEach(f -> others.addAll(f.names()));
    others.removeAll(homes.keySet());
    return new WeightFiles(homes, others, List.of());
  }

  /** A shard lies in the directory or, for weights that models share, in a folder beside it. */
  private static Path path(Path directory, Path index, Document shard) {
    var home = directory.toAbsolutePath().normalize();
    Path file;
    try {
      file = home.resolve(shard.text()).normalize();
    } catch (InvalidPathException e) {
      throw shard.wrong("this is no name of a file; fetch or save the index again");
    }
    if (!file.startsWith(home)
        && (home.getParent() == null || !file.startsWith(home.getParent()))) {
      throw shard.wrong(
          "shard \"" + shard.text() + "\" lies outside the models' folder, where none is read");
    }
    if (!Files.isRegularFile(file)) {
      throw new Problem(
          index
              + ": shard \""
              + shard.text()
              + "\" is missing. Fetch it too; where the index is left from another saving, remove"
              + " the index.");
    }
    return file;
  }

  private static WeightFiles oneOfTwo(Path directory, Form form) {
    var file = form.open(directory.resolve(form.one));
    WeightFiles other;
    try {
      other = sharded(directory, form);
    } catch (Problem e) {
      return single(
          file,
          List.of(form.one + " counts; " + form.index + " beside it is left from another saving."));
    }
    if (other.homes.values().stream().allMatch(f -> f.file().endsWith(form.one))) {
      return single(file, List.of());
    }
    other.homes.forEach(
        (name, shard) -> {
          if (!file.same(name, shard)) {
            throw new Problem(
                directory
                    + ": holds weights twice, and they differ, for example in \""
                    + name
                    + "\": "
                    + form.one
                    + " and the files that "
                    + form.index
                    + " names. One is left over from another model; remove the one that is.");
          }
        });
    return single(
        file,
        List.of(form.one + " counts; the files that " + form.index + " names hold the same."));
  }
}
