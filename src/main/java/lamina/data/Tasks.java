package lamina.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lamina.problem.Problem;

/**
 * The tasks that there are. Whoever looks for one takes them as a value, so that a test can have
 * one more.
 *
 * @param all in the order in which they are shown and tried
 */
public record Tasks(List<Task> all) {
  /** The tasks that Lamina knows. */
  public static final Tasks KNOWN = new Tasks(List.of(Task.POS, Task.NER, Task.XNLI, Task.PAWSX));

  /** Names of columns with tags of words that tell no task. */
  static final List<String> SHARED_COLUMNS = List.of("tags", "labels");

  /** Copies the list. */
  public Tasks {
    all = List.copyOf(all);
  }

  /** These and one more, the last of them. */
  public Tasks with(Task other) {
    return new Tasks(Stream.concat(all.stream(), Stream.of(other)).toList());
  }

  /** Those of which something is true. */
  public List<Task> where(Predicate<Task> which) {
    return all.stream().filter(which).toList();
  }

  /** Names on the command line, in their order. */
  public List<String> keys() {
    return all.stream().map(Task::key).toList();
  }

  /** The task whose labels treebanks hold. */
  public Task ofTreebanks() {
    return all.stream().filter(Task::inTreebanks).findFirst().orElseThrow();
  }

  /**
   * The task of a name, upper or lower case, with or without hyphen.
   *
   * @throws Problem naming the tasks there are
   */
  public Task of(String name) {
    var wanted = name.strip().replace("-", "").toLowerCase(Locale.ROOT);
    return all.stream()
        .filter(t -> t.key().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    "Unknown task \""
                        + name
                        + "\": choose one of "
                        + String.join(", ", keys())
                        + "."));
  }

  /** Their order; tasks that aren't among them come last, by name. */
  public Comparator<Task> order() {
    return Comparator.comparingInt((Task t) -> all.contains(t) ? all.indexOf(t) : all.size())
        .thenComparing(Task::key);
  }
}
