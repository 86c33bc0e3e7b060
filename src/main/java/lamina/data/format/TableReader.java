package lamina.data.format;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lamina.data.Example;
import lamina.data.RowCount;
import lamina.data.Task;
import lamina.language.Language;
import org.apache.commons.csv.CSVFormat;

/**
 * A table with an example a line. Its columns are named in the first line, in any order:
 *
 * <ul>
 *   <li>XNLI, PAWS-X: {@code premise, hypothesis, label} or {@code sentence1, sentence2, label}, as
 *       in XNLI 1.0 ({@code gold_label}), PAWS-X and tables of one's own;
 *   <li>POS, NER: {@code words, tags}, each a list separated by blanks, of one length;
 *   <li>at will {@code id} or {@code pairID} (else the row's number, from 1) and {@code language}
 *       (a code; then the file may hold several languages, and the rows of others are passed over).
 * </ul>
 *
 * <p>Without such names, as XTREME and PAWS-Wiki have it, three columns are two sentences and a
 * label, and four an identifier before them.
 *
 * <p>{@code .csv} files are separated by commas and quoted as RFC 4180 says; in all others a tab
 * separates and quotes are text. Pairs of PAWS-X that were not translated (blank or {@code NS}) are
 * left out.
 */
final class TableReader implements DataFormat {
  /** Other white space may stand in a word. */
  private static final Pattern BLANKS = Pattern.compile("[ \t\r\n]+");

  private static final TableHeader THREE =
      new TableHeader(List.of("sentence1", "sentence2", "label"));
  private static final TableHeader FOUR =
      new TableHeader(List.of("id", "sentence1", "sentence2", "label"));

  @Override
  public String label() {
    return "table";
  }

  @Override
  public List<String> endings() {
    return List.of("csv", "tsv");
  }

  @Override
  public String told() {
    return "first line names columns of words and tags, or whose name ends in csv; of pairs, any"
        + " other";
  }

  @Override
  public boolean reads(TextFile file, Task task) {
    var header = TableHeader.of(file.firstLine().split("[\t,]", -1));
    return !task.tagsWords()
        || commas(file)
        || header.has(TableHeader.WORDS) && header.has(TableHeader.tags(task));
  }

  @Override
  public List<Example> read(ReadContext in) {
    var file = in.file();
    var rows = new ArrayList<>(commas(file) ? quoted(file) : tabbed(file));
    if (rows.isEmpty()) {
      throw file.problem("no line of it holds a table's row. Check its source.");
    }
    var first = TableHeader.of(rows.getFirst().cells());
    var unnamed = unnamed(first, in.task());
    var header = unnamed.orElse(first);
    header.checkDistinct(file);
    if (unnamed.isEmpty()) {
      rows.removeFirst();
    }
    int number = 0;
    var languageAt = header.find(TableHeader.LANGUAGE);
    var languages = new LinkedHashSet<Language>();
    var body = new ArrayList<Row>();
    for (var row : rows) {
      var cells = cells(file, row, header.size());
      body.add(new Row(row.line(), ++number, cells));
      languageAt.ifPresent(at -> languages.add(language(file, row.line(), cells[at])));
    }
    var language =
        languages.isEmpty() ? in.language() : FileLanguage.among(file, languages, in.given());
    var chosen =
        languageAt.isEmpty()
            ? body
            : body.stream()
                .filter(r -> language(file, r.line(), r.cells()[languageAt.get()]).equals(language))
                .toList();
    return in.task().tagsWords()
        ? sentences(in, language, header, chosen)
        : pairs(in, language, header, chosen);
  }

  /** The order of columns that have no names; empty where the first line names them. */
  static Optional<TableHeader> unnamed(TableHeader first, Task task) {
    if (task.tagsWords() || first.has(TableHeader.FIRST) || first.has(TableHeader.SECOND)) {
      return Optional.empty();
    }
    boolean labelled = !first.has("label", "gold_label");
    return switch (first.size()) {
      case 3 -> labelled ? Optional.of(THREE) : Optional.empty();
      case 4 -> labelled ? Optional.of(FOUR) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static String[] cells(TextFile file, Row row, int expected) {
    int count = row.cells().length;
    while (count > expected && row.cells()[count - 1].isBlank()) {
      count--;
    }
    if (count != expected) {
      throw file.problem(
          row.line(),
          count + " columns; expected " + expected + " as in the first line. Correct the line.");
    }
    return Arrays.copyOf(row.cells(), count);
  }

  private static Language language(TextFile file, int line, String code) {
    return FileLanguage.inColumn(file, line, code);
  }

  private static List<Example> pairs(
      ReadContext in, Language language, TableHeader header, List<Row> rows) {
    int firstAt = header.need(in.file(), TableHeader.FIRST);
    int secondAt = header.need(in.file(), TableHeader.SECOND);
    int labelAt = header.need(in.file(), TableHeader.LABEL);
    var idAt = header.find(TableHeader.ID);
    var pairs = new PairBuilder(in, language);
    pairs.calledSentences(header.has("sentence1") && header.has("sentence2"));
    int untranslated = 0;
    for (var row : rows) {
      var cells = row.cells();
      if (in.task().lacksTranslations()
          && !(translated(cells[firstAt]) && translated(cells[secondAt]))) {
        untranslated++;
        continue;
      }
      var id = id(idAt, cells, row.number());
      pairs.add(row.line(), id, cells[firstAt], cells[secondAt], cells[labelAt].strip());
    }
    if (untranslated > 0) {
      in.note(RowCount.of(untranslated, "pair") + " left out, not translated (blank or NS).");
    }
    return pairs.finish();
  }

  private static boolean translated(String sentence) {
    return !sentence.isBlank() && !sentence.strip().equals("NS");
  }

  private static List<Example> sentences(
      ReadContext in, Language language, TableHeader header, List<Row> rows) {
    int wordsAt = header.need(in.file(), TableHeader.WORDS);
    int tagsAt = header.need(in.file(), TableHeader.tags(in.task()));
    var idAt = header.find(TableHeader.ID);
    var sentences = new SentenceBuilder(in, language);
    sentences.numbers(header.names().get(tagsAt), List.of());
    for (var row : rows) {
      var words = BLANKS.split(row.cells()[wordsAt].strip());
      var tags = BLANKS.split(row.cells()[tagsAt].strip());
      if (words.length != tags.length) {
        throw in.file()
            .problem(
                row.line(),
                words.length + " words and " + tags.length + " tags; expected one tag a word.");
      }
      sentences.id(id(idAt, row.cells(), row.number()));
      for (int i = 0; i < words.length; i++) {
        sentences.word(row.line(), words[i], tags[i]);
      }
      sentences.end();
    }
    return sentences.finish();
  }

  /** A row's own identifier, or its number if it has none. */
  private static String id(Optional<Integer> column, String[] cells, int row) {
    return column
        .map(at -> cells[at].strip())
        .filter(own -> !own.isEmpty())
        .orElseGet(() -> Integer.toString(row));
  }

  /** Some sets name tables csv that are separated by tabs. */
  static boolean commas(TextFile file) {
    return file.extension().equals("csv")
        && file.firstLine().chars().filter(c -> c == '\t').count() < 2;
  }

  private static List<Row> tabbed(TextFile file) {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < file.lines().size(); i++) {
      var line = file.lines().get(i);
      if (!line.isBlank()) {
        rows.add(new Row(i + 1, 0, line.split("\t", -1)));
      }
    }
    return rows;
  }

  private static List<Row> quoted(TextFile file) {
    var text = file.lines().stream().collect(Collectors.joining("\n"));
    var rows = new ArrayList<Row>();
    int line = 1;
    try (var parser = CSVFormat.RFC4180.parse(new StringReader(text))) {
      // Line of a record's start: one after the end of the record before it.
      for (var each = parser.iterator(); each.hasNext(); ) {
        var row = new Row(line, 0, each.next().values());
        line = Math.toIntExact(parser.getCurrentLineNumber()) + 1;
        if (!Arrays.stream(row.cells()).allMatch(String::isBlank)) {
          rows.add(row);
        }
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw file.problem(
          line, "a quote that is not closed or stands amid text; expected CSV as in RFC 4180.");
    }
    return rows;
  }

  /**
   * A line of the table.
   *
   * @param line where it begins, 1 for the first
   * @param number among the examples, from 1; 0 where that isn't known yet
   */
  private record Row(int line, int number, String[] cells) {}
}
