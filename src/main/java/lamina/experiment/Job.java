package lamina.experiment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lamina.files.AtomicFile;
import lamina.files.Sha256;
import lamina.problem.Problem;
import lamina.train.TrainSettings;
import lamina.train.Training;

/**
 * One training run with its evaluation: all that a machine must be told to do it. Paths are
 * relative to the working directory, so that the same job means the same anywhere.
 *
 * @param name of the condition that it belongs to; jobs that differ in their seed alone share it
 * @param settings of the training that differ from the defaults, by name; no {@code out}
 * @param test files to score, one a language
 * @param inputs SHA-256 of every file that is read, by path
 * @param keep whether the trained model stays beside the results
 */
public record Job(
    String name,
    Map<String, Object> settings,
    List<String> test,
    Map<String, String> inputs,
    boolean keep) {
  /** Name of the file that holds a job. */
  public static final String FILE = "job.json";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Sorts the maps, so that equal jobs are written equally. */
  public Job {
    settings = new TreeMap<>(settings);
    inputs = new TreeMap<>(inputs);
    test = List.copyOf(test);
  }

  /**
   * A job over files that exist, with their hashes.
   *
   * @throws Problem naming a setting that is wrong or a file that is missing
   */
  public static Job of(String name, Map<String, Object> settings, List<String> test, boolean keep) {
    var checked = TrainSettings.of(null, settings);
    var inputs = new TreeMap<String, String>();
    checked.train().forEach(f -> inputs.put(f, hash(f)));
    checked.unlabelled().forEach(f -> inputs.put(f, hash(f)));
    inputs.put(checked.dev(), hash(checked.dev()));
    test.forEach(f -> inputs.put(f, hash(f)));
    for (var model : List.of(checked.base(), checked.teacher())) {
      if (!model.isEmpty()) {
        weights(Path.of(model)).forEach(f -> inputs.put(f, hash(f)));
      }
    }
    Training.check(checked);
    return new Job(name, settings, test, inputs, keep);
  }

  /** Name of the job's folder: readable, and unlike that of any other job. */
  public String id() {
    return name + "-seed" + settings().getOrDefault("seed", 1) + "-" + digest().substring(0, 8);
  }

  /** Its seed. */
  public long seed() {
    return Long.parseLong(String.valueOf(settings().getOrDefault("seed", 1)));
  }

  /** Settings of its training, which writes to a directory. */
  TrainSettings settings(Path out) {
    var all = new TreeMap<String, Object>(settings);
    all.put("out", out.toString());
    return TrainSettings.of(null, all);
  }

  /**
   * Refuses inputs that have changed since the job was made.
   *
   * @throws Problem naming the file
   */
  void checkInputs() {
    inputs.forEach(
        (file, expected) -> {
          if (!hash(file).equals(expected)) {
            throw new Problem(
                file
                    + " isn't the file that this job was made for (its SHA-256 differs); make the"
                    + " sweep again or bring the file back.");
          }
        });
  }

  /** Writes it into its folder. */
  void write(Path directory) {
    AtomicFile.write(directory.resolve(FILE), json() + "\n");
  }

  /**
   * Reads the job of a folder.
   *
   * @throws Problem where there is none or it is broken
   */
  public static Job read(Path directory) {
    var file = directory.resolve(FILE);
    try {
      return JSON.readValue(Files.readString(file), Job.class);
    } catch (JacksonException e) {
      throw new Problem(file + ": is no job (" + e.getOriginalMessage() + ").", e);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read; make the sweep again.", e);
    }
  }

  private String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  private String digest() {
    return Sha256.of(json().getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> weights(Path model) {
    try (var files = Files.list(model)) {
      return files
          .map(f -> f.toString().replace('\\', '/'))
          .filter(f -> f.endsWith(".safetensors") || f.endsWith("config.json"))
          .toList();
    } catch (IOException e) {
      throw new Problem(model + ": there is no such directory of a model.", e);
    }
  }

  private static String hash(String path) {
    var file = Path.of(path);
    if (file.isAbsolute()) {
      throw new Problem(
          path + " is an absolute path; a job names files relative to the working directory.");
    }
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new Problem(file + ": an input of the job could not be read.", e);
    }
  }
}
