package lamina.cli;

import lamina.data.format.LabelMap;
import lamina.model.ModelSummary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model that a command is about, and so its task; alike in every command. */
public final class ModelOption {
  @Option(
      names = "--model",
      description =
          "teacher (the default), student, a bundled one's name, a directory or, of those that"
              + " Hugging Face's programs fetched, org/name.")
  private String model = ModelLookup.DEFAULT;

  @Option(names = "--task", completionCandidates = TaskNames.class, description = ModelLookup.TASKS)
  private @Nullable String task;

  /**
   * Finds it.
   *
   * @throws UsageError where there is no such task
   * @throws lamina.problem.Problem where there is no such model, or it is for another task
   */
  public ModelSummary summary() {
    return summary(LabelMap.NONE);
  }

  /**
   * Finds it.
   *
   * @param labels what a person says that its labels count as
   * @throws UsageError where there is no such task
   * @throws lamina.problem.Problem where there is no such model, or it is for another task
   */
  public ModelSummary summary(LabelMap labels) {
    return ModelLookup.find(model, ModelLookup.task(task), labels);
  }
}
