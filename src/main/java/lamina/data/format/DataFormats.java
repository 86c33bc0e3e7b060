package lamina.data.format;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.data.Tasks;

/**
 * The formats of data files that there are. Whoever reads a file takes them as a value, so that a
 * test can have one more.
 */
public final class DataFormats {
  /**
   * The formats that Lamina knows. The last takes whatever tags words and is none of the others.
   */
  public static final DataFormats KNOWN =
      new DataFormats(
          List.of(new JsonReader(), new TableReader(), new ConlluReader(), new ColumnsReader()));

  private final List<DataFormat> all;

  private DataFormats(List<DataFormat> all) {
    this.all = all;
  }

  /** One more, which is asked before these. */
  DataFormats with(DataFormat other) {
    return new DataFormats(Stream.concat(Stream.of(other), all.stream()).toList());
  }

  /** Those in the order in which they are asked. */
  List<DataFormat> all() {
    return all;
  }

  /** Endings of data files, lower case, without dot, sorted. */
  public List<String> endings() {
    return all.stream().flatMap(f -> f.endings().stream()).distinct().sorted().toList();
  }

  /** The format of a file of a task. */
  DataFormat of(TextFile file, Task task) {
    return all.stream().filter(f -> f.reads(file, task)).findFirst().orElseThrow();
  }

  /**
   * The task that a file says itself, else the one whose labels stand in the most lines.
   *
   * @param preferred where it may be of several
   * @return empty where it holds no label of any task
   */
  Optional<Task> task(TextFile file, Task preferred, Tasks tasks) {
    return all.stream()
        .filter(f -> f.tellsTask(file))
        .findFirst()
        .map(f -> f.task(file, preferred, tasks))
        .orElseGet(() -> TaskGuess.byLines(file, preferred, tasks));
  }
}
