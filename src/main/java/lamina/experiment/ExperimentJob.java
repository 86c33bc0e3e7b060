package lamina.experiment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lamina.data.format.LabelMap;
import lamina.files.AtomicFile;
import lamina.files.Document;
import lamina.files.FileName;
import lamina.files.Sha256;
import lamina.model.ModelContents;
import lamina.problem.Problem;
import lamina.train.Resolution;
import lamina.train.SettingSources;
import lamina.train.TrainSettings;
import lamina.train.Training;

/**
 * One training run with its evaluation: all that a machine must be told to do it. Paths are
 * relative to the working directory, so that the same job means the same anywhere.
 *
 * @param name of the condition that it belongs to; jobs that differ in their seed alone share it
 * @param settings of the training, by name; all but {@code out} (jobs of older versions leave
 *     defaults out)
 * @param test files to score, one a language
 * @param inputs SHA-256 of every file that is read, by path
 * @param keep whether the trained model stays beside the results
 * @param sources where the settings come from; says nothing of what is done
 */
public record ExperimentJob(
    String name,
    Map<String, Object> settings,
    List<String> test,
    Map<String, String> inputs,
    boolean keep,
    Map<String, String> sources) {
  /** Name of the file that holds a job. */
  public static final String FILE = "job.json";

  private static final List<String> MEMBERS =
      List.of("name", "settings", "test", "inputs", "keep", "sources");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Sorts the maps, so that equal jobs are written equally. */
  public ExperimentJob {
    settings = new TreeMap<>(settings);
    inputs = new TreeMap<>(inputs);
    test = List.copyOf(test);
    sources = new TreeMap<>(sources);
  }

  /**
   * A job over files that exist, with their hashes.
   *
   * @param settings by name; what isn't named has its default
   * @throws Problem naming a setting that is wrong or a file that is missing
   */
  public static ExperimentJob of(
      String name, Map<String, Object> settings, List<String> test, boolean keep) {
    return of(name, new SettingSources().values("the job", settings).resolve(), test, keep);
  }

  /** As {@link #of(String, Map, List, boolean)}. */
  static ExperimentJob of(String name, Resolution resolution, List<String> test, boolean keep) {
    FileName.of(name);
    var settings = resolution.settings();
    Training.check(settings);
    var inputs = new TreeMap<String, String>();
    data(settings, test).forEach(f -> inputs.put(f, hash(f)));
    labels(settings, test).forEach(f -> inputs.put(f, hash(f)));
    for (var model : List.of(settings.base(), settings.teacher())) {
      if (!model.isEmpty()) {
        files(Path.of(model)).forEach(f -> inputs.put(f, hash(f)));
      }
    }
    var values = settings.values();
    values.remove("out");
    return new ExperimentJob(name, values, test, inputs, keep, resolution.sources());
  }

  private static List<String> data(TrainSettings settings, List<String> test) {
    return Stream.of(settings.train(), settings.unlabelled(), List.of(settings.dev()), test)
        .flatMap(List::stream)
        .toList();
  }

  /** What says, beside the data, what their labels count as. */
  private static Set<String> labels(TrainSettings settings, List<String> test) {
    return data(settings, test).stream()
        .map(f -> path(f).resolveSibling(LabelMap.FILE))
        .filter(Files::isRegularFile)
        .map(f -> f.toString().replace('\\', '/'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Name of the job's folder: readable, and unlike that of any other job. */
  public String id() {
    return name + "-seed" + seed() + "-" + digest().substring(0, 8);
  }

  /** Its seed. */
  public long seed() {
    return settings(Path.of("")).seed();
  }

  /** Whether two jobs do the same, however and by whichever version they were written. */
  boolean same(ExperimentJob other) {
    return name.equals(other.name)
        && hash().equals(other.hash())
        && test.equals(other.test)
        && inputs.equals(other.inputs)
        && keep == other.keep;
  }

  /** Hash of its settings as they hold. */
  String hash() {
    return settings(Path.of("")).hash();
  }

  /** Settings of its training, which writes to a directory. */
  TrainSettings settings(Path out) {
    return resolution(out).settings();
  }

  /** Settings of its training, which writes to a directory, with their sources. */
  public Resolution resolution(Path out) {
    var resolved =
        new SettingSources()
            .values(FILE, settings)
            .values("the job's folder", Map.of("out", out.toString()))
            .resolve();
    return new Resolution(resolved.settings(), sources);
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
    for (var file : labels(settings(Path.of("")), test)) {
      if (!inputs.containsKey(file)) {
        throw new Problem(
            file
                + " wasn't there when this job was made, and says that labels of its data count as"
                + " others; make the sweep again or take the file away.");
      }
    }
  }

  /** Writes it into its folder. */
  void write(Path directory) {
    AtomicFile.write(directory.resolve(FILE), json(this) + "\n");
  }

  /**
   * Reads the job of a folder.
   *
   * @throws Problem where there is none or it is broken
   */
  public static ExperimentJob read(Path directory) {
    var file = Document.json(directory.resolve(FILE));
    file.only(MEMBERS);
    var settings = new LinkedHashMap<String, Object>();
    file.get("settings")
        .members()
        .forEach((name, v) -> settings.put(name, JSON.convertValue(v.tree(), Object.class)));
    var inputs = texts(file.get("inputs"));
    if (file.find("sources").isEmpty() && settings.containsKey("teacher")) {
      // Older versions let a job name a base beside its teacher, which had no effect.
      var base = settings.remove("base");
      inputs.keySet().removeIf(f -> base instanceof String b && f.startsWith(b + "/"));
    }
    var job =
        new ExperimentJob(
            file.get("name").read(FileName::of),
            settings,
            file.get("test").items().stream().map(Document::text).toList(),
            inputs,
            file.get("keep").flag(),
            file.find("sources").map(ExperimentJob::texts).orElse(Map.of()));
    try {
      job.settings(Path.of(""));
    } catch (Problem e) {
      throw file.get("settings").wrong(e.getMessage().replaceAll("\\.$", ""));
    }
    return job;
  }

  private static Map<String, String> texts(Document group) {
    var texts = new LinkedHashMap<String, String>();
    group.members().forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  private String digest() {
    var job = new LinkedHashMap<String, Object>();
    job.put("name", name);
    job.put("settings", settings);
    job.put("test", test);
    job.put("inputs", inputs);
    job.put("keep", keep);
    return Sha256.of(json(job).getBytes(StandardCharsets.UTF_8));
  }

  /** Everything that is read of a model: weights, those that it shares, sizes and tokenizer. */
  private static List<String> files(Path model) {
    return ModelContents.names(model).stream()
        .map(name -> model.resolve(name).normalize().toString().replace('\\', '/'))
        .toList();
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Problem(text.replaceAll("\\p{Cntrl}", "\uFFFD") + ": is no path of a file.", e);
    }
  }

  private static String hash(String path) {
    try {
      var file = path(path);
      if (file.isAbsolute()) {
        throw new Problem(
            path
                + " is an absolute path; a job names files relative to the working directory, so"
                + " that its results can move: name base, teacher, train, dev and test data so.");
      }
      if (!Files.isRegularFile(file)) { // reading a pipe may never end
        throw new Problem(path + ": an input of the job is missing, or no plain file.");
      }
      return Sha256.of(file);
    } catch (IOException e) {
      throw new Problem(path + ": an input of the job could not be read.", e);
    }
  }
}
