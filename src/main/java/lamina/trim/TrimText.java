package lamina.trim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.data.format.DatasetReader;
import lamina.data.format.SampleData;
import lamina.data.format.UnlabelledData;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.problem.Problem;
import lamina.text.Input;

/** Gathers the text whose pieces are counted. */
public final class TrimText {
  private final Map<Language, CountedText> texts = new LinkedHashMap<>();

  private TrimText(List<Language> languages) {
    languages.forEach(l -> texts.put(l, CountedText.empty(l)));
  }

  /**
   * All sample data of some languages, whatever its task and split.
   *
   * @throws Problem where a language has none
   */
  public static List<CountedText> ofSamples(SampleData samples, List<Language> languages) {
    var gathered = new TrimText(languages);
    for (var entry : samples.entries()) {
      var text = gathered.texts.get(entry.language());
      if (text != null) {
        var set = DatasetReader.read(entry.path(), entry.task(), entry.language());
        var name = samples.directory().relativize(entry.path()).toString().replace('\\', '/');
        text.add(name, set.sha256(), CountedText.sentences(set.examples()));
      }
    }
    return gathered.checked("The sample data has");
  }

  /**
   * A person's own text: plain text (.txt, a sentence a line), or data of a task, whose labels
   * nobody reads. A file's name tells its language, as in {@code de.txt}; of a folder the files of
   * these languages are read.
   *
   * @param task of files that are neither plain text nor CoNLL-U
   * @throws Problem naming a file that can't be read or whose language isn't among these, or a
   *     language that has none
   */
  public static List<CountedText> ofFiles(List<Path> files, List<Language> languages, Task task) {
    var gathered = new TrimText(languages);
    for (var file : files) {
      if (Files.isDirectory(file)) {
        entries(file).forEach(f -> gathered.add(f, task));
      } else if (!gathered.add(file, task)) {
        throw new Problem(
            file
                + ": its name doesn't begin with one of the languages "
                + codes(languages)
                + "; call it like "
                + languages.getFirst().code()
                + ".txt.");
      }
    }
    return gathered.checked(files + " have");
  }

  private static List<Path> entries(Path folder) {
    try (var entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new Problem(folder + ": the folder could not be read.", e);
    }
  }

  private boolean add(Path file, Task task) {
    var name = file.getFileName().toString();
    var text = Languages.find(name.split("[._]")[0]).map(texts::get);
    if (text.isEmpty()) {
      return false;
    }
    if (name.endsWith(".txt")) {
      var plain = UnlabelledData.lines(file);
      var lines = plain.lines().stream().<Input>map(Input.Text::new).toList();
      text.get().add(plain.name(), plain.sha256(), lines);
    } else {
      var kind = name.endsWith(".conllu") ? Tasks.KNOWN.ofTreebanks() : task;
      var set = DatasetReader.read(file, kind, text.get().language());
      text.get().add(set.name(), set.sha256(), CountedText.sentences(set.examples()));
    }
    return true;
  }

  private List<CountedText> checked(String who) {
    var none =
        texts.values().stream()
            .filter(t -> t.sentences().isEmpty())
            .map(CountedText::language)
            .toList();
    if (!none.isEmpty()) {
      throw new Problem(
          who
              + " no text in "
              + codes(none)
              + "; name files of your own, like "
              + none.getFirst().code()
              + ".txt, with a sentence a line.");
    }
    return new ArrayList<>(texts.values());
  }

  private static String codes(List<Language> languages) {
    return String.join(", ", languages.stream().map(Language::code).toList());
  }
}
