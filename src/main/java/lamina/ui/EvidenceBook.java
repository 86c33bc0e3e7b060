package lamina.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lamina.data.Task;
import lamina.problem.Problem;

/** The experiments there are; each is tested once, in the background, and then remembered. */
final class EvidenceBook {
  private record Reader(Consumer<Evidence> then, Runnable failed) {}

  private final Work work;
  private final List<Experiment> experiments;
  private final Map<Experiment, Evidence> tested = new HashMap<>();
  private final Map<Experiment, List<Reader>> waiting = new HashMap<>();

  EvidenceBook(Work work, Path folder) {
    this.work = work;
    experiments = listed(work, folder);
  }

  private static List<Experiment> listed(Work work, Path folder) {
    try {
      return Experiment.in(folder, work::report);
    } catch (Problem e) {
      work.report(e);
      return List.of();
    }
  }

  /** Names of a task's experiments. */
  List<String> names(Task task) {
    return experiments.stream().filter(e -> e.task() == task).map(Experiment::name).toList();
  }

  /**
   * Hands over an experiment's scores, at once where they are known; on the UI thread.
   *
   * @param failed told where they can't be had; why is in the list of messages
   */
  void get(String name, Consumer<Evidence> then, Runnable failed) {
    var experiment =
        experiments.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    var known = tested.get(experiment);
    if (known != null) {
      then.accept(known);
      return;
    }
    var readers = waiting.computeIfAbsent(experiment, e -> new ArrayList<>());
    readers.add(new Reader(then, failed));
    if (readers.size() > 1) {
      return;
    }
    work.read(
        () -> Evidence.of(experiment),
        evidence -> {
          tested.put(experiment, evidence);
          waiting.remove(experiment).forEach(r -> r.then().accept(evidence));
        },
        failure -> {
          var left = waiting.remove(experiment);
          if (left != null) {
            left.forEach(r -> r.failed().run());
          }
        });
  }
}
