package lamina.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lamina.language.Languages;
import lamina.problem.Problem;

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
 * A condition without a name is called after its variant and layer.
 */
public record Sweep(
    String test,
    Map<String, Object> settings,
    List<Map<String, Object>> grid,
    @JsonProperty("keep") boolean keep) {
  private static final Set<String> LISTS = Set.of("variants", "layers", "train", "unlabelled");

  /**
   * Reads a sweep file.
   *
   * @throws Problem naming the file and what is wrong
   */
  public static Sweep read(Path file) {
    try {
      var sweep = new ObjectMapper(new YAMLFactory()).readValue(file.toFile(), Sweep.class);
      if (sweep.test == null || sweep.settings == null || sweep.grid == null) {
        throw new Problem(file + ": test, settings and grid were expected.");
      }
      return sweep;
    } catch (JacksonException e) {
      throw new Problem(file + ": is no sweep (" + e.getOriginalMessage() + ").", e);
    } catch (IOException e) {
      throw new Problem(file + ": the sweep could not be read.", e);
    }
  }

  /**
   * Its jobs, checked, in the order of the grid.
   *
   * @throws Problem naming a setting or a file that is wrong, before anything has run
   */
  public List<Job> jobs() {
    var files = testFiles();
    var jobs = new ArrayList<Job>();
    for (var line : grid) {
      for (var point : combinations(line)) {
        var all = new LinkedHashMap<>(settings);
        var name = point.remove("name");
        point.forEach(
            (k, v) -> all.put(k, LISTS.contains(k) && !(v instanceof List) ? List.of(v) : v));
        jobs.add(Job.of(name == null ? name(point) : name.toString(), all, files, keep));
      }
    }
    return jobs;
  }

  private static List<Map<String, Object>> combinations(Map<String, Object> line) {
    List<Map<String, Object>> points = List.of(new LinkedHashMap<>());
    for (var axis : line.entrySet()) {
      var values = axis.getValue() instanceof List<?> list ? list : List.of(axis.getValue());
      var next = new ArrayList<Map<String, Object>>();
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

  private static String name(Map<String, Object> point) {
    var parts = new ArrayList<String>();
    point.forEach(
        (k, v) -> {
          if (!k.equals("seed")) {
            parts.add(
                k.equals("variants") || k.equals("layers")
                    ? String.valueOf(v)
                    : k + "-" + String.valueOf(v));
          }
        });
    return String.join("-", parts).replaceAll("[^A-Za-z0-9.-]+", "_");
  }

  private List<String> testFiles() {
    var folder = Path.of(test);
    if (!Files.isDirectory(folder)) {
      throw new Problem(test + ": the folder of test files doesn't exist.");
    }
    try (var entries = Files.list(folder)) {
      var files =
          entries
              .filter(f -> Languages.find(code(f)).isPresent())
              .map(f -> f.toString().replace('\\', '/'))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new Problem(test + ": no test file is in it; files named like ar.tsv were expected.");
      }
      return files;
    } catch (IOException e) {
      throw new Problem(test + ": the folder could not be read.", e);
    }
  }

  private static String code(Path file) {
    return file.getFileName().toString().split("\\.")[0];
  }
}
