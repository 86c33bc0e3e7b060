package lamina.data;

import java.util.Locale;
import java.util.Map;

/** Checks labels, with the spellings that data sets use for them. */
final class Labels {
  private static final Map<String, String> PAIRS =
      Map.of(
          "0", "different",
          "1", "paraphrase",
          "contradictory", "contradiction",
          "different", "different",
          "paraphrase", "paraphrase");

  private Labels() {}

  /**
   * The task's label for what a file says. Entities of a type that the task doesn't know (OTH in
   * UNER) count as O.
   */
  static String check(TextFile file, int line, Task task, String found) {
    var label = found.strip();
    if (task == Task.NER
        && (label.endsWith("-OTH") || label.endsWith("-MISC") || label.endsWith("-O"))) {
      label = "O";
    } else if (!task.tagsWords()) {
      label = label.toLowerCase(Locale.ROOT);
      label = PAIRS.getOrDefault(label, label);
    }
    if (!task.labels().contains(label)) {
      throw file.problem(
          line, "unknown label \"" + found + "\"; expected one of " + task.labels() + ".");
    }
    return label;
  }
}
