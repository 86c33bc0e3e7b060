package lamina.data.format;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.problem.Problem;
import org.apache.commons.csv.CSVFormat;

/**
 * What a person says that labels of another set count as.
 *
 * @param targets by label as the set has it, or by kind of entity: {@code NN=NOUN}, {@code DATE=O}
 */
public record LabelMap(Map<String, String> targets) {
  /** Nothing said. */
  public static final LabelMap NONE = new LabelMap(Map.of());

  /** Name of a file that says it for all that lies beside it: data, or a model's config.json. */
  public static final String FILE = "lamina-labels.csv";

  /** Copies the map. */
  public LabelMap {
    targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
  }

  /**
   * Reads {@code PERSON=PER,DATE=O}.
   *
   * @throws Problem naming what is no such pair, or a label that is there twice
   */
  public static LabelMap of(String text) {
    var targets = new LinkedHashMap<String, String>();
    for (var pair : text.split(",")) {
      int equals = pair.lastIndexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw new Problem(
            "\"" + pair.strip() + "\" is no pair of labels; PERSON=PER,DATE=O was expected.");
      }
      put(targets, pair.substring(0, equals), pair.substring(equals + 1), "the map");
    }
    return new LabelMap(targets);
  }

  /**
   * Reads a file of two columns, a label and what it counts as, separated by commas (quoted as RFC
   * 4180 says) or by a tab. A first line {@code label,as} is a header.
   *
   * @throws Problem naming the file and the line
   */
  public static LabelMap read(Path file) {
    var text = TextFile.load(file);
    boolean tabs = text.firstLine().indexOf('\t') >= 0;
    var format =
        tabs
            ? CSVFormat.RFC4180.builder().setDelimiter('\t').setQuote(null).get()
            : CSVFormat.RFC4180;
    var targets = new LinkedHashMap<String, String>();
    int number = 1;
    for (var line : text.lines()) {
      if (!line.isBlank() && !(number == 1 && line.matches("label\\s*[,\t]\\s*as\\s*"))) {
        var cells = cells(text, number, format, line);
        put(targets, cells.getFirst(), cells.getLast(), text.path() + ", line " + number);
      }
      number++;
    }
    return new LabelMap(targets);
  }

  /** What is said beside a file or in a directory, by {@link #FILE}; nothing where it isn't. */
  public static LabelMap beside(Path path) {
    var folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
    var file = folder == null ? null : folder.resolve(FILE);
    return file != null && Files.isRegularFile(file) ? read(file) : NONE;
  }

  /** This, and of labels that it doesn't name what another one says. */
  public LabelMap or(LabelMap other) {
    var all = new LinkedHashMap<>(other.targets);
    all.putAll(targets);
    return new LabelMap(all);
  }

  /** What is said of a label. */
  Optional<String> find(String label) {
    return Optional.ofNullable(targets.get(label));
  }

  private static List<String> cells(TextFile file, int number, CSVFormat format, String line) {
    try (var parser = format.parse(new StringReader(line))) {
      var rows = parser.getRecords();
      if (rows.size() == 1 && rows.getFirst().size() == 2) {
        return rows.getFirst().toList();
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw file.problem(number, "a quote that is not closed or stands amid text.");
    }
    throw file.problem(
        number, "two columns were expected, a label and what it counts as: PERSON,PER.");
  }

  private static void put(Map<String, String> targets, String from, String to, String where) {
    if (from.isBlank() || to.isBlank()) {
      throw new Problem(where + ": a label and what it counts as were expected.");
    }
    if (targets.put(from.strip(), to.strip()) != null) {
      throw new Problem(
          where + ": label \"" + from.strip() + "\" is there twice; once was expected.");
    }
  }
}
