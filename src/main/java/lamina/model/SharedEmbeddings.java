package lamina.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lamina.tensor.RawTensor;
import lamina.tensor.StoredTensor;
import lamina.tensor.TensorFile;
import lamina.tensor.TensorWriter;

/**
 * Word embeddings that several models have in one folder beside their own, as long as nobody
 * trained them: they are told by where they were read from.
 */
final class SharedEmbeddings {
  static final String FILE = "embeddings.safetensors";

  private final Path folder;

  /** Embeddings in a folder. */
  SharedEmbeddings(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Where a model's tensors lie in the folder, by their stored names. A folder without embeddings
   * gets them.
   *
   * @return nothing where it holds others, so that the model needs a copy of its own
   */
  Optional<Map<String, Path>> hold(Map<String, StoredTensor> tensors) {
    var parts = parts(tensors);
    boolean here =
        parts.values().stream()
            .allMatch(f -> f.file().toAbsolutePath().normalize().startsWith(folder));
    var places = new LinkedHashMap<String, Path>();
    if (here) {
      parts.forEach((name, file) -> places.put(name, relative(file)));
      return Optional.of(places);
    }
    var shared = folder.resolve(FILE);
    TensorWriter.writeNew(shared, raw(parts));
    var there = TensorFile.open(shared);
    parts.keySet().forEach(name -> places.put(name, Path.of(FILE)));
    return parts.entrySet().stream().allMatch(p -> p.getValue().equal(p.getKey(), there))
        ? Optional.of(places)
        : Optional.empty();
  }

  private Path relative(TensorFile file) {
    return folder.relativize(file.file().toAbsolutePath().normalize());
  }

  /** The tensors of files that tensors are made of. */
  static Map<String, TensorFile> parts(Map<String, StoredTensor> tensors) {
    var parts = new LinkedHashMap<String, TensorFile>();
    tensors.values().forEach(t -> parts.putAll(t.parts()));
    return parts;
  }

  /** The same with their numbers. */
  static Map<String, RawTensor> raw(Map<String, TensorFile> parts) {
    var raw = new LinkedHashMap<String, RawTensor>();
    parts.forEach((name, file) -> raw.put(name, file.raw(name)));
    return raw;
  }
}
