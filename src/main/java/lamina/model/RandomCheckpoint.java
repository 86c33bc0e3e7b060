package lamina.model;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.encoder.Activation;
import lamina.encoder.EncoderConfig;
import lamina.encoder.EncoderFamilies;
import lamina.encoder.RandomWeights;
import lamina.files.AtomicFile;
import lamina.files.AtomicFolder;
import lamina.files.PlainText;
import lamina.files.RegularFile;
import lamina.problem.Problem;
import lamina.tensor.Storage;
import lamina.tensor.TensorWriter;
import lamina.tensor.Torch;
import lamina.text.Tokenizer;

/**
 * Classifiers of a published shape whose weights are random: what times and memory depend on, with
 * nothing to download. Their answers mean nothing.
 */
public final class RandomCheckpoint {
  /** Longest input that either shape reads, in pieces. */
  public static final int POSITIONS = 512;

  private static final long MOST_VOCABULARY = 256 << 20;
  private static final int PUBLISHED_VOCABULARY = 119_547;

  private RandomCheckpoint() {}

  /** The two shapes that the paper compares. */
  public enum Shape {
    /** BERT-base, multilingual, cased. */
    MBERT("bert", 12),
    /** DistilBERT-base, multilingual, cased. */
    DISTILMBERT("distilbert", 6);

    private final String family;
    private final int layers;

    Shape(String family, int layers) {
      this.family = family;
      this.layers = layers;
    }

    /** The shape of a name, in any case. */
    public static Shape of(String name) {
      return Arrays.stream(values())
          .filter(s -> s.name().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new Problem(
                      "Shape \""
                          + name
                          + "\" is none of "
                          + Arrays.stream(values())
                              .map(s -> s.name().toLowerCase(Locale.ROOT))
                              .collect(Collectors.joining(", "))
                          + "."));
    }

    EncoderConfig config() {
      var of = EncoderFamilies.KNOWN.named(family);
      return new EncoderConfig(
          of,
          layers,
          768,
          12,
          3072,
          PUBLISHED_VOCABULARY,
          POSITIONS,
          of.configNames().types().byDefault(),
          Activation.GELU,
          1e-12f,
          0.1f);
    }
  }

  /**
   * Writes a classifier of a published shape, about 700 MB for BERT.
   *
   * @param vocabulary a vocab.txt whose pieces come first, and unused ones fill the table up; or a
   *     directory whose tokenizer is taken, and the table is as long as it needs
   * @param directory must not be there yet, or be empty
   * @param seed the same gives the same files
   * @throws Problem naming the file that can't be read or written
   */
  public static void write(Shape shape, Task task, Path vocabulary, Path directory, long seed) {
    write(shape.config(), task, vocabulary, directory, seed);
  }

  static void write(EncoderConfig shape, Task task, Path vocabulary, Path directory, long seed) {
    var files = tokenizer(vocabulary, shape);
    var config =
        Files.isDirectory(vocabulary) ? shape.withVocabulary(Tokenizer.rows(vocabulary)) : shape;
    checkEmpty(directory);
    AtomicFolder.write(
        directory,
        name -> false,
        folder -> {
          writeWeights(config, task, folder.resolve("model.safetensors"), seed);
          var json = new ObjectMapper().writerWithDefaultPrettyPrinter();
          AtomicFile.write(
              folder.resolve("config.json"),
              json.writeValueAsString(ModelWriter.config(config, task)));
          for (var file : files.entrySet()) {
            AtomicFile.write(folder.resolve(file.getKey()), file.getValue());
          }
        });
  }

  private static void writeWeights(EncoderConfig config, Task task, Path file, long seed) {
    int e = config.hidden();
    var shapes = new LinkedHashMap<>(RandomWeights.shapes(config));
    var family = config.family();
    family.before(task.tagsWords()).ifPresent(b -> b.tensors(e, shapes::put));
    var layer = family.classifierLayer(task.tagsWords());
    RandomWeights.dense(shapes, layer, task.labels().size(), e);
    try (var manager = Torch.newManager()) {
      var tensors = new LinkedHashMap<String, NDArray>();
      RandomWeights.draw(manager, shapes, seed)
          .map()
          .forEach((name, tensor) -> tensors.put(config.family().stored(name), tensor));
      TensorWriter.write(file, tensors, Storage.FP32);
    }
  }

  /** Checks that a directory can be written and holds nothing yet. */
  static void checkEmpty(Path directory) {
    AtomicFolder.check(directory);
    try (var entries = Files.exists(directory) ? Files.list(directory) : Stream.<Path>empty()) {
      if (entries.findAny().isPresent()) {
        throw new Problem(directory + ": holds files already; name a folder that isn't there.");
      }
    } catch (IOException e) {
      throw new Problem(directory + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  /** Files of the tokenizer by name. */
  private static Map<String, byte[]> tokenizer(Path vocabulary, EncoderConfig config) {
    var files = new LinkedHashMap<String, byte[]>();
    if (Files.isDirectory(vocabulary)) {
      Tokenizer.files(vocabulary).stream()
          .filter(file -> !file.getFileName().toString().equals(Tokenizer.SHARED_FILE))
          .forEach(
              file ->
                  files.put(
                      file.getFileName().toString(), RegularFile.bytes(file, MOST_VOCABULARY)));
      return files;
    }
    var pieces = pieces(vocabulary, config.vocabulary());
    var settings = "{\"do_lower_case\": false, \"model_max_length\": " + config.positions() + "}";
    files.put("vocab.txt", (String.join("\n", pieces) + "\n").getBytes(StandardCharsets.UTF_8));
    files.put("tokenizer_config.json", (settings + "\n").getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static List<String> pieces(Path vocabulary, int size) {
    var given = PlainText.read(vocabulary, MOST_VOCABULARY).lines().toList();
    if (given.size() > size) {
      throw new Problem(
          vocabulary + ": has " + given.size() + " pieces, more than the shape's " + size + ".");
    }
    var pieces = new ArrayList<>(given);
    for (int i = given.size(); i < size; i++) {
      pieces.add("[filler" + i + "]");
    }
    return pieces;
  }
}
