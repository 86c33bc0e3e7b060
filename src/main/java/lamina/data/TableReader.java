package lamina.data;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lamina.language.Language;
import org.apache.commons.csv.CSVFormat;

/**
 * A user's own table, its columns named in the first line, in any order:
 *
 * <ul>
 *   <li>XNLI, PAWS-X: {@code premise, hypothesis, label} or {@code sentence1, sentence2, label};
 *   <li>POS, NER: {@code words, tags}, each a list separated by blanks, of one length;
 *   <li>at will {@code id} (else the row's number, from 1) and {@code language} (a code; then the
 *       file may hold several languages).
 * </ul>
 *
 * <p>{@code .csv} files are separated by commas and quoted as RFC 4180 says; in all others a tab
 * separates and quotes are text. XNLI by language ({@code premise TAB hypothesis TAB label}) is a
 * case of it.
 */
final class TableReader implements ExampleReader {
  @Override
  public List<Example> read(TextFile file, Task task, Language given) {
    var rows = file.extension().equals("csv") ? quoted(file) : tabbed(file);
    var header = Header.of(rows.getFirst().cells());
    var languageAt = header.find("language", "lang");
    var languages = new LinkedHashSet<Language>();
    var body = rows.subList(1, rows.size());
    for (var row : body) {
      if (row.cells().length != header.size()) {
        throw file.problem(
            row.line(),
            row.cells().length
                + " columns; expected "
                + header.size()
                + " as in the header. Correct the line.");
      }
      languageAt.ifPresent(at -> languages.add(language(file, row, at)));
    }
    var language =
        languages.isEmpty()
            ? FileLanguage.of(file, given)
            : FileLanguage.among(file, languages, given);
    var chosen =
        body.stream()
            .filter(
                row ->
                    languageAt
                        .map(at -> language(file, row, at))
                        .map(language::equals)
                        .orElse(true))
            .toList();
    return task.tagsWords()
        ? sentences(file, task, language, header, chosen)
        : pairs(file, task, language, header, chosen);
  }

  private static Language language(TextFile file, Row row, int at) {
    return FileLanguage.inColumn(file, row.line(), row.cells()[at]);
  }

  private static List<Example> pairs(
      TextFile file, Task task, Language language, Header header, List<Row> rows) {
    int premiseAt = header.need(file, "premise", "sentence1");
    int hypothesisAt = header.need(file, "hypothesis", "sentence2");
    int labelAt = header.need(file, "label");
    var idAt = header.find("id");
    var pairs = new Pairs(file, task, language);
    for (var row : rows) {
      var cells = row.cells();
      var id = Pairs.id(idAt, cells, row.number());
      pairs.add(row.line(), id, cells[premiseAt], cells[hypothesisAt], cells[labelAt].strip());
    }
    return pairs.finish();
  }

  private static List<Example> sentences(
      TextFile file, Task task, Language language, Header header, List<Row> rows) {
    int wordsAt = header.need(file, "words", "text");
    int tagsAt = header.need(file, "tags", "upos");
    Optional<Integer> idAt = header.find("id");
    var sentences = new SentenceBuilder(file, task, language);
    for (var row : rows) {
      var words = row.cells()[wordsAt].strip().split("\\s+");
      var tags = row.cells()[tagsAt].strip().split("\\s+");
      if (words.length != tags.length) {
        throw file.problem(
            row.line(),
            words.length + " words and " + tags.length + " tags; expected one tag a word.");
      }
      sentences.id(Pairs.id(idAt, row.cells(), row.number()));
      for (int i = 0; i < words.length; i++) {
        sentences.word(row.line(), words[i], tags[i]);
      }
      sentences.end();
    }
    return sentences.finish();
  }

  private static List<Row> tabbed(TextFile file) {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < file.lines().size(); i++) {
      var line = file.lines().get(i);
      if (!line.isBlank()) {
        rows.add(new Row(i + 1, rows.size(), line.split("\t", -1)));
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
        var row = new Row(line, rows.size(), each.next().values());
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
   * @param number 0 for the header
   */
  private record Row(int line, int number, String[] cells) {}
}
