package lamina.data;

import java.util.List;
import java.util.Optional;
import lamina.language.Language;

/**
 * PAWS-X and PAWS-Wiki: tab-separated without quoting, {@code id, sentence1, sentence2, label}, the
 * header at will. The label is 0 (different) or 1 (paraphrase). A row without its own identifier
 * gets its number in the file, from 1, which is equal across languages. Rows whose sentence is
 * empty or {@code NS} were not translated and are skipped.
 */
final class PawsxReader implements ExampleReader {
  private static final Header ORDER = new Header(List.of("id", "sentence1", "sentence2", "label"));

  @Override
  public List<Example> read(TextFile file, Task task, Language given) {
    var lines = file.lines();
    var first = Header.of(lines.getFirst().split("\t", -1));
    boolean named = first.has("sentence1");
    var header = named ? first : ORDER;
    int firstAt = header.need(file, "sentence1");
    int secondAt = header.need(file, "sentence2");
    int labelAt = header.need(file, "label");
    Optional<Integer> idAt = header.find("id");
    var pairs = new Pairs(file, task, FileLanguage.of(file, given));
    int row = 0;
    for (int i = named ? 1 : 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      row++;
      var cells = Pairs.cells(file, i + 1, lines.get(i), header.size());
      var label = LabelReading.of(file, i + 1, task, cells[labelAt]);
      if (translated(cells[firstAt]) && translated(cells[secondAt])) {
        var id = Pairs.id(idAt, cells, row);
        pairs.add(i + 1, id, cells[firstAt], cells[secondAt], label);
      }
    }
    return pairs.finish();
  }

  private static boolean translated(String sentence) {
    return !sentence.isBlank() && !sentence.strip().equals("NS");
  }
}
