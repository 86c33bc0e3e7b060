package lamina.data;

import java.util.List;
import java.util.regex.Pattern;
import lamina.language.Language;

/**
 * CoNLL-U, as Universal Dependencies distributes it: ten columns, of which ID, FORM and UPOS are
 * read. Ranges of multiword tokens ({@code 3-4}) and empty nodes ({@code 5.1}) are skipped, so that
 * the words are the syntactic words. A sentence in which no word has a tag is skipped; one with a
 * tag missing is an error.
 */
final class ConlluReader implements ExampleReader {
  private static final int COLUMNS = 10;
  private static final Pattern WORD = Pattern.compile("[1-9][0-9]*");
  private static final Pattern SKIPPED = Pattern.compile("[1-9][0-9]*-[1-9][0-9]*|[0-9]+\\.[0-9]+");
  private static final Pattern SENT_ID = Pattern.compile("#\\s*sent_id\\s*=\\s*(.*\\S)\\s*");

  @Override
  public List<Example> read(TextFile file, Task task, Language given) {
    var sentences = new SentenceBuilder(file, task, FileLanguage.of(file, given));
    var untagged = new Untagged(file);
    var lines = file.lines();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      int number = i + 1;
      if (line.isBlank()) {
        end(sentences, untagged);
      } else if (line.startsWith("#")) {
        var id = SENT_ID.matcher(line);
        if (id.matches()) {
          sentences.id(id.group(1));
        }
      } else {
        word(file, number, line, task, sentences, untagged);
      }
    }
    end(sentences, untagged);
    return sentences.finish();
  }

  private static void word(
      TextFile file,
      int number,
      String line,
      Task task,
      SentenceBuilder sentences,
      Untagged untagged) {
    var columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw file.problem(
          number,
          columns.length
              + " columns; expected CoNLL-U with "
              + COLUMNS
              + ", separated by tabs. Correct or remove the line.");
    }
    if (SKIPPED.matcher(columns[0]).matches()) {
      return;
    }
    if (!WORD.matcher(columns[0]).matches()) {
      throw file.problem(
          number, "word number " + TextFile.quote(columns[0]) + "; expected 1, 2, 3-4 or 5.1.");
    }
    if (columns[3].equals("_")) {
      untagged.without(number);
      return;
    }
    if (columns[3].equals("CONJ")) {
      throw file.problem(
          number, "tag CONJ of Universal Dependencies 1; expected version 2, where it is CCONJ.");
    }
    sentences.word(number, columns[1], columns[3]);
    untagged.with();
  }

  private static void end(SentenceBuilder sentences, Untagged untagged) {
    if (untagged.sentence()) {
      sentences.drop();
    } else {
      sentences.end();
    }
  }

  /** Counts a sentence's words with and without a tag. */
  private static final class Untagged {
    private final TextFile file;
    private int firstWithout;
    private boolean anyWith;

    Untagged(TextFile file) {
      this.file = file;
    }

    void without(int line) {
      firstWithout = firstWithout == 0 ? line : firstWithout;
    }

    void with() {
      anyWith = true;
    }

    /** Whether the sentence that ends has words, none of them with a tag; begins the next. */
    boolean sentence() {
      int line = firstWithout;
      boolean mixed = line > 0 && anyWith;
      firstWithout = 0;
      anyWith = false;
      if (mixed) {
        throw file.problem(
            line,
            "no universal tag (\"_\") in a sentence whose other words have one; expected one a"
                + " word. Tag it, or remove the sentence.");
      }
      return line > 0;
    }
  }
}
