package lamina.data.format;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lamina.data.Example;
import lamina.data.RowCount;
import lamina.data.Task;

/**
 * CoNLL-U, as Universal Dependencies distributes it: ten columns, of which ID, FORM and UPOS are
 * read; CoNLL-U Plus names its columns in the first line, {@code # global.columns = ID FORM ...}.
 * Ranges of multiword tokens ({@code 3-4}) and empty nodes ({@code 5.1}) are skipped, so that the
 * words are the syntactic words. Numbers that begin anew begin a sentence, with or without a blank
 * line before. Sentences with a word that has no universal tag ({@code _}) are left out.
 */
final class ConlluReader implements DataFormat {
  private static final int COLUMNS = 10;
  private static final Pattern PLUS = Pattern.compile("#\\s*global\\.columns\\s*=\\s*(.*\\S)\\s*");
  private static final Pattern WORD = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern SKIPPED = Pattern.compile("[1-9][0-9]*-[1-9][0-9]*|[0-9]+\\.[0-9]+");

  /** A sentence's identifier in a comment. */
  static final Pattern SENT_ID = Pattern.compile("#\\s*sent_id\\s*=\\s*(.*\\S)\\s*");

  /**
   * Which columns there are.
   *
   * @param size how many
   */
  private record Columns(int size, int id, int form, int tag) {
    static final Columns PLAIN = new Columns(COLUMNS, 0, 1, 3);

    static Columns of(TextFile file) {
      var plus = PLUS.matcher(file.firstLine());
      if (!plus.matches()) {
        return PLAIN;
      }
      var names = List.of(plus.group(1).split("\\s+"));
      var missing = Stream.of("ID", "FORM", "UPOS").filter(n -> !names.contains(n)).toList();
      if (!missing.isEmpty()) {
        throw file.problem(
            1,
            "CoNLL-U Plus without "
                + String.join(", ", missing)
                + "; ID, FORM and UPOS were expected among its columns "
                + names
                + ".");
      }
      return new Columns(
          names.size(), names.indexOf("ID"), names.indexOf("FORM"), names.indexOf("UPOS"));
    }
  }

  /** Whether a file says that it is CoNLL-U Plus. */
  static boolean plus(TextFile file) {
    return PLUS.matcher(file.firstLine()).matches();
  }

  @Override
  public String label() {
    return "CoNLL-U";
  }

  @Override
  public List<String> endings() {
    return List.of("conllu", "conll");
  }

  @Override
  public String told() {
    return "lines, most of them, have ten columns with a number in front, or whose first line names"
        + " its columns (`# global.columns`)";
  }

  @Override
  public boolean reads(TextFile file, Task task) {
    return task.tagsWords() && (plus(file) || tenColumns(file));
  }

  @Override
  public List<Example> read(ReadContext in) {
    if (!in.task().inTreebanks()) {
      throw in.file()
          .problem(
              "CoNLL-U has parts of speech; for "
                  + in.task().label()
                  + " word, tab and tag"
                  + (in.task().marksEntities() ? " (IOB2)" : "")
                  + " a line are expected. Choose the task that the file belongs to.");
    }
    var one = new One(in, new SentenceBuilder(in, in.language()));
    var lines = in.file().lines();
    for (int i = 0; i < lines.size(); i++) {
      one.line(i + 1, lines.get(i));
    }
    return one.finish();
  }

  /** Whether most lines, comments aside, have the columns of CoNLL-U with a number in front. */
  private static boolean tenColumns(TextFile file) {
    int lines = 0;
    int like = 0;
    for (var line : file.lines()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        lines++;
        boolean number = !line.isEmpty() && line.charAt(0) >= '0' && line.charAt(0) <= '9';
        like += number && line.split("\t", -1).length == COLUMNS ? 1 : 0;
      }
    }
    return like * 2 > lines;
  }

  /** A file while it is read. */
  private static final class One {
    private final ReadContext in;
    private final SentenceBuilder sentences;
    private final Columns layout;
    private int before;
    private int untaggedWord;
    private int untagged;
    private int firstUntagged;

    One(ReadContext in, SentenceBuilder sentences) {
      this.in = in;
      this.sentences = sentences;
      this.layout = Columns.of(in.file());
    }

    void line(int number, String line) {
      if (line.isBlank()) {
        end();
      } else if (line.startsWith("#")) {
        var id = SENT_ID.matcher(line);
        if (id.matches()) {
          end();
          sentences.id(id.group(1));
        }
      } else {
        columns(number, line.split("\t", -1));
      }
    }

    private void columns(int number, String[] columns) {
      if (columns.length != layout.size) {
        throw in.file()
            .problem(
                number,
                columns.length
                    + " columns; expected CoNLL-U with "
                    + layout.size
                    + ", separated by tabs. Correct or remove the line.");
      }
      var id = columns[layout.id].strip();
      if (SKIPPED.matcher(id).matches()) {
        if (id.matches("1-[0-9]+|0\\..*") && before > 0) {
          end();
        }
        return;
      }
      if (!WORD.matcher(id).matches()) {
        throw in.file()
            .problem(
                number,
                "word number "
                    + TextFile.quote(columns[layout.id])
                    + "; expected 1, 2, 3-4 or 5.1.");
      }
      int word = Integer.parseInt(id);
      if (word == 1 && before > 0) {
        end();
      }
      if (word != before + 1) {
        throw in.file()
            .problem(
                number,
                "word number "
                    + word
                    + "; expected "
                    + (before + 1)
                    + (before > 0 ? ", or 1 where a sentence begins" : "")
                    + ". Correct the line.");
      }
      before = word;
      var tag = columns[layout.tag].strip();
      if (tag.equals("_")) {
        untaggedWord = untaggedWord == 0 ? number : untaggedWord;
      }
      sentences.word(number, columns[layout.form].strip(), tag);
    }

    private void end() {
      if (untaggedWord > 0) {
        firstUntagged = untagged == 0 ? untaggedWord : firstUntagged;
        untagged++;
        sentences.drop();
      } else {
        sentences.end();
      }
      untaggedWord = 0;
      before = 0;
    }

    List<Example> finish() {
      end();
      if (untagged > 0) {
        in.note(
            RowCount.of(untagged, "sentence")
                + " left out, a word has no universal tag (_), the first in line "
                + firstUntagged
                + ".");
      }
      return sentences.finish();
    }
  }
}
