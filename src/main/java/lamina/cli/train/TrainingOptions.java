package lamina.cli.train;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import lamina.cli.TaskNames;
import lamina.cli.UsageError;
import lamina.cli.VariantNames;
import lamina.train.Resolution;
import lamina.train.SettingSources;
import picocli.CommandLine.Option;

/** Options that train and distil have in common; none overrules the settings file. */
final class TrainingOptions {
  @Option(names = "--settings", description = "YAML file of settings.")
  private Path file;

  @Option(
      names = "--task",
      completionCandidates = TaskNames.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String task;

  @Option(names = "--train", description = "File of English training data; repeat for several.")
  private List<String> train;

  @Option(
      names = "--dev",
      description = "File of English development data, which chooses the head.")
  private String dev;

  @Option(names = "--out", description = "Directory of the model to write.")
  private String out;

  @Option(
      names = "--protocol",
      description = "shared (all heads at once), single, or frozen (encoder at rest).")
  private String protocol;

  @Option(
      names = "--variants",
      split = ",",
      completionCandidates = VariantNames.class,
      description = "Some of ${COMPLETION-CANDIDATES}.")
  private List<String> variants;

  @Option(names = "--layers", split = ",", description = "Fusion layers; all if left out.")
  private List<Integer> layers;

  @Option(names = "--epochs", description = "Passes over the training data.")
  private Integer epochs;

  @Option(names = "--batch", description = "Examples a step, 16 or more.")
  private Integer batch;

  @Option(names = "--rate", description = "Highest learning rate.")
  private Double rate;

  @Option(names = "--freeze", description = "Lower layers to freeze; -1 for none.")
  private Integer freeze;

  @Option(names = "--limit", description = "Most training examples.")
  private Integer limit;

  @Option(names = "--seed", description = "Seed of everything random.")
  private Long seed;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Any setting of the YAML file, as name=value; repeat for several.")
  private List<String> others = List.of();

  @Option(
      names = "--dry-run",
      description =
          "Check all, print the settings as they hold, each with its source, and train nothing."
              + " What is printed is a settings file of the same run.")
  private boolean dry;

  boolean dry() {
    return dry;
  }

  /**
   * The settings, which no two sources may say differently.
   *
   * @param more options of the command alone
   */
  Resolution resolve(UnaryOperator<SettingSources> more) {
    return UsageError.checked(
        () ->
            more.apply(
                    new SettingSources()
                        .file(file)
                        .option("--task", "task", task)
                        .option("--train", "train", train)
                        .option("--dev", "dev", dev)
                        .option("--out", "out", out)
                        .option("--protocol", "protocol", protocol)
                        .option("--variants", "variants", variants)
                        .option("--layers", "layers", layers)
                        .option("--epochs", "epochs", epochs)
                        .option("--batch", "batch", batch)
                        .option("--rate", "rate", rate)
                        .option("--freeze", "freeze", freeze)
                        .option("--limit", "limit", limit)
                        .option("--seed", "seed", seed))
                .set(others)
                .resolve());
  }
}
