package lamina.data.format;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lamina.data.Example;
import lamina.data.Task;
import lamina.data.Tasks;

/** A sentence a line, as {@code word/TAG word/TAG}, as docs/extending.md declares a format. */
final class ToyFormat implements DataFormat {
  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  @Override
  public String label() {
    return "word/tag";
  }

  @Override
  public List<String> endings() {
    return List.of("slash");
  }

  @Override
  public String told() {
    return "words, most of them, end in a slash and a tag";
  }

  @Override
  public boolean reads(TextFile file, Task task) {
    return task.tagsWords() && tellsTask(file);
  }

  @Override
  public boolean tellsTask(TextFile file) {
    var words = file.lines().stream().flatMap(l -> Arrays.stream(split(l))).toList();
    return words.stream().filter(w -> w.indexOf('/') > 0).count() * 2 > words.size();
  }

  @Override
  public Optional<Task> task(TextFile file, Task preferred, Tasks tasks) {
    var tag = split(file.firstLine())[0].replaceFirst(".*/", "");
    return tasks.where(t -> t.tagsWords() && t.writes(tag)).stream().findFirst();
  }

  @Override
  public List<Example> read(ReadContext in) {
    var sentences = new SentenceBuilder(in, in.language());
    for (int i = 0; i < in.file().lines().size(); i++) {
      for (var word : split(in.file().lines().get(i))) {
        int slash = word.lastIndexOf('/');
        if (slash < 0) {
          throw in.file()
              .problem(i + 1, TextFile.quote(word) + " has no tag; expected word/TAG. Add it.");
        }
        sentences.word(i + 1, word.substring(0, slash), word.substring(slash + 1));
      }
      sentences.end();
    }
    return sentences.finish();
  }

  private static String[] split(String line) {
    return line.isBlank() ? new String[0] : BLANKS.split(line.strip());
  }
}
