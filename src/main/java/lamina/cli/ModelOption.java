package lamina.cli;

import lamina.data.LabelMap;
import lamina.model.ModelSummary;
import picocli.CommandLine.Option;

/** The model that a command is about, and so its task; alike in every command. */
final class ModelOption {
  @Option(
      names = "--model",
      description = "teacher (the default), student, a bundled one's name or a directory.")
  private String model = Models.DEFAULT;

  @Option(names = "--task", description = Models.TASKS)
  private String task;

  /**
   * Finds it.
   *
   * @throws WrongUse where there is no such task
   * @throws lamina.problem.Problem where there is no such model, or it is for another task
   */
  ModelSummary summary() {
    return summary(LabelMap.NONE);
  }

  /**
   * Finds it.
   *
   * @param labels what a person says that its labels count as
   * @throws WrongUse where there is no such task
   * @throws lamina.problem.Problem where there is no such model, or it is for another task
   */
  ModelSummary summary(LabelMap labels) {
    return Models.find(model, Models.task(task), labels);
  }
}
