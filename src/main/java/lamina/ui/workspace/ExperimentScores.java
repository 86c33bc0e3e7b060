package lamina.ui.workspace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lamina.data.Task;
import lamina.experiment.Experiment;
import lamina.experiment.ExperimentResults;
import lamina.problem.Problem;

/** The experiments there are; each is tested once, in the background, and then remembered. */
public final class ExperimentScores {
  private record Reader(Consumer<ExperimentResults> then, Runnable failed) {}

  private final BackgroundTasks work;
  private final List<Experiment> experiments;
  private final Map<Experiment, ExperimentResults> tested = new HashMap<>();
  private final Map<Experiment, List<Reader>> waiting = new HashMap<>();

  public ExperimentScores(BackgroundTasks work, Path folder) {
    this.work = work;
    experiments = listed(work, folder);
  }

  private static List<Experiment> listed(BackgroundTasks work, Path folder) {
    try {
      return Experiment.in(folder, work::report);
    } catch (Problem e) {
      work.report(e);
      return List.of();
    }
  }

  /** Names of a task's experiments. */
  public List<String> names(Task task) {
    return experiments.stream().filter(e -> e.task() == task).map(Experiment::name).toList();
  }

  /** The scores of a task's experiments that were tested already. */
  public List<ExperimentResults> tested(Task task) {
    return tested.entrySet().stream()
        .filter(e -> e.getKey().task() == task)
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * Hands over an experiment's scores, at once where they are known; on the UI thread.
   *
   * @param failed told where they can't be had; why is in the list of messages
   */
  public void get(String name, Consumer<ExperimentResults> then, Runnable failed) {
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
        () -> ExperimentResults.of(experiment),
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
