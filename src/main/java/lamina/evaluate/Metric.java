package lamina.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lamina.data.Task;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a score is. For named entities the scheme belongs to it, since the same tags have another F1
 * under another scheme; two scores are comparable where their metrics are equal.
 */
public enum Metric {
  /** Share of words or pairs with the right label. */
  ACCURACY("accuracy", null),
  /**
   * F1 over entities as the script of CoNLL finds them, and seqeval by default: an entity begins at
   * B-, and at I- where none of its type goes on. XTREME and most papers report this.
   */
  CONLLEVAL("entity F1", "conlleval"),
  /** F1 over entities that keep to IOB2: each begins with B-; an I- that continues none is lost. */
  IOB2_STRICT("entity F1", "iob2-strict");

  private final String name;
  private final @Nullable String scheme;

  Metric(String name, @Nullable String scheme) {
    this.name = name;
    this.scheme = scheme;
  }

  /** The metric that a task is scored by unless somebody chooses another. */
  public static Metric of(Task task) {
    return task.marksEntities() ? CONLLEVAL : ACCURACY;
  }

  /**
   * The metric of a task under a scheme.
   *
   * @param scheme name, or null for the default
   * @throws Problem naming the schemes there are, or that the task has none
   */
  public static Metric of(Task task, @Nullable String scheme) {
    if (scheme == null) {
      return of(task);
    }
    if (!task.marksEntities()) {
      throw new Problem(
          "A scheme says what counts as a named entity; "
              + task.label()
              + " is scored by "
              + of(task).label()
              + ". Leave the scheme out.");
    }
    return Arrays.stream(values())
        .filter(m -> scheme.strip().equalsIgnoreCase(m.scheme))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    "Unknown scheme \""
                        + scheme
                        + "\" for named entities: choose one of "
                        + String.join(", ", schemes())
                        + "."));
  }

  /**
   * The metric that a stored score of a task names. Entity F1 without a scheme is strict IOB2:
   * earlier releases knew no other.
   *
   * @param label as {@link #label} gives it; blank where nothing is stored
   * @throws Problem naming the metrics that the task has
   */
  public static Metric stored(Task task, String label) {
    if (label.isBlank() || task.marksEntities() && label.equals(IOB2_STRICT.name)) {
      return task.marksEntities() ? IOB2_STRICT : ACCURACY;
    }
    var possible =
        Arrays.stream(values()).filter(m -> (m == ACCURACY) == (!task.marksEntities())).toList();
    return possible.stream()
        .filter(m -> m.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    "Unknown metric \""
                        + label
                        + "\" of "
                        + task.label()
                        + "; expected "
                        + possible.stream().map(Metric::label).collect(Collectors.joining(" or "))
                        + "."));
  }

  /** Names of the schemes for named entities, the default first. */
  public static List<String> schemes() {
    return Arrays.stream(values()).flatMap(m -> m.scheme().stream()).toList();
  }

  /** Name on an axis and in files: accuracy, entity F1 (conlleval), entity F1 (iob2-strict). */
  public String label() {
    return scheme == null ? name : name + " (" + scheme + ")";
  }

  /** Name of the scheme; empty for metrics that need none. */
  public Optional<String> scheme() {
    return Optional.ofNullable(scheme);
  }
}
