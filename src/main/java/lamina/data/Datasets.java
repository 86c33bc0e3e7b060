package lamina.data;

import java.nio.file.Path;
import lamina.language.Language;
import lamina.problem.Problem;

/**
 * Reads labelled data in the formats that it is published in.
 *
 * <p>POS: CoNLL-U; {@code word TAB tag}. NER: {@code word TAB tag} and {@code lang:word TAB tag}
 * (PAN-X, WikiAnn); IOB2 columns (UNER, WikiNEuRal, CoNLL-2003). XNLI: the 1.0 release as tsv or
 * jsonl; {@code premise TAB hypothesis TAB label}. PAWS-X: {@code id TAB sentence1 TAB sentence2
 * TAB label}.
 *
 * <p>A user's own table, {@code .csv} (commas, quotes as RFC 4180 says) or tab-separated (quotes
 * are text), names its columns in the first line, in any order: {@code premise, hypothesis, label}
 * or {@code sentence1, sentence2, label} for pairs, {@code words, tags} (lists separated by blanks)
 * for words; {@code id} and {@code language} at will.
 */
public final class Datasets {
  private Datasets() {}

  /**
   * Reads one file. The language is the given one, else the one in the file's own column, else the
   * one that the name of the file ({@code ar.conllu}, {@code ar_pud.conllu}, {@code
   * xnli.dev.ar.tsv}) or of its folder tells.
   *
   * @param language or {@code null}
   * @return at least one example
   * @throws Problem naming file, line and what was expected: missing file, directory, blank, not
   *     UTF-8, wrong column count, unknown label, no language
   */
  public static Dataset read(Path file, Task task, Language language) {
    var text = TextFile.load(file);
    var examples = reader(text, task).read(text, task, language);
    for (var example : examples) {
      long characters = TextLimit.characters(example);
      if (characters > TextLimit.MOST) {
        throw text.problem(example.line(), "the text has " + TextLimit.reason(characters));
      }
    }
    return new Dataset(task, examples.getFirst().language(), text.name(), text.sha256(), examples);
  }

  /**
   * The task that a file's labels belong to.
   *
   * @param preferred where they belong to several
   * @throws Problem naming the file and the labels that were expected
   */
  public static Task task(Path file, Task preferred) {
    var text = TextFile.load(file);
    return TaskGuess.of(text, preferred)
        .orElseThrow(
            () ->
                text.problem(
                    "no line of it holds a label of any task; expected universal tags (NOUN,"
                        + " VERB, ...), IOB2 (O, B-PER, ...), entailment, neutral and"
                        + " contradiction, or 0 and 1 for paraphrases. Check that it is labelled"
                        + " data in one of these forms: CoNLL-U, word TAB tag, IOB2 columns, XNLI"
                        + " tsv or jsonl, PAWS-X tsv, CSV or TSV with a header."));
  }

  private static ExampleReader reader(TextFile file, Task task) {
    return task.tagsWords() ? wordReader(file, task) : pairReader(file, task);
  }

  private static ExampleReader wordReader(TextFile file, Task task) {
    var header = Header.of(file.firstLine().split("[\t,]", -1));
    if (file.extension().equals("csv")
        || (header.has("words") || header.has("text"))
            && (header.has("tags") || header.has("upos"))) {
      return new TableReader();
    }
    int columns = columns(file);
    if (task == Task.POS && (file.extension().startsWith("conll") || columns == 10)) {
      return new ConlluReader();
    }
    return columns == 2 ? new WikiannReader() : new ColumnsReader();
  }

  private static ExampleReader pairReader(TextFile file, Task task) {
    if (file.extension().startsWith("json") || file.firstLine().startsWith("{")) {
      return new XnliJsonReader();
    }
    if (file.extension().equals("csv")) {
      return new TableReader();
    }
    var header = Header.of(file.lines().getFirst().split("\t", -1));
    if (header.has("gold_label")) {
      return new XnliReader();
    }
    boolean pawsx = task == Task.PAWSX && (header.has("sentence1") || header.size() == 4);
    return pawsx && !header.has("premise") ? new PawsxReader() : new TableReader();
  }

  /** Tab-separated columns of the first line that is no comment. */
  private static int columns(TextFile file) {
    return file.lines().stream()
        .filter(line -> !line.isBlank() && !(line.startsWith("#") && line.indexOf('\t') < 0))
        .mapToInt(line -> line.split("\t", -1).length)
        .findFirst()
        .orElse(0);
  }
}
