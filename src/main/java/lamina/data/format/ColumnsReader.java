package lamina.data.format;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import lamina.data.Example;
import lamina.data.Task;
import lamina.language.Language;

/**
 * One word a line, a blank line after each sentence: word and tag (PAN-X, XTREME's POS files),
 * language before the word (WikiANN's {@code de:Berlin}), several columns with the tag last
 * (CoNLL-2003), or a number first and the tag after the word (UNER, WikiNEuRal, GermEval).
 *
 * <p>Where words are numbered, a number that begins anew begins a sentence, with or without a blank
 * line before, and lines that begin with {@code #} are comments. {@code -DOCSTART-} is no sentence.
 */
final class ColumnsReader implements DataFormat {
  private static final Pattern SKIPPED = Pattern.compile("[0-9]+[-.][0-9]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

  @Override
  public String label() {
    return "word and tag";
  }

  @Override
  public List<String> endings() {
    return List.of("iob2", "bio", "txt");
  }

  @Override
  public String told() {
    return "words are tagged, one a line, and that is none of the above";
  }

  @Override
  public boolean reads(TextFile file, Task task) {
    return task.tagsWords();
  }

  @Override
  public List<Example> read(ReadContext in) {
    var layout = ColumnLayout.of(in.file(), in.task());
    return new One(in, layout, new SentenceBuilder(in, language(in, layout))).read();
  }

  private static Language language(ReadContext in, ColumnLayout layout) {
    return layout
        .prefix()
        .map(p -> FileLanguage.inColumn(in.file(), 1, p.substring(0, p.length() - 1)))
        .map(l -> FileLanguage.among(in.file(), Set.of(l), in.given()))
        .orElseGet(in::language);
  }

  /** A file while it is read. */
  private static final class One {
    private final ReadContext in;
    private final ColumnLayout layout;
    private final SentenceBuilder sentences;
    private int before = -1;
    private boolean anyNumber;

    One(ReadContext in, ColumnLayout layout, SentenceBuilder sentences) {
      this.in = in;
      this.layout = layout;
      this.sentences = sentences;
    }

    List<Example> read() {
      var lines = in.file().lines();
      for (int i = 0; i < lines.size(); i++) {
        var line = lines.get(i);
        if (line.isBlank() || ColumnLayout.document(line)) {
          sentences.end();
          anyNumber = !line.isBlank();
          before = -1;
        } else if (layout.comment(line)) {
          comment(line);
        } else {
          word(i + 1, line);
        }
      }
      return sentences.finish();
    }

    private void comment(String line) {
      sentences.end();
      before = -1;
      var id = ConlluReader.SENT_ID.matcher(line);
      if (id.matches()) {
        sentences.id(id.group(1));
      }
    }

    private void word(int number, String line) {
      var columns = layout.split(line);
      if (!layout.allows(columns.length)) {
        throw in.file()
            .problem(
                number,
                columns.length
                    + (columns.length == 1 ? " column" : " columns")
                    + "; expected "
                    + layout.expected()
                    + " as in the other lines. Correct the line.");
      }
      if (layout.numbered()) {
        if (SKIPPED.matcher(columns[0]).matches()) {
          return;
        }
        number(number, columns[0]);
      }
      var word = columns[layout.word()];
      sentences.word(
          number,
          layout.prefix().map(p -> without(number, word, p)).orElse(word),
          columns[layout.tag()]);
    }

    /** Sentences are numbered from 0 or 1; after the line of a document any number begins one. */
    private void number(int line, String text) {
      int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -2;
      if (number != before + 1 && number <= 1 && number >= 0) {
        sentences.end();
      } else if (number < 0 || number != before + 1 && (before >= 0 || !anyNumber)) {
        throw in.file()
            .problem(
                line,
                "word number "
                    + TextFile.quote(text)
                    + "; expected "
                    + (before < 0 ? "0 or 1" : before + 1 + ", or 0 or 1 where a sentence begins")
                    + ". Correct the line.");
      }
      before = number;
      anyNumber = false;
    }

    private String without(int line, String word, String prefix) {
      if (!word.startsWith(prefix)) {
        throw in.file()
            .problem(
                line,
                "word "
                    + TextFile.quote(word)
                    + "; expected "
                    + prefix
                    + " before it as in the other lines. One file holds one language.");
      }
      return word.substring(prefix.length());
    }
  }
}
