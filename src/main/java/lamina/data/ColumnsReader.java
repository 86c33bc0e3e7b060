package lamina.data;

import java.util.List;
import java.util.regex.Pattern;
import lamina.language.Language;

/**
 * Columns with one word a line, three or more of them, in IOB2: UNER (number, word, tag, two more),
 * WikiNEuRal (number, word, tag) and CoNLL-2003 (word, others, tag last; separated by blanks).
 * Lines that begin with {@code #} and have no tab are comments; {@code # sent_id = ...} names the
 * sentence. {@code -DOCSTART-} lines are skipped.
 */
final class ColumnsReader implements ExampleReader {
  private static final Pattern NUMBER = Pattern.compile("[01]");
  private static final Pattern SENT_ID = Pattern.compile("#\\s*sent_id\\s*=\\s*(.*\\S)\\s*");

  @Override
  public List<Example> read(TextFile file, Task task, Language given) {
    var sentences = new SentenceBuilder(file, task, FileLanguage.of(file, given));
    Layout layout = null;
    var lines = file.lines();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      int number = i + 1;
      if (line.isBlank() || line.startsWith("-DOCSTART-")) {
        sentences.end();
      } else if (comment(line)) {
        var id = SENT_ID.matcher(line);
        if (id.matches()) {
          sentences.id(id.group(1));
        }
      } else {
        layout = layout == null ? Layout.of(file, number, line) : layout;
        var columns = layout.split(line);
        if (!layout.allows(columns.length)) {
          throw file.problem(
              number,
              columns.length
                  + " columns; expected "
                  + layout.expected()
                  + " as in the lines above. Correct the line.");
        }
        sentences.word(number, columns[layout.word()], columns[layout.tag()]);
      }
    }
    return sentences.finish();
  }

  private static boolean comment(String line) {
    return line.startsWith("#") && line.indexOf('\t') < 0;
  }

  /** Which column is what; the first line with a word decides: 0 or 1 in front numbers words. */
  private record Layout(boolean tabs, int columns, int word, int tag) {
    static Layout of(TextFile file, int number, String line) {
      boolean tabs = line.indexOf('\t') >= 0;
      var columns = split(line, tabs);
      if (columns.length < 2) {
        throw file.problem(
            number,
            "one column; expected a word and its tag (columns separated by tabs or blanks)."
                + " Choose the task that the file belongs to, or correct the line.");
      }
      boolean numbered = columns.length > 2 && NUMBER.matcher(columns[0]).matches();
      return new Layout(tabs, columns.length, numbered ? 1 : 0, numbered ? 2 : columns.length - 1);
    }

    /** Older UNER files leave the last two columns of words outside entities away. */
    boolean allows(int found) {
      return numbered() ? found == 3 || found == 5 : found == columns;
    }

    String expected() {
      return numbered() ? "3 or 5" : Integer.toString(columns);
    }

    private boolean numbered() {
      return word == 1;
    }

    String[] split(String line) {
      return split(line, tabs);
    }

    private static String[] split(String line, boolean tabs) {
      return tabs ? line.split("\t", -1) : line.strip().split(" +");
    }
  }
}
