package lamina.data.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.language.Language;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Data whose labels nobody reads: a task's own formats, or plain text with a sentence or, of a task
 * over pairs, two texts a line.
 */
public final class UnlabelledData {
  private static final String PLAIN = ".txt";
  private static final Pattern PAIR = Pattern.compile("\\S+ [^\\t]*\\t\\S+ [^\\t]*");

  private UnlabelledData() {}

  /**
   * Reads a file without looking at its labels.
   *
   * @param file labelled data, or plain text, see {@link #plain}, as {@link #texts} reads it
   * @param language of plain text, or {@code null} to take it from the file's name
   * @param cutter cuts a line of plain text into words
   * @return examples; those of plain text carry the task's first label everywhere
   * @throws Problem naming what is wrong
   */
  public static Dataset read(
      Path file, Task task, @Nullable Language language, Function<String, List<String>> cutter) {
    if (!plain(file, task)) {
      return DatasetReader.read(file, task, null);
    }
    var set = texts(file, task, language, cutter);
    var label = task.labels().getFirst();
    return new Dataset(
        task,
        set.language(),
        set.name(),
        set.sha256(),
        set.examples().stream().map(e -> labelled(e, label)).toList());
  }

  private static Example labelled(Example example, String label) {
    return switch (example) {
      case TaggedSentence s ->
          new TaggedSentence(
              s.id(),
              s.language(),
              s.words(),
              Collections.nCopies(s.words().size(), label),
              s.line());
      case SentencePair p ->
          new SentencePair(p.id(), p.language(), p.premise(), p.hypothesis(), label, p.line());
    };
  }

  private static boolean named(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(PLAIN);
  }

  /**
   * Whether a file is plain text: {@code .txt}, and no labelled data under that name, which words
   * and tags often have. Of a task that tags words a tab says that there are columns.
   */
  public static boolean plain(Path file, Task task) {
    if (!named(file)) {
      return false;
    }
    var text = TextFile.load(file);
    boolean columns = task.tagsWords() && text.lines().stream().anyMatch(l -> l.contains("\t"));
    return !columns && DataFormats.KNOWN.task(text, task, Tasks.KNOWN).isEmpty();
  }

  /**
   * The task that plain text is for: the preferred one where it can be; one over pairs where lines
   * hold two sentences with a tab between them. Empty where it isn't plain text.
   */
  public static Optional<Task> task(Path file, Task preferred) {
    if (plain(file, preferred)) {
      return Optional.of(preferred);
    }
    return named(file) && TextFile.load(file).lines().stream().allMatch(UnlabelledData::pairs)
        ? Tasks.KNOWN.where(t -> !t.tagsWords() && plain(file, t)).stream().findFirst()
        : Optional.empty();
  }

  /** Of words and tags neither part has blanks. */
  private static boolean pairs(String line) {
    return line.isBlank() || PAIR.matcher(line).matches();
  }

  /**
   * Refuses files that hold no labels.
   *
   * @throws Problem naming the first of them
   */
  public static void refuse(List<Path> files, Task task) {
    for (var file : files) {
      if (plain(file, task)) {
        throw new Problem(
            file
                + ": plain text has no labels to compare answers with; predict --data answers it.");
      }
    }
  }

  /**
   * Reads plain text to be answered: a sentence a line or, of a task over pairs, its two texts with
   * a tab between them. Empty lines are left out.
   *
   * @param language of the text, or {@code null} to take it from the file's name
   * @param cutter cuts a line into words
   * @return examples whose labels are empty
   * @throws Problem naming file, line and what was expected
   */
  public static Dataset texts(
      Path file, Task task, @Nullable Language language, Function<String, List<String>> cutter) {
    var text = TextFile.load(file);
    var spoken = FileLanguage.of(text, language);
    var examples = new ArrayList<Example>();
    for (int i = 0; i < text.lines().size(); i++) {
      var line = text.lines().get(i);
      if (line.isBlank()) {
        continue;
      }
      if (line.length() > TextLimit.MOST) {
        throw text.problem(i + 1, "the text has " + TextLimit.reason(line.length()));
      }
      var id = file.getFileName() + "-" + (examples.size() + 1);
      if (task.tagsWords()) {
        var words = cutter.apply(line);
        if (!words.isEmpty()) {
          var none = Collections.nCopies(words.size(), "");
          examples.add(new TaggedSentence(id, spoken, words, none, i + 1));
        }
        continue;
      }
      var parts = line.split("\t", -1);
      if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
        throw text.problem(
            i + 1,
            "two texts with one tab between them were expected, as " + task.label() + " has");
      }
      examples.add(new SentencePair(id, spoken, parts[0].strip(), parts[1].strip(), "", i + 1));
    }
    if (examples.isEmpty()) {
      throw new Problem(file + ": there is no text in it.");
    }
    return new Dataset(task, spoken, text.name(), text.sha256(), examples);
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
}
