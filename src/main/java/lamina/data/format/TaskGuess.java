package lamina.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lamina.data.Task;
import lamina.data.Tasks;

/** Tells by its labels which task a file is about. */
final class TaskGuess {
  private static final int LINES = 400;
  private static final Pattern CELLS = Pattern.compile("[\t,:{}]");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern ENTITY = Pattern.compile("O|OTH|[BIESLUM][-_].+");

  private TaskGuess() {}

  /**
   * The task whose labels stand in the most lines.
   *
   * @param preferred where several have as many
   * @return empty where no line holds a label of any task
   */
  static Optional<Task> byLines(TextFile file, Task preferred, Tasks tasks) {
    var header = TableHeader.of(file.firstLine().split("[\t,]", -1));
    var told = tasks.where(t -> !t.tagsWords() && header.tells(t));
    var counts = new HashMap<Task, Integer>();
    for (var line : file.lines().subList(0, Math.min(LINES, file.lines().size()))) {
      for (var task : told.isEmpty() ? tasks.all() : told) {
        if (cells(line).stream().anyMatch(cell -> labels(task, cell, !told.isEmpty()))) {
          counts.merge(task, 1, Integer::sum);
        }
      }
    }
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    if (counts.getOrDefault(preferred, 0) == most && most > 0) {
      return Optional.of(preferred);
    }
    return tasks.all().stream()
        .filter(t -> most > 0 && counts.getOrDefault(t, 0) == most)
        .findFirst();
  }

  /** The task that the fields of an object name, or the labels in them. */
  static Optional<Task> byFields(JsonRows found, Task preferred, Tasks tasks) {
    if (found.rows().isEmpty()) {
      return Optional.empty();
    }
    var row = found.rows().getFirst();
    var told = tasks.where(t -> row.has(t.ownColumns().toArray(String[]::new)));
    return row.has(TableHeader.WORDS)
        ? words(row, told.stream().filter(Task::tagsWords).toList(), preferred, tasks)
        : pairs(row, told.stream().filter(t -> !t.tagsWords()).toList(), tasks);
  }

  private static Optional<Task> words(
      JsonRows.Row row, List<Task> told, Task preferred, Tasks tasks) {
    if (told.size() == 1) {
      return Optional.of(told.getFirst());
    }
    if (told.isEmpty() && !row.has("tags", "labels")) {
      return Optional.empty();
    }
    var tag = row.object().path("tags").path(0).asText("");
    if (preferred.tagsWords() && tag.isEmpty()) {
      return Optional.of(preferred);
    }
    return tasks.where(t -> t.unit() == Task.Unit.WORD && t.writes(tag)).stream()
        .findFirst()
        .or(() -> tasks.where(Task::marksEntities).stream().findFirst());
  }

  /** Where no label has a name they are numbers, which some task's sets have in place of names. */
  private static Optional<Task> pairs(JsonRows.Row row, List<Task> told, Tasks tasks) {
    if (!row.has(TableHeader.FIRST) || !row.has(TableHeader.SECOND)) {
      return Optional.empty();
    }
    if (!told.isEmpty()) {
      return Optional.of(told.getFirst());
    }
    var labels =
        Arrays.stream(TableHeader.LABEL)
            .map(row.object()::path)
            .filter(JsonNode::isTextual)
            .map(JsonNode::asText)
            .toList();
    return tasks
        .where(t -> !t.tagsWords() && labels.stream().anyMatch(l -> label(t, l, false)))
        .stream()
        .findFirst()
        .or(() -> tasks.where(Task::writesNumbers).stream().findFirst());
  }

  /** Columns, of whichever format: separated by tabs, commas, JSON's signs, or blanks alone. */
  private static List<String> cells(String line) {
    var pattern = CELLS.matcher(line).find() ? CELLS : BLANKS;
    return Arrays.stream(pattern.split(line))
        .map(cell -> cell.strip().replaceAll("^\"|\"$", "").strip())
        .toList();
  }

  /** Whether a cell is a label, or a list of them. */
  private static boolean labels(Task task, String cell, boolean numbers) {
    return !cell.isEmpty()
        && Arrays.stream(BLANKS.split(cell)).allMatch(l -> label(task, l, numbers));
  }

  private static boolean label(Task task, String text, boolean numbers) {
    return switch (task.unit()) {
      case WORD -> task.writes(text);
      case ENTITY ->
          ENTITY.matcher(text).matches()
              && LabelReading.of(task, List.of(text), LabelMap.NONE).unknown().isEmpty();
      case PAIR ->
          task.writes(text)
              || (numbers || task.writesNumbers())
                  && text.matches("[0-9]")
                  && Integer.parseInt(text) < task.labels().size();
    };
  }
}
