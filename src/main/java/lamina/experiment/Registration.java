package lamina.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lamina.data.Task;
import lamina.files.Document;
import lamina.files.Sha256;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.train.Resolution;
import lamina.train.SettingSources;

/**
 * A question that was written down with all that answers it before anything of it ran; {@code
 * docs/registered/README.md} shows the file. {@link RegistrationReader} reads and checks it.
 *
 * @param file that holds it
 * @param hash SHA-256 of the file's bytes: what was registered is this and nothing else
 * @param question in words
 * @param regime which part of a model is trained
 * @param data training and development files, and the folder of test files
 * @param base folder of the encoder that everything starts from
 * @param pins SHA-256 of files by path; of a folder, of what sha256sum says of its files by name
 * @param settings of every run
 * @param layer that arms fuse which say {@code registered}; empty where none does
 * @param teacher settings of the teachers, one a seed; empty where nothing is distilled
 * @param arms settings in which arms differ, by name
 * @param comparisons the family of tests
 * @param looks in their order
 * @param margin of equivalence
 * @param pilot seeds of the pilot; none where nothing rests on one
 */
public record Registration(
    Path file,
    String hash,
    String question,
    Task task,
    Regime regime,
    Data data,
    String base,
    Map<String, String> pins,
    Document settings,
    Optional<LayerRule> layer,
    Optional<Document> teacher,
    Map<String, Map<String, Object>> arms,
    List<Planned> comparisons,
    List<Look> looks,
    Margin margin,
    List<Long> pilot) {
  /** What an arm says of its layer where that is the registered one. */
  static final String REGISTERED = "registered";

  private static final String FROM = "the registration";

  /** Which part of a model is trained; scores of the two stand in no common table. */
  public enum Regime {
    /** The encoder stays as it is; a fusion and a head are trained on its states. */
    FROZEN("frozen encoder", ModelSummary.FROZEN),
    /** Everything but the word embeddings. */
    TUNED("fine-tuned", "single");

    private final String words;
    private final String protocol;

    Regime(String words, String protocol) {
      this.words = words;
      this.protocol = protocol;
    }

    /** Name in files and reports. */
    public String words() {
      return words;
    }

    String protocol() {
      return protocol;
    }
  }

  /**
   * Files.
   *
   * @param test folder with a file a language
   */
  public record Data(List<String> train, String dev, String test) {}

  /** Which layer is fused. */
  public sealed interface LayerRule {
    /** A layer that was known beforehand. */
    record Fixed(int layer) implements LayerRule {}

    /**
     * The layer with the best mean English development score over the pilot's seeds; of equals the
     * lowest.
     *
     * @param among candidates
     * @param settings of the pilot's runs, which train all candidates at once
     */
    record EnglishDevelopment(List<Integer> among, Document settings) implements LayerRule {}
  }

  /** Largest difference that counts as none, in points. */
  public sealed interface Margin {
    /** Known beforehand. */
    record Fixed(double points) implements Margin {}

    /**
     * What the first look can show with 80 % power where there is no difference, by the pilot's
     * variances: {@code (t(0.95) + t(0.9)) SE} of the first comparison, in tenths of a point, at
     * least 0.5.
     *
     * @param most points, however large the pilot's error is
     */
    record OfPilot(double most) implements Margin {}
  }

  /** Copies the collections. */
  public Registration {
    pins = Map.copyOf(pins);
    arms = Collections.unmodifiableMap(new LinkedHashMap<>(arms));
    comparisons = List.copyOf(comparisons);
    looks = List.copyOf(looks);
    pilot = List.copyOf(pilot);
  }

  /**
   * Reads a registration.
   *
   * @throws Problem naming the file, the line, the key and what is wrong
   */
  public static Registration read(Path file) {
    return RegistrationReader.read(file);
  }

  /**
   * Refuses inputs that aren't those that were registered.
   *
   * @throws Problem naming the first that is missing or has other contents
   */
  void checkInputs() {
    for (var pin : new TreeMap<>(pins).entrySet()) {
      var input = Path.of(pin.getKey());
      if (!Files.exists(input)) {
        throw new Problem(input + ": is missing; docs/registered/README.md says what makes it.");
      }
      var found = Files.isDirectory(input) ? listed(input) : hash(input);
      if (!found.equals(pin.getValue())) {
        throw new Problem(
            input
                + ": isn't what "
                + file
                + " was registered for (SHA-256 "
                + found.substring(0, 12)
                + ", not "
                + pin.getValue().substring(0, 12)
                + "). Make it again as docs/registered/README.md says.");
      }
    }
  }

  /** As {@code (cd FOLDER && LC_ALL=C sha256sum *) | sha256sum} says it. */
  private static String listed(Path folder) {
    try (var files = Files.list(folder)) {
      var lines = new StringBuilder();
      files
          .sorted(Comparator.comparing(f -> f.getFileName().toString()))
          .forEach(f -> lines.append(hash(f)).append("  ").append(f.getFileName()).append('\n'));
      return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Problem(folder + ": could not be listed.", e);
    }
  }

  static String hash(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read.", e);
    }
  }

  /** Name of the study: the file's, without its ending. */
  public String name() {
    return file.getFileName().toString().replaceAll("\\.ya?ml$", "");
  }

  /** Seeds of the first looks. */
  List<Long> seeds(int looks) {
    return this.looks.subList(0, looks).stream().flatMap(l -> l.seeds().stream()).toList();
  }

  /** Arms that comparisons are of. */
  static List<String> arms(List<Planned> comparisons) {
    return comparisons.stream().flatMap(c -> c.weights().keySet().stream()).distinct().toList();
  }

  /** Settings of the teacher of a seed. */
  Resolution teacher(long seed) {
    return common(seed).group(file, teacher.orElseThrow()).values(FROM, start()).resolve();
  }

  /** Settings of the pilot's runs that choose a layer. */
  Resolution pilot(LayerRule.EnglishDevelopment rule, long seed) {
    return sources(seed)
        .group(file, rule.settings)
        .values(FROM, Map.of("layers", rule.among))
        .values(FROM, start())
        .resolve();
  }

  /**
   * Settings of a run.
   *
   * @param layer the registered one; any number where no arm has it
   * @param teacher folder of the seed's teacher; empty where nothing is distilled
   */
  Resolution run(String arm, long seed, int layer, String teacher) {
    var own = new LinkedHashMap<>(arms.get(arm));
    own.computeIfPresent("layers", (k, v) -> v.equals(REGISTERED) ? List.of(layer) : v);
    return common(seed)
        .values("arm " + arm, own)
        .values(FROM, teacher.isEmpty() ? start() : Map.of("teacher", teacher))
        .resolve();
  }

  private Map<String, String> start() {
    return Map.of("base", base);
  }

  private SettingSources common(long seed) {
    return sources(seed).values(FROM, Map.of("protocol", regime.protocol));
  }

  private SettingSources sources(long seed) {
    return new SettingSources()
        .group(file, settings)
        .values(
            FROM, Map.of("task", task.key(), "train", data.train, "dev", data.dev, "seed", seed));
  }
}
