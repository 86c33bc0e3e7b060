package lamina.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lamina.language.Language;
import lamina.problem.Problem;
import org.apache.commons.csv.CSVFormat;

/**
 * A table with a header: XNLI 1.0's tsv, XNLI as premise/hypothesis/label, PAWS-X, and a user's own
 * CSV or TSV. Columns, in any order: {@code premise, hypothesis, label} or {@code sentence1,
 * sentence2, label} (or {@code gold_label}) for pairs, {@code words, tags} for tags, each a list
 * set off by spaces; {@code id} (or {@code pairID}) and {@code language} if there are any. In tsv
 * files a quotation mark is a character like any other.
 */
record TableFormat() implements Format {
  private static final Map<String, String> NAMES =
      Map.of(
          "sentence1", "premise",
          "sentence2", "hypothesis",
          "gold_label", "label",
          "pairid", "id",
          "lang", "language",
          "text", "words",
          "upos", "tags");

  @Override
  public boolean fits(TextFile file, Task task) {
    return hasHeader(file) || file.name().endsWith(".csv") || file.name().endsWith(".tsv");
  }

  static boolean hasHeader(TextFile file) {
    var names = columns(file.lines().getFirst(), file).keySet();
    return names.contains("premise") && names.contains("hypothesis")
        || names.contains("words") && names.contains("tags");
  }

  private static Map<String, Integer> columns(String header, TextFile file) {
    var names = split(header, file);
    var columns = new HashMap<String, Integer>();
    for (int i = 0; i < names.size(); i++) {
      var name = names.get(i).strip().toLowerCase(Locale.ROOT);
      columns.putIfAbsent(NAMES.getOrDefault(name, name), i);
    }
    return columns;
  }

  private static List<String> split(String line, TextFile file) {
    if (!file.name().endsWith(".csv")) {
      return List.of(line.split("\t", -1));
    }
    try (var parser = CSVFormat.DEFAULT.parse(new java.io.StringReader(line))) {
      var records = parser.getRecords();
      return records.isEmpty() ? List.of() : records.getFirst().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  @Override
  public List<Example> read(TextFile file, Task task, Language language) {
    var columns = columns(file.lines().getFirst(), file);
    var needed =
        task.tagsWords() ? List.of("words", "tags") : List.of("premise", "hypothesis", "label");
    for (var name : needed) {
      if (!columns.containsKey(name)) {
        throw file.problem(
            0,
            "the header has no column \""
                + name
                + "\"; "
                + String.join(", ", needed)
                + " are needed for "
                + task.label()
                + ".");
      }
    }
    int width = split(file.lines().getFirst(), file).size();
    var examples = new ArrayList<Example>();
    for (int i = 1; i < file.lines().size(); i++) {
      if (file.lines().get(i).isBlank()) {
        continue;
      }
      var values = split(file.lines().get(i), file);
      if (values.size() != width) {
        throw file.problem(i, "has " + values.size() + " columns; the header has " + width + ".");
      }
      var row = new Row(file, i, values, columns);
      if (row.wanted(language) && !row.get("label").equals("-")) {
        examples.add(example(row, task, language, examples.size() + 1));
      }
    }
    return examples;
  }

  private static Example example(Row row, Task task, Language language, int number) {
    var id = row.get("id").isEmpty() ? Integer.toString(number) : row.get("id");
    if (!task.tagsWords()) {
      return new SentencePair(
          id,
          language,
          row.filled("premise"),
          row.filled("hypothesis"),
          Labels.check(row.file, row.line, task, row.get("label")));
    }
    var words = List.of(row.filled("words").strip().split("\\s+"));
    var tags = List.of(row.filled("tags").strip().split("\\s+"));
    if (words.size() != tags.size()) {
      throw row.file.problem(
          row.line, "has " + words.size() + " words and " + tags.size() + " tags.");
    }
    return new TaggedSentence(
        id,
        language,
        words,
        tags.stream().map(t -> Labels.check(row.file, row.line, task, t)).toList());
  }

  private record Row(TextFile file, int line, List<String> values, Map<String, Integer> columns) {
    String get(String name) {
      return columns.containsKey(name) ? values.get(columns.get(name)) : "";
    }

    String filled(String name) {
      if (get(name).isBlank()) {
        throw file.problem(line, "column \"" + name + "\" is blank.");
      }
      return get(name);
    }

    boolean wanted(Language language) {
      var own = get("language").strip();
      if (own.isEmpty() || own.equalsIgnoreCase(language.code())) {
        return true;
      }
      if (own.length() > 8) {
        throw new Problem(
            file.path() + ", line " + (line + 1) + ": \"" + own + "\" is no language code.");
      }
      return false;
    }
  }
}
