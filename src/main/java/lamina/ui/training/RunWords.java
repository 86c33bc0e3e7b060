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

/** What runs are called and how they differ, in words. */
final class RunWords {
  /** Said of every run; whatever else differs is added. */
  private static final Set<String> ALWAYS = Set.of("train", "epochs", "seed");

  /** Told by the name, or different without being a choice. */
  private static final Set<String> NAMED = Set.of("task", "base", "teacher", "studentLayers");

  private RunWords() {}

  /** "POS student of 6 layers, from pos-teacher". */
  static String name(ExperimentJob job) {
    var settings = settings(job);
    var task = Task.of(text(settings.get("task"))).label();
    var teacher = text(settings.get("teacher"));
    return teacher.isEmpty()
        ? Messages.get("training.name.train", task, file(text(settings.get("base"))))
        : Messages.get(
            "training.name.distil", task, text(settings.get("studentLayers")), file(teacher));
  }

  /**
   * "seed 3 · rate 1.0E-4 · 2 epochs · train.en.conllu": between seed and epochs every setting in
   * which the job differs from one of the others of its kind.
   *
   * @param others of the list; the job may be among them
   */
  static String settings(ExperimentJob job, Collection<ExperimentJob> others) {
    var parts = new ArrayList<String>();
    var own = settings(job);
    parts.add(Messages.get("training.detail.seed", own.get("seed")));
    var kin = others.stream().filter(o -> kind(o).equals(kind(job))).toList();
    new TreeMap<>(own)
        .forEach(
            (setting, value) -> {
              boolean differs =
                  kin.stream().anyMatch(o -> !text(settings(o).get(setting)).equals(text(value)));
              if (differs && !ALWAYS.contains(setting) && !NAMED.contains(setting)) {
                parts.add(setting + " " + text(value));
              }
            });
    parts.add(Messages.get("training.detail.epochs", own.get("epochs")));
    parts.add(
        list(own.get("train")).stream().map(RunWords::file).collect(Collectors.joining(", ")));
    return parts.stream().filter(p -> !p.isEmpty()).collect(Collectors.joining(" · "));
  }

  /** As they hold, defaults among them. */
  private static Map<String, Object> settings(ExperimentJob job) {
    return job.resolution(Path.of("")).settings().values();
  }

  private static List<String> kind(ExperimentJob job) {
    var settings = settings(job);
    return List.of(text(settings.get("task")), text(settings.get("teacher")).isEmpty() + "");
  }

  private static List<String> list(Object value) {
    return value instanceof List<?> all ? all.stream().map(RunWords::text).toList() : List.of();
  }

  private static String text(Object value) {
    return value == null
        ? ""
        : value instanceof List<?> all
            ? all.stream().map(RunWords::text).collect(Collectors.joining(" "))
            : value.toString();
  }

  private static String file(String path) {
    return path.isEmpty() ? "" : Path.of(path).getFileName().toString();
  }
}
