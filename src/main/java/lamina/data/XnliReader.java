package lamina.data;

import java.util.LinkedHashSet;
import java.util.List;
import lamina.language.Language;

/**
 * XNLI 1.0 as released ({@code xnli.dev.tsv}): tab-separated without quoting, a header with {@code
 * language, gold_label, sentence1, sentence2, pairID} among its columns, all languages in one file.
 * Rows of other languages are passed over; the pair's number is the identifier, equal across
 * languages. A row with gold label {@code -} is skipped.
 */
final class XnliReader implements ExampleReader {
  @Override
  public List<Example> read(TextFile file, Task task, Language given) {
    var lines = file.lines();
    var header = Header.of(lines.getFirst().split("\t", -1));
    int labelAt = header.need(file, "gold_label");
    int premiseAt = header.need(file, "sentence1");
    int hypothesisAt = header.need(file, "sentence2");
    var idAt = header.find("pairid");
    var languageAt = header.find("language");
    var rows = new String[lines.size()][];
    var languageOf = new Language[rows.length];
    var languages = new LinkedHashSet<Language>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        rows[i] = Pairs.cells(file, i + 1, lines.get(i), header.size());
        if (languageAt.isPresent()) {
          languageOf[i] = FileLanguage.inColumn(file, i + 1, rows[i][languageAt.get()]);
          languages.add(languageOf[i]);
        }
      }
    }
    var language =
        languages.isEmpty()
            ? FileLanguage.of(file, given)
            : FileLanguage.among(file, languages, given);
    var pairs = new Pairs(file, task, language);
    for (int i = 1; i < rows.length; i++) {
      var row = rows[i];
      if (row != null && (languageAt.isEmpty() || language.equals(languageOf[i]))) {
        var id = Pairs.id(idAt, row, i);
        pairs.add(i + 1, id, row[premiseAt], row[hypothesisAt], row[labelAt]);
      }
    }
    return pairs.finish();
  }
}
