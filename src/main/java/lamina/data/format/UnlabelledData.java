package lamina.data.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.language.Language;
import lamina.problem.Problem;

/** Data whose labels nobody reads: a task's own formats, or plain text with a sentence a line. */
public final class UnlabelledData {
  private UnlabelledData() {}

  /**
   * Reads a file without looking at its labels.
   *
   * @param file plain text where its name ends in {@code .txt}, which tasks over pairs can't use
   * @return examples; those of plain text carry the task's first label everywhere
   * @throws Problem naming what is wrong
   */
  public static Dataset read(Path file, Task task) {
    if (!file.toString().endsWith(".txt")) {
      return DatasetReader.read(file, task, null);
    }
    if (!task.tagsWords()) {
      throw new Problem(
          file + ": plain text has no pairs; " + task.label() + " needs a file of pairs.");
    }
    var text = TextFile.load(file);
    var language = FileLanguage.of(text, null);
    var examples = new ArrayList<Example>();
    for (int i = 0; i < text.lines().size(); i++) {
      var line = text.lines().get(i);
      if (!line.isBlank()) {
        examples.add(sentence(file, language, task, examples.size() + 1, i + 1, line));
      }
    }
    return new Dataset(task, language, text.name(), text.sha256(), examples);
  }

  /**
   * Lines of running text.
   *
   * @param sha256 of the file's bytes, hexadecimal
   */
  public record Lines(String name, String sha256, List<String> lines) {}

  /**
   * Reads plain text, a sentence a line; lines without a letter or digit are left out.
   *
   * @throws Problem naming what is wrong
   */
  public static Lines lines(Path file) {
    var text = TextFile.load(file);
    return new Lines(
        text.name(),
        text.sha256(),
        text.lines().stream()
            .filter(l -> l.codePoints().anyMatch(Character::isLetterOrDigit))
            .toList());
  }

  private static TaggedSentence sentence(
      Path file, Language language, Task task, int number, int line, String text) {
    var words = List.of(text.strip().split("\\s+"));
    var tags = words.stream().map(w -> task.labels().getFirst()).toList();
    return new TaggedSentence(file.getFileName() + "-" + number, language, words, tags, line);
  }
}
