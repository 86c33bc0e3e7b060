package lamina.data;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells by its labels which task a file is about. */
final class TaskGuess {
  private static final int LINES = 400;
  private static final Pattern CELLS = Pattern.compile("[\t,:{}]");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private TaskGuess() {}

  /**
   * The task whose labels stand in the most lines.
   *
   * @param preferred where several have as many
   * @return empty where no line holds a label of any task
   */
  static Optional<Task> of(TextFile file, Task preferred) {
    Map<Task, Integer> counts = new EnumMap<>(Task.class);
    for (var line : file.lines().subList(0, Math.min(LINES, file.lines().size()))) {
      for (var task : Task.values()) {
        if (cells(line).stream().anyMatch(cell -> labels(task, cell))) {
          counts.merge(task, 1, Integer::sum);
        }
      }
    }
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    if (counts.getOrDefault(preferred, 0) == most && most > 0) {
      return Optional.of(preferred);
    }
    return counts.keySet().stream().filter(t -> counts.get(t) == most).findFirst();
  }

  /** Columns, of whichever format: separated by tabs, commas, JSON's signs, or blanks alone. */
  private static List<String> cells(String line) {
    var pattern = CELLS.matcher(line).find() ? CELLS : BLANKS;
    return Arrays.stream(pattern.split(line))
        .map(cell -> cell.strip().replaceAll("^\"|\"$", "").strip())
        .toList();
  }

  /** Whether a cell is a label, or a list of them. */
  private static boolean labels(Task task, String cell) {
    return !cell.isEmpty()
        && Arrays.stream(BLANKS.split(cell)).allMatch(l -> LabelReading.of(task, l).isPresent());
  }
}
