package lamina.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import lamina.data.format.DataFolder;
import lamina.files.Document;
import lamina.files.FileName;
import lamina.problem.Problem;
import lamina.train.SettingSources;

/**
 * A sweep file.
 *
 * <pre>
 * test: data-cache/pos/test            # a file a language
 * settings: {task: pos, base: models/base, protocol: single, ...}   # of every job
 * grid:                                # each line: all combinations of its lists
 *   - {name: last, variants: last, seed: [1, 2, 3]}
 *   - {variants: paper, layers: [1, 3, 5], seed: [1, 2, 3]}
 * keep: false                          # whether trained models stay
 * </pre>
 *
 * A condition without a name is called after its variant and layer. What {@code settings} fixes, a
 * line of the grid can't change.
 *
 * @param test folder of the test files
 * @param keep whether trained models stay
 */
public record Sweep(Path file, Path test, Document settings, List<Document> grid, boolean keep) {
  private static final int MOST_JOBS = 10_000;

  /**
   * Reads a sweep file.
   *
   * @throws Problem naming the file and what is wrong
   */
  public static Sweep read(Path file) {
    var all = Document.yaml(file);
    all.only(List.of("test", "settings", "grid", "keep"));
    return new Sweep(
        file,
        all.get("test").path(Path.of("")),
        all.get("settings"),
        all.get("grid").items(),
        all.find("keep").map(Document::flag).orElse(false));
  }

  /**
   * Its jobs, checked, in the order of the grid.
   *
   * @throws Problem naming a setting or a file that is wrong, before anything has run
   */
  public List<ExperimentJob> jobs() {
    var files = testFiles();
    var jobs = new ArrayList<ExperimentJob>();
    var conditions = new HashMap<String, Map<String, Object>>();
    for (var line : grid) {
      for (var point : combinations(line)) {
        var name = name(line, point);
        point.remove("name");
        var sources = new SettingSources().group(file, settings);
        point.forEach((k, v) -> sources.value(file, k, v));
        var job = ExperimentJob.of(name, sources.resolve(), files, keep);
        if (jobs.stream().anyMatch(job::same)) {
          throw line.wrong("it makes the job " + job.id() + " a second time");
        }
        var condition = new LinkedHashMap<>(job.settings());
        condition.remove("seed");
        var other = conditions.putIfAbsent(name, condition);
        if (other != null && !other.equals(condition)) {
          throw line.wrong(
              "the name "
                  + name
                  + " stands for runs that differ in more than their seed ("
                  + differences(other, condition)
                  + "); give each condition a name of its own");
        }
        jobs.add(job);
      }
    }
    if (jobs.isEmpty()) {
      throw new Problem(file + ": the grid has no line, so that there is nothing to run.");
    }
    return jobs;
  }

  private static String differences(Map<String, Object> a, Map<String, Object> b) {
    return a.keySet().stream()
        .filter(k -> !Objects.equals(a.get(k), b.get(k)))
        .map(k -> k + " " + a.get(k) + " and " + b.get(k))
        .collect(Collectors.joining(", "));
  }

  /** All combinations of a line's lists, in the order of the file. */
  static List<Map<String, Document>> combinations(Document line) {
    List<Map<String, Document>> points = List.of(new LinkedHashMap<>());
    for (var axis : line.members().entrySet()) {
      var values = axis.getValue().isList() ? axis.getValue().items() : List.of(axis.getValue());
      if (values.isEmpty() || (long) values.size() * points.size() > MOST_JOBS) {
        throw axis.getValue()
            .wrong(
                values.isEmpty()
                    ? "a value, or a list of values, was expected"
                    : "this line makes more than " + MOST_JOBS + " jobs");
      }
      var next = new ArrayList<Map<String, Document>>();
      for (var point : points) {
        for (var value : values) {
          var more = new LinkedHashMap<>(point);
          more.put(axis.getKey(), value);
          next.add(more);
        }
      }
      points = next;
    }
    return points;
  }

  static String name(Document line, Map<String, Document> point) {
    if (point.containsKey("name")) {
      return point.get("name").read(FileName::of);
    }
    var parts = new ArrayList<String>();
    point.forEach(
        (k, v) -> {
          if (!k.equals("seed")) {
            parts.add(k.equals("variants") || k.equals("layers") ? said(v) : k + "-" + said(v));
          }
        });
    var name = String.join("-", parts).replaceAll("[^A-Za-z0-9.-]+", "_");
    try {
      return FileName.of(name);
    } catch (Problem e) {
      throw line.wrong(
          name.isEmpty()
              ? "give this line a name: it has a seed alone, and names are made of the other values"
              : "give this line a name: one made of its values is no name (" + name + ")");
    }
  }

  private static String said(Document value) {
    return value.isList()
        ? value.items().stream().map(Sweep::said).collect(Collectors.joining(", ", "[", "]"))
        : value.text();
  }

  /** Which files of the test folder are left out and why, in sentences. */
  public List<String> notes() {
    return Files.isDirectory(test) ? DataFolder.of(test, null).notes() : List.of();
  }

  private List<String> testFiles() {
    if (!Files.isDirectory(test)) {
      throw new Problem(test + ": the folder of test files doesn't exist.");
    }
    return DataFolder.of(test, null).files().stream()
        .map(f -> f.toString().replace('\\', '/'))
        .toList();
  }
}
