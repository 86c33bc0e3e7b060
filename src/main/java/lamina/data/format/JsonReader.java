package lamina.data.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import lamina.data.Example;
import lamina.data.RowCount;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.language.Language;

/**
 * Objects with an example each, as XNLI 1.0 and Hugging Face ship their sets: one a line, a list of
 * them, {@code {"data": [...]}}, or a page of the dataset viewer ({@code {"rows": [{"row":
 * ...}]}}).
 *
 * <ul>
 *   <li>Pairs: {@code premise, hypothesis} or {@code sentence1, sentence2}, and {@code label} or
 *       {@code gold_label}. Sentences may be {@link JsonTranslations} of each other.
 *   <li>Words: {@code tokens} or {@code words}, and {@code ner_tags}, {@code upos}, {@code
 *       pos_tags} or {@code tags}, lists of one length.
 * </ul>
 *
 * <p>Labels are names or numbers. A number is named by the file's own {@code features}, else as the
 * published sets number their labels.
 */
final class JsonReader implements DataFormat {
  @Override
  public String label() {
    return "JSON";
  }

  @Override
  public List<String> endings() {
    return List.of("json", "jsonl", "ndjson");
  }

  @Override
  public String told() {
    return "name ends so, or whose first line begins with an object or a list";
  }

  @Override
  public boolean reads(TextFile file, Task task) {
    return JsonRows.are(file);
  }

  @Override
  public boolean tellsTask(TextFile file) {
    return JsonRows.are(file);
  }

  @Override
  public Optional<Task> task(TextFile file, Task preferred, Tasks tasks) {
    return TaskGuess.byFields(JsonRows.of(file, 1), preferred, tasks);
  }

  @Override
  public List<Example> read(ReadContext in) {
    var rows = JsonRows.of(in.file());
    var languages = new LinkedHashSet<Language>();
    var ofRow = new ArrayList<Language>();
    for (var row : rows.rows()) {
      var language = row.language();
      language.ifPresent(languages::add);
      ofRow.add(language.orElse(null));
    }
    var language =
        languages.isEmpty() ? in.language() : FileLanguage.among(in.file(), languages, in.given());
    var chosen = new ArrayList<JsonRows.Row>();
    for (int i = 0; i < rows.rows().size(); i++) {
      if (languages.isEmpty() || language.equals(ofRow.get(i))) {
        chosen.add(rows.rows().get(i));
      }
    }
    if (chosen.isEmpty()) {
      throw in.file().problem("no object with an example in it.");
    }
    return in.task().tagsWords()
        ? sentences(in, rows, language, chosen)
        : pairs(in, rows, language, chosen);
  }

  private static List<Example> pairs(
      ReadContext in, JsonRows all, Language language, List<JsonRows.Row> rows) {
    var pairs = new PairBuilder(in, language);
    for (var row : rows) {
      var label = row.need(TableHeader.LABEL);
      pairs.names(all.names(label));
      pairs.calledSentences(row.has("sentence1") && row.has("sentence2"));
      pairs.add(
          row.line(),
          row.id(),
          row.text(row.need(TableHeader.FIRST)),
          row.text(row.need(TableHeader.SECOND)),
          row.label(label, row.get(label)));
    }
    return pairs.finish();
  }

  private static List<Example> sentences(
      ReadContext in, JsonRows all, Language language, List<JsonRows.Row> rows) {
    var sentences = new SentenceBuilder(in, language);
    int ranges = 0;
    for (var row : rows) {
      var wordsField = row.need(TableHeader.WORDS);
      var tagsField = row.need(TableHeader.tags(in.task()));
      sentences.numbers(tagsField, all.names(tagsField));
      var words = row.list(wordsField);
      var tags = row.list(tagsField);
      if (words.size() != tags.size()) {
        throw in.file()
            .problem(
                row.line(),
                words.size() + " words and " + tags.size() + " tags; expected one tag a word.");
      }
      sentences.id(row.id());
      for (int w = 0; w < words.size(); w++) {
        var tag = row.label(tagsField, tags.get(w));
        if (in.task().inTreebanks() && range(in.task(), tag, tagsField, all)) {
          ranges++;
        } else {
          sentences.word(row.line(), row.text(wordsField, words.get(w)), tag);
        }
      }
      sentences.end();
    }
    if (ranges > 0) {
      in.note(
          RowCount.of(ranges, "multiword token")
              + " left out (tag _), since the words in it stand there, too.");
    }
    return sentences.finish();
  }

  /** Universal Dependencies on Hugging Face keep multiword tokens beside their words. */
  private static boolean range(Task task, String tag, String field, JsonRows all) {
    var own = all.names(field);
    var names = own.isEmpty() ? task.numbered(field) : own;
    return tag.equals("_") || names.contains("_") && tag.equals("" + names.indexOf("_"));
  }
}
