package lamina.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lamina.data.Dataset;
import lamina.data.Task;
import lamina.data.format.DataFolder;
import lamina.data.format.DatasetReader;
import lamina.data.format.LabelMap;
import lamina.data.format.UnlabelledData;
import lamina.language.Languages;
import lamina.text.WordBreaks;

/** Data files, one language after another. */
final class DataSets {
  private final List<Path> files;
  private final List<String> notes = new ArrayList<>();

  DataSets(List<Path> files) {
    this.files = files;
  }

  /** Takes the set of a language. */
  interface Taker {
    /**
     * A language is read.
     *
     * @param file index of its first file
     */
    void take(int file, Dataset set);
  }

  /** Told how far it is; may throw to stop. */
  interface Step {
    /**
     * Some examples are done.
     *
     * @param file index of the file
     * @param done examples of it
     * @param total examples in it
     */
    void at(int file, int done, int total);
  }

  /**
   * Reads them; one set is in memory at a time.
   *
   * @param language code, or blank to take it from each file's name
   * @param labels what labels count as that are those of another set
   */
  void each(Task task, String language, LabelMap labels, Taker then) {
    var given = language.isBlank() ? null : Languages.of(language);
    var labelled = new ArrayList<>(files);
    labelled.removeIf(file -> UnlabelledData.plain(file, task));
    for (int i = 0; i < files.size(); i++) {
      if (!labelled.contains(files.get(i))) {
        then.take(i, UnlabelledData.texts(files.get(i), task, given, WordBreaks::words));
      }
    }
    for (var own : DataFolder.byLanguage(labelled, task, given).values()) {
      var set = DatasetReader.read(own, task, given, labels);
      notes.addAll(set.notes());
      if (!set.language().known()) {
        notes.add(
            set.language().name()
                + " ("
                + set.language()
                + "): its family and script aren't in Lamina's table of languages.");
      }
      then.take(files.indexOf(own.getFirst()), set);
    }
  }

  /** Adds what was found out on the way. */
  void note(List<String> found) {
    notes.addAll(found);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
