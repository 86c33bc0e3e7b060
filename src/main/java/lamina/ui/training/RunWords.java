package lamina.ui.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lamina.data.Task;
import lamina.experiment.ExperimentJob;
import lamina.ui.text.Messages;

/**
 * What a run is called and how it differs from others, in words.
 *
 * @param values of its settings as they hold, defaults among them, in words
 */
record RunWords(Map<String, String> values) {
  /** Said of every run in words of their own, or by the run's name. */
  private static final Set<String> SAID =
      Set.of("train", "epochs", "seed", "task", "base", "teacher", "studentLayers");

  /** The words of a job; its settings are resolved here, which takes a millisecond. */
  static RunWords of(ExperimentJob job) {
    var values = new TreeMap<String, String>();
    job.resolution(Path.of(""))
        .settings()
        .values()
        .forEach((setting, value) -> values.put(setting, text(setting, value)));
    return new RunWords(values);
  }

  private static String text(String setting, Object value) {
    return switch (value) {
      case null -> "";
      case List<?> all when setting.equals("train") ->
          all.stream().map(f -> file(f.toString())).collect(Collectors.joining(", "));
      case List<?> all -> all.stream().map(Object::toString).collect(Collectors.joining(" "));
      default -> value.toString();
    };
  }

  private static String file(String path) {
    return path.isEmpty() ? "" : Path.of(path).getFileName().toString();
  }

  private String value(String setting) {
    return values.getOrDefault(setting, "");
  }

  private boolean distils() {
    return !value("teacher").isEmpty();
  }

  /** Key of the task. */
  String task() {
    return value("task");
  }

  /** "POS student of 6 layers, from pos-teacher". */
  String name() {
    var task = Task.of(task()).label();
    return distils()
        ? Messages.get("training.name.distil", task, value("studentLayers"), file(value("teacher")))
        : Messages.get("training.name.train", task, file(value("base")));
  }

  /**
   * "seed 3 · rate 1.0E-4 · 2 epochs · train.en.conllu": between seed and epochs every setting in
   * which the run differs from one of the others of its kind.
   *
   * @param others of the list; the run may be among them
   */
  String settings(Collection<RunWords> others) {
    var parts = new ArrayList<String>();
    parts.add(Messages.get("training.detail.seed", value("seed")));
    var kin =
        others.stream().filter(o -> o.task().equals(task()) && o.distils() == distils()).toList();
    values.forEach(
        (setting, value) -> {
          if (!SAID.contains(setting)
              && kin.stream().anyMatch(o -> !o.value(setting).equals(value))) {
            parts.add(setting + " " + value);
          }
        });
    parts.add(Messages.get("training.detail.epochs", Double.valueOf(value("epochs"))));
    parts.add(value("train"));
    return Messages.joined(" · ", parts.stream().filter(p -> !p.isEmpty()).toArray(String[]::new));
  }
}
