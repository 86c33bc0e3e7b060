package lamina.data;

import java.util.ArrayList;
import java.util.List;
import lamina.language.Language;

/**
 * CoNLL-U with UPOS in column 4. Multiword tokens (1-2) and empty nodes (1.1) are passed over:
 * their syntactic words carry the tags.
 */
record ConlluFormat() implements Format {
  private static final int COLUMNS = 10;

  @Override
  public boolean fits(TextFile file, Task task) {
    return task == Task.POS && file.name().endsWith(".conllu");
  }

  @Override
  public List<Example> read(TextFile file, Task task, Language language) {
    var examples = new ArrayList<Example>();
    var words = new ArrayList<String>();
    var tags = new ArrayList<String>();
    String id = null;
    for (int i = 0; i <= file.lines().size(); i++) {
      var line = i < file.lines().size() ? file.lines().get(i) : "";
      if (line.isBlank()) {
        if (!words.isEmpty()) {
          var name = id == null ? Integer.toString(examples.size() + 1) : id;
          examples.add(new TaggedSentence(name, language, words, tags));
        }
        words.clear();
        tags.clear();
        id = null;
      } else if (line.startsWith("#")) {
        if (line.startsWith("# sent_id =")) {
          id = line.substring("# sent_id =".length()).strip();
        }
      } else {
        var columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
          throw file.problem(
              i,
              "has " + columns.length + " columns; CoNLL-U has " + COLUMNS + ", set off by tabs.");
        }
        if (columns[0].matches("\\d+")) {
          if (columns[1].isBlank()) {
            throw file.problem(i, "the word (column 2) is blank.");
          }
          words.add(columns[1]);
          tags.add(Labels.check(file, i, task, columns[3]));
        } else if (!columns[0].matches("\\d+[-.]\\d+")) {
          throw file.problem(
              i,
              "column 1 is \"" + columns[0] + "\"; a word number such as 3, 3-4 or 3.1 is needed.");
        }
      }
    }
    return examples;
  }
}
