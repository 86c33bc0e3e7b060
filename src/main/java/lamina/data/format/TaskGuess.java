package lamina.data.format;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import lamina.data.Task;

/** Tells by its labels which task a file is about. */
final class TaskGuess {
  private static final int LINES = 400;
  private static final Pattern CELLS = Pattern.compile("[\t,:{}]");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern ENTITY = Pattern.compile("O|OTH|[BIESLUM][-_].+");

  private TaskGuess() {}

  /**
   * The task that its fields name, else the one whose labels stand in the most lines.
   *
   * @param preferred where several have as many
   * @return empty where no line holds a label of any task
   */
  static Optional<Task> of(TextFile file, Task preferred) {
    if (JsonRows.are(file)) {
      return fields(JsonRows.of(file, 1), preferred);
    }
    boolean premise = TableHeader.of(file.firstLine().split("[\t,]", -1)).has("premise", "prem");
    Map<Task, Integer> counts = new EnumMap<>(Task.class);
    for (var line : file.lines().subList(0, Math.min(LINES, file.lines().size()))) {
      for (var task : Task.values()) {
        boolean possible = !premise || task == Task.XNLI;
        if (possible && cells(line).stream().anyMatch(cell -> labels(task, cell, premise))) {
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

  private static Optional<Task> fields(JsonRows found, Task preferred) {
    if (found.rows().isEmpty()) {
      return Optional.empty();
    }
    var row = found.rows().getFirst();
    if (row.has(TableHeader.WORDS)) {
      boolean speech = row.has("upos", "pos_tags", "upos_tags");
      boolean entities = row.has("ner_tags", "ner");
      if (speech != entities) {
        return Optional.of(speech ? Task.POS : Task.NER);
      }
      var tags = row.object().path("tags").path(0).asText("");
      boolean tagged = speech || row.has("tags", "labels");
      return !tagged
          ? Optional.empty()
          : Optional.of(
              preferred.tagsWords() && tags.isEmpty()
                  ? preferred
                  : Task.POS.labels().contains(tags) ? Task.POS : Task.NER);
    }
    if (!row.has(TableHeader.FIRST) || !row.has(TableHeader.SECOND)) {
      return Optional.empty();
    }
    var label = Arrays.stream(TableHeader.LABEL).map(row.object()::path).filter(l -> l.isTextual());
    boolean inference =
        row.has("premise", "prem") || label.anyMatch(l -> label(Task.XNLI, l.asText(), false));
    return Optional.of(inference ? Task.XNLI : Task.PAWSX);
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
    return switch (task) {
      case POS -> task.labels().contains(text);
      case NER ->
          ENTITY.matcher(text).matches()
              && LabelReading.of(task, List.of(text), LabelMap.NONE).unknown().isEmpty();
      case XNLI ->
          task.labels().contains(text.toLowerCase(Locale.ROOT))
              || text.equals("contradictory")
              || numbers && text.matches("[012]");
      case PAWSX -> task.labels().contains(text) || text.matches("[01]");
    };
  }
}
