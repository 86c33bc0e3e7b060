package lamina.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import lamina.data.format.LabelMap;
import lamina.encoder.Checkpoint;
import lamina.files.ContentKey;
import lamina.files.Document;
import lamina.files.RegularFile;
import lamina.files.Sha256;
import lamina.problem.Problem;
import lamina.tensor.WeightFiles;
import lamina.text.Tokenizer;

/**
 * The files that a model answers from: weights, those that it shares with others among them, sizes
 * and tokenizer. It is what tells a model from another of the same name, and whether a directory
 * still holds what was saved there.
 *
 * @param files by name
 */
public record ModelContents(List<StoredFile> files) {
  /** Of a description that names no files. */
  private static final long MOST_TEXT = 1 << 30;

  static final ModelContents UNKNOWN = new ModelContents(List.of());

  static final String CONFIG = "config.json";
  static final String INDEX = "model.safetensors.index.json";

  /** Files beside the weights that are read where they exist. */
  static final List<String> SMALL = List.of(CONFIG, INDEX, LabelMap.FILE);

  /** Copies the list. */
  public ModelContents {
    files = List.copyOf(files);
  }

  /**
   * What lies in a directory, every byte read: a second for a gigabyte.
   *
   * @throws Problem naming a file that can't be read
   */
  public static ModelContents of(Path directory) {
    return read(directory, Checkpoint.open(directory), true);
  }

  /**
   * What a file says that a model is made of.
   *
   * @throws Problem naming the place in it that is wrong
   */
  public static ModelContents of(Document files) {
    var list = new ArrayList<StoredFile>();
    for (var file : files.items()) {
      file.get("name").path(Path.of("")); // it has to be one
      list.add(
          new StoredFile(
              file.get("name").text(),
              file.get("bytes").whole(0, Long.MAX_VALUE),
              file.get("sha256").text(),
              file.get("sample").text()));
    }
    return new ModelContents(list);
  }

  /** What lies in a directory, weights by their samples alone. */
  static ModelContents sampled(Path directory, Checkpoint checkpoint) {
    return read(directory, checkpoint, false);
  }

  private static ModelContents read(Path directory, Checkpoint checkpoint, boolean whole) {
    var files = new ArrayList<StoredFile>();
    for (var name : names(directory, checkpoint)) {
      var file = directory.resolve(name);
      try {
        boolean weights = StoredFile.weights(name);
        files.add(
            new StoredFile(
                name,
                Files.size(file),
                !whole ? "" : weights ? Sha256.of(file) : Sha256.ofText(file),
                weights ? checkpoint.sample(file) : checksum(file)));
      } catch (IOException e) {
        throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
      }
    }
    return new ModelContents(files);
  }

  /**
   * Names of the files that lie in a directory, or beside it, and are read of the model.
   *
   * @throws Problem where there is no checkpoint
   */
  public static SortedSet<String> names(Path directory) {
    return names(directory, Checkpoint.open(directory));
  }

  private static SortedSet<String> names(Path directory, Checkpoint checkpoint) {
    var names = new TreeSet<String>();
    var home = directory.toAbsolutePath().normalize();
    var files = new ArrayList<>(checkpoint.files());
    files.addAll(Tokenizer.files(directory));
    for (var file : files) {
      var name = home.relativize(file.toAbsolutePath().normalize());
      names.add(name.toString().replace('\\', '/'));
    }
    var small = new ArrayList<>(SMALL);
    if (files.stream().anyMatch(f -> f.toString().endsWith(WeightFiles.PICKLE))) {
      small.add(WeightFiles.PICKLE_INDEX);
    }
    small.stream().filter(n -> Files.isRegularFile(directory.resolve(n))).forEach(names::add);
    return names;
  }

  /** A text is small enough to be read whole each time. */
  private static String checksum(Path file) throws IOException {
    var sum = new CRC32();
    sum.update(RegularFile.bytes(file, MOST_TEXT));
    return "%08x".formatted(sum.getValue());
  }

  /** Whether the files are known. */
  public boolean known() {
    return !files.isEmpty();
  }

  /** The identity of a model with these files; of whole files alone. */
  public ContentKey key() {
    return new ContentKey(
        files.stream()
            .collect(
                Collectors.toMap(StoredFile::name, StoredFile::sha256, (a, b) -> a, TreeMap::new)));
  }

  /**
   * Checks that a directory still holds these files, weights by header, size and samples.
   *
   * @throws Problem naming the file that is another
   */
  void check(Path directory, Checkpoint checkpoint) {
    compare(directory, sampled(directory, checkpoint));
  }

  /**
   * Checks that a directory's files are these.
   *
   * @param found what lies there now
   * @throws Problem naming the file that is another
   */
  void compare(Path directory, ModelContents found) {
    var expected = byName();
    var there = found.byName();
    for (var name : new TreeSet<>(there.keySet())) {
      if (!expected.containsKey(name)) {
        throw another(
            directory,
            name + " is there, which doesn't belong to it: " + expected.keySet() + " do");
      }
    }
    for (var file : files) {
      var now = there.get(file.name());
      if (now == null) {
        throw another(directory, file.name() + " is missing or not used");
      }
      if (!same(directory, file, now)) {
        throw another(
            directory,
            file.name()
                + " is another file"
                + (file.weights() && now.bytes() != file.bytes()
                    ? ": it has " + now.bytes() + " bytes, and " + file.bytes() + " were expected"
                    : ""));
      }
    }
  }

  private static boolean same(Path directory, StoredFile file, StoredFile now) {
    boolean whole = !file.sha256().isEmpty() && !now.sha256().isEmpty();
    if (file.weights()) {
      return now.bytes() == file.bytes()
          && now.sample().equals(file.sample())
          && (!whole || now.sha256().equals(file.sha256()));
    }
    return whole
        ? now.sha256().equals(file.sha256())
        : now.bytes() == file.bytes() && now.sample().equals(file.sample())
            || file.sha256().equals(ofText(directory.resolve(file.name())));
  }

  /** Version control may have changed the line breaks. */
  private static String ofText(Path file) {
    try {
      return Sha256.ofText(file);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  private TreeMap<String, StoredFile> byName() {
    var map = new TreeMap<String, StoredFile>();
    files.forEach(f -> map.put(f.name(), f));
    return map;
  }

  private static Problem another(Path directory, String what) {
    return new Problem(
        directory
            + " isn't the model that was saved there: "
            + what
            + ". Copy the whole folder again; if you changed it on purpose, say so with: lamina"
            + " verify --record "
            + directory);
  }
}
