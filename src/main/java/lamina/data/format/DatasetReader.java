package lamina.data.format;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lamina.data.Dataset;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.files.Sha256;
import lamina.language.Language;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Reads labelled data in the formats that it is published in.
 *
 * <p>Words: CoNLL-U and CoNLL-U Plus; word and tag; columns with the tag last (CoNLL-2003) or after
 * a number and the word (UNER, WikiNEuRal, GermEval); {@code lang:word} (WikiANN). Pairs: XNLI 1.0,
 * PAWS-X, and tables of two sentences and a label with or without a header. Both also as JSON, as
 * Hugging Face ships them, and as tables whose first line names the columns. docs/data-forms.md
 * lists all forms.
 *
 * <p>Labels of other sets are read as the task's by {@link LabelReading}.
 */
public final class DatasetReader {
  private DatasetReader() {}

  /**
   * Reads one file, see {@link #read(Path, Task, Language, LabelMap)}; of labels only a file beside
   * it says anything.
   */
  public static Dataset read(Path file, Task task, @Nullable Language language) {
    return read(file, task, language, LabelMap.NONE);
  }

  /**
   * Reads one file. The language is the given one, else the one in the file's own column, else the
   * one that the name of the file ({@code ar.conllu}, {@code ar_pud.conllu}, {@code
   * xnli.dev.ar.tsv}) or of its folder tells.
   *
   * @param language or {@code null}
   * @param labels what labels of other sets count as, before what {@link LabelMap#FILE} beside the
   *     file says
   * @return at least one example
   * @throws Problem naming file, line and what was expected: missing file, directory, blank, not
   *     UTF-8, wrong column count, unknown labels, withheld words, no language
   */
  public static Dataset read(Path file, Task task, @Nullable Language language, LabelMap labels) {
    return read(file, task, language, labels, DataFormats.KNOWN);
  }

  /** Reads one file in one of some formats. */
  static Dataset read(
      Path file, Task task, @Nullable Language language, LabelMap labels, DataFormats formats) {
    var text = TextFile.load(file);
    var in = new ReadContext(text, task, language, labels.or(LabelMap.beside(file)));
    if (language == null) {
      FileLanguage.doubt(file).ifPresent(in::note);
    }
    var examples = formats.of(text, task).read(in);
    for (var example : examples) {
      long characters = TextLimit.characters(example);
      if (characters > TextLimit.MOST) {
        throw text.problem(example.line(), "the text has " + TextLimit.reason(characters));
      }
    }
    return new Dataset(
        task, examples.getFirst().language(), text.name(), hash(in), examples, in.notes());
  }

  /** What a person says of labels belongs to what was read. */
  private static String hash(ReadContext in) {
    var said = in.labels().targets();
    return said.isEmpty()
        ? in.file().sha256()
        : Sha256.of((in.file().sha256() + said).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the files of one language as one set.
   *
   * @param files at least one
   * @param language of all of them, or {@code null}
   * @throws Problem as of one file; naming the files where they are in several languages
   */
  public static Dataset read(
      List<Path> files, Task task, @Nullable Language language, LabelMap labels) {
    return Dataset.pooled(files.stream().map(f -> read(f, task, language, labels)).toList());
  }

  /** The language that a file's name tells beyond doubt. */
  public static Optional<Language> told(Path file) {
    return FileLanguage.doubt(file).isPresent() ? Optional.empty() : FileLanguage.ofName(file);
  }

  /**
   * The task that a file's labels belong to.
   *
   * @param preferred where they belong to several
   * @throws Problem naming the file and the labels that were expected
   */
  public static Task task(Path file, Task preferred) {
    return task(file, preferred, Tasks.KNOWN, DataFormats.KNOWN);
  }

  /** The task, among some, that the labels of a file in one of some formats belong to. */
  static Task task(Path file, Task preferred, Tasks tasks, DataFormats formats) {
    var text = TextFile.load(file);
    return formats
        .task(text, preferred, tasks)
        .orElseThrow(
            () ->
                text.problem(
                    "no line of it holds a label of any task; expected "
                        + labels(tasks)
                        + ". Check that it is labelled data in one of the forms that"
                        + " docs/data-forms.md lists."));
  }

  private static String labels(Tasks tasks) {
    var all = tasks.all().stream().map(Task::labelsInWords).toList();
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + ", or " + all.get(last);
  }
}
