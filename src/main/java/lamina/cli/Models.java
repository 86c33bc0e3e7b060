package lamina.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lamina.data.Task;
import lamina.model.Description;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.problem.Problem;

/** Finds the models that a person names. */
public final class Models {
  private Models() {}

  /** The program's own folder: what the launcher says, else the current directory. */
  public static Path home() {
    return Path.of(System.getProperty("lamina.home", ""));
  }

  /** The bundled models. */
  public static List<ModelSummary> bundled() {
    return ModelFiles.in(home().resolve("models"));
  }

  /**
   * A model by role ({@code teacher}, {@code student}), by name or by directory.
   *
   * @param task which of the bundled ones; null where the name alone says it
   * @throws Problem naming the models there are
   */
  static ModelSummary find(String name, Task task) {
    if (ModelFiles.kind(Path.of(name)) != ModelFiles.Kind.OTHER) {
      return checked(ModelFiles.summary(Path.of(name)), task);
    }
    var bundled = bundled();
    return bundled.stream()
        .filter(
            m ->
                m.name().equals(name)
                    || m.role().name().toLowerCase(Locale.ROOT).equals(name) && m.task() == task)
        .findFirst()
        .map(m -> checked(m, task))
        .orElseThrow(() -> missing(name, task, bundled));
  }

  private static Problem missing(String name, Task task, List<ModelSummary> bundled) {
    if (Files.isDirectory(Path.of(name))) {
      Description.read(Path.of(name));
    }
    return new Problem(
        "There is no model \""
            + name
            + "\""
            + (task == null ? "" : " for " + task.label())
            + "; give a directory, or one of "
            + bundled.stream().map(ModelSummary::name).toList()
            + ".");
  }

  private static ModelSummary checked(ModelSummary model, Task task) {
    if (task != null && model.task() != task) {
      throw new Problem(
          model.directory()
              + " is a model for "
              + model.task().label()
              + ", not "
              + task.label()
              + ".");
    }
    return model;
  }

  /**
   * A head by variant and layer.
   *
   * @param layer a number, or {@code last} for the baseline
   * @throws Problem naming the layers there are
   */
  static HeadKey head(ModelSummary model, lamina.fusion.Variant variant, String layer) {
    if (layer.equals("last")) {
      return checked(model, HeadKey.LAST);
    }
    try {
      return checked(model, new HeadKey(variant, Integer.parseInt(layer)));
    } catch (NumberFormatException e) {
      throw new Problem(
          "Layer \"" + layer + "\" is no layer: give a number, or last for the baseline.", e);
    }
  }

  private static HeadKey checked(ModelSummary model, HeadKey key) {
    if (!model.heads().contains(key)) {
      throw new Problem(
          model.name()
              + " has no head "
              + key
              + ": variant "
              + key.variant()
              + " has layers "
              + model.fusionLayers(key.variant())
              + "; variants are "
              + model.variants()
              + ".");
    }
    return key;
  }
}
