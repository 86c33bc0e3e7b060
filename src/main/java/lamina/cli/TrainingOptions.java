package lamina.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.train.TrainSettings;
import picocli.CommandLine.Option;

/** Options that train and distil have in common; each overrides the settings file. */
final class TrainingOptions {
  @Option(names = "--settings", description = "YAML file of settings.")
  private Path file;

  @Option(names = "--task", description = "pos, ner, xnli or pawsx.")
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

  @Option(names = "--variants", split = ",", description = "paper,convex,mean,scalar-mix,last")
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
      description = "Any other setting of the YAML file, as name=value; repeat for several.")
  private Map<String, String> others = new LinkedHashMap<>();

  TrainSettings settings(Map<String, Object> more) {
    var overrides = new LinkedHashMap<String, Object>(others);
    overrides.put("task", task);
    overrides.put("train", train);
    overrides.put("dev", dev);
    overrides.put("out", out);
    overrides.put("protocol", protocol);
    overrides.put("variants", variants);
    overrides.put("layers", layers);
    overrides.put("epochs", epochs);
    overrides.put("batch", batch);
    overrides.put("rate", rate);
    overrides.put("freeze", freeze);
    overrides.put("limit", limit);
    overrides.put("seed", seed);
    overrides.putAll(more);
    overrides.values().removeIf(v -> v == null);
    return WrongUse.checked(() -> TrainSettings.of(file, overrides));
  }
}
