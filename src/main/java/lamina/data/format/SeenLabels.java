package lamina.data.format;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lamina.data.Task;
import lamina.problem.Problem;

/** The labels of a file, each with how often it stands and where first. */
final class SeenLabels {
  private static final int LISTED = 60;
  private static final String PREFIX = "^[BIESLUM][-_]";

  private record Seen(int line, int count) {}

  private final ReadContext in;
  private final Map<String, Seen> seen = new LinkedHashMap<>();

  SeenLabels(ReadContext in) {
    this.in = in;
  }

  void add(String label, int line) {
    seen.merge(label, new Seen(line, 1), (a, b) -> new Seen(a.line, a.count + 1));
  }

  /**
   * Reads them as the task's.
   *
   * @throws Problem naming all that nobody knows, with counts and lines
   */
  LabelReading read() {
    var reading = LabelReading.of(in.task(), seen.keySet(), in.labels());
    if (!reading.unknown().isEmpty()) {
      throw unknown(reading.unknown());
    }
    var unused = new LinkedHashSet<>(in.labels().targets().keySet());
    for (var label : seen.keySet()) {
      unused.remove(label);
      unused.remove(label.replaceFirst(PREFIX, ""));
    }
    if (!unused.isEmpty()) {
      in.note(
          "The map names "
              + unused.stream().map(TextFile::quote).collect(Collectors.joining(", "))
              + ", which no label of it is.");
    }
    return reading;
  }

  /** The numbers that a set without names of labels has in their place. */
  private static String numbers(Task task) {
    return task.writesNumbers()
        ? IntStream.range(0, task.labels().size())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", ", " (", ")"))
        : "";
  }

  private Seen seen(String label) {
    return Objects.requireNonNull(seen.get(label), label);
  }

  private Problem unknown(List<String> labels) {
    // So many are no set of labels but another column: a few show it.
    int most = labels.size() > LISTED ? 5 : LISTED;
    var listed =
        labels.stream()
            .limit(most)
            .map(
                l ->
                    TextFile.quote(l)
                        + " ("
                        + (seen(l).count == 1 ? "once" : seen(l).count + " times")
                        + ", line "
                        + seen(l).line
                        + ")")
            .collect(Collectors.joining(", "));
    var rest = labels.size() > most ? " and " + (labels.size() - most) + " more" : "";
    var kinds =
        labels.stream()
            .map(l -> in.task().marksEntities() ? l.replaceFirst(PREFIX, "") : l)
            .collect(Collectors.toCollection(TreeSet::new));
    return in.file()
        .problem(
            seen(labels.getFirst()).line,
            (labels.size() == 1 ? "unknown label " : labels.size() + " unknown labels: ")
                + listed
                + rest
                + "; "
                + in.task().label()
                + " has "
                + String.join(", ", in.task().labels())
                + numbers(in.task())
                + ". Say what each counts as (--map "
                + kinds.stream().limit(3).map(k -> k + "=…").collect(Collectors.joining(","))
                + ", or lines like "
                + kinds.getFirst()
                + ",… in a file "
                + LabelMap.FILE
                + " beside it), correct the line, or choose the task that the file belongs to.");
  }
}
