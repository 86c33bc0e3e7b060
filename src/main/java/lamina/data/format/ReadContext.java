package lamina.data.format;

import java.util.ArrayList;
import java.util.List;
import lamina.data.Task;
import lamina.language.Language;
import org.jspecify.annotations.Nullable;

/**
 * One file while it is read.
 *
 * @param task whose labels are expected
 * @param given language of the examples, or {@code null} if the file is to tell
 * @param labels what a person says that labels count as
 * @param notes what is assumed or left out, in sentences; readers add to it
 */
record ReadContext(
    TextFile file, Task task, @Nullable Language given, LabelMap labels, List<String> notes) {
  ReadContext(TextFile file, Task task, @Nullable Language given, LabelMap labels) {
    this(file, task, given, labels, new ArrayList<>());
  }

  /** Says what is assumed or left out. */
  void note(String sentence) {
    notes.add(sentence);
  }

  /** The language of a file that has no column for it. */
  Language language() {
    return FileLanguage.of(file, given);
  }
}
