package lamina.ui.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.problem.Problem;
import lamina.ui.workspace.PanelState;

/**
 * Data files of a person's own as a session keeps them. One that can't be read is told once and
 * stays in the session, until it is found somewhere or the person forgets it.
 */
public final class OwnFiles {
  private static final String FILE = "data";

  /** A data file and what it is read as. */
  public record Data(Path path, Task task, Language language) {
    boolean is(SampleData.Entry entry) {
      return entry.task() == task
          && entry.language().equals(language)
          && entry.path().toAbsolutePath().normalize().equals(path);
    }
  }

  /** A data file that can't be had, and why. */
  record Lost(Data data, Problem why) {}

  private final List<Data> missing = new ArrayList<>();

  /** The data files that a session names. */
  static List<Data> of(PanelState state, Task task, Language language) {
    var all = new ArrayList<Data>();
    state
        .files()
        .forEach(
            (name, path) -> {
              var as = state.option(name + ".as", task.key() + " " + language.code()).split(" ");
              all.add(new Data(path, Task.of(as[0]), Languages.of(as[as.length - 1])));
            });
    return all;
  }

  /** Reads them, in the background; those that can't be read. */
  static List<Lost> open(List<Data> wanted, SampleData sample) {
    var lost = new ArrayList<Lost>();
    for (var data : wanted.reversed()) { // the first becomes the newest
      try {
        sample.open(data.path, data.task, data.language);
      } catch (Problem e) {
        lost.add(new Lost(data, e));
      }
    }
    return lost;
  }

  void add(Collection<Data> lost) {
    lost.stream().filter(d -> !missing.contains(d)).forEach(missing::add);
  }

  /** It was found or isn't wanted any more. */
  void remove(Data data) {
    missing.remove(data);
  }

  List<Data> missing() {
    return List.copyOf(missing);
  }

  /**
   * What a session is to keep: files that are in use and those that are missing.
   *
   * @param first the file that is looked at
   * @param untried files of a session that are about to be read
   * @param options that are added to
   */
  Map<String, Path> files(
      Optional<Path> first,
      List<Data> untried,
      List<SampleData.Entry> own,
      Map<String, String> options) {
    var all = new ArrayList<Data>();
    own.stream()
        .sorted(Comparator.comparing(e -> !first.equals(Optional.of(e.path()))))
        .map(e -> new Data(e.path().toAbsolutePath().normalize(), e.task(), e.language()))
        .forEach(all::add);
    Stream.concat(missing.stream(), untried.stream())
        .filter(d -> !all.contains(d))
        .forEach(all::add);
    var files = new HashMap<String, Path>();
    for (int i = 0; i < all.size(); i++) {
      var name = i == 0 ? FILE : FILE + "-" + (i + 1);
      var data = all.get(i);
      files.put(name, data.path);
      options.put(name + ".as", data.task.key() + " " + data.language.code());
    }
    return files;
  }
}
