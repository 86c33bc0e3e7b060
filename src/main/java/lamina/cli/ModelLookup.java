package lamina.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lamina.data.Task;
import lamina.data.format.LabelMap;
import lamina.files.AtomicFolder;
import lamina.files.HubCache;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.model.Description;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Finds the models that a person names. */
public final class ModelLookup {
  /** The role of the model where nobody names one. */
  static final String DEFAULT = "teacher";

  /** What an option for the task says of itself; a test holds its end to {@link Task#DEFAULT}. */
  public static final String TASKS =
      "One of ${COMPLETION-CANDIDATES}; default: the model's own, for teacher and student pos.";

  private ModelLookup() {}

  /** The program's own folder: what the launcher says, else the current directory. */
  public static Path home() {
    return Path.of(System.getProperty("lamina.home", ""));
  }

  /**
   * The bundled models.
   *
   * @param damaged told why each that can't be read isn't among them
   */
  public static List<ModelSummary> bundled(Consumer<Problem> damaged) {
    return ModelFiles.in(home().resolve("models"), damaged);
  }

  /**
   * The task that an option names.
   *
   * @return null where the option isn't given
   * @throws UsageError naming the tasks there are
   */
  public static @Nullable Task task(@Nullable String name) {
    return UsageError.checked(() -> name == null ? null : Task.of(name));
  }

  /**
   * Models that are compared with each other: roles are those of the task that the others are for.
   *
   * @param task null where it isn't given
   * @throws Problem naming the models there are
   */
  public static List<ModelSummary> find(List<String> names, @Nullable Task task) {
    var of =
        task != null
            ? task
            : names.stream()
                .filter(n -> !role(n))
                .findFirst()
                .map(n -> find(n, null).task())
                .orElse(Task.DEFAULT);
    return names.stream().map(n -> find(n, of)).toList();
  }

  /**
   * The folder that a person names: a directory, or {@code org/name} for a model that Hugging
   * Face's programs fetched.
   *
   * @throws Problem where there is neither, saying where was looked and how it is fetched
   */
  public static Path folder(String name) {
    return folder(name, HubCache.ofSystem());
  }

  /**
   * The folder of a model or checkpoint: as {@link #folder} finds it, or a bundled model's.
   *
   * @throws Problem naming the models there are
   */
  public static Path folderOrModel(String name) {
    return folderOrModel(name, HubCache.ofSystem());
  }

  static Path folderOrModel(String name, HubCache cache) {
    if (Files.isDirectory(Path.of(name))) {
      return Path.of(name);
    }
    return cache.find(name).orElseGet(() -> find(name, null, LabelMap.NONE, cache).directory());
  }

  /** The same as a setting has it; null where the option isn't given. */
  public static @Nullable String setting(@Nullable String name) {
    return name == null ? null : UsageError.checked(() -> folder(name)).toString();
  }

  static Path folder(String name, HubCache cache) {
    var path = Path.of(name);
    if (!Files.exists(path)) {
      AtomicFolder.settle(path); // a crash may have come as it was replaced
    }
    if (Files.exists(path) || !HubCache.mayName(name)) {
      return path;
    }
    return cache
        .find(name)
        .orElseThrow(() -> new Problem("There is no folder " + name + ". " + cache.advice(name)));
  }

  private static boolean role(String name) {
    return Arrays.stream(ModelSummary.Role.values())
        .anyMatch(r -> r.name().toLowerCase(Locale.ROOT).equals(name));
  }

  /**
   * A model by role ({@code teacher}, {@code student}), by name, by directory or, of those that
   * Hugging Face's programs fetched, as {@code org/name}.
   *
   * @param task null for the model's own; of a role then {@link Task#DEFAULT}
   * @throws Problem naming the models there are, or where the model is for another task
   */
  public static ModelSummary find(String name, @Nullable Task task) {
    return find(name, task, LabelMap.NONE);
  }

  /**
   * A model by role, by name or by directory.
   *
   * @param labels what a person says that its labels count as
   */
  public static ModelSummary find(String name, @Nullable Task task, LabelMap labels) {
    return find(name, task, labels, HubCache.ofSystem());
  }

  static ModelSummary find(String name, @Nullable Task task, LabelMap labels, HubCache cache) {
    if (ModelFiles.kind(Path.of(name)) != ModelFiles.Kind.OTHER) {
      return checked(ModelFiles.summary(Path.of(name), labels), task);
    }
    if (task == null && role(name)) {
      return find(name, Task.DEFAULT);
    }
    var damaged = new ArrayList<Problem>();
    var bundled = bundled(damaged::add);
    var known =
        bundled.stream()
            .filter(
                m ->
                    m.name().equals(name)
                        || m.role().name().toLowerCase(Locale.ROOT).equals(name)
                            && m.task() == task)
            .findFirst();
    return known
        .or(() -> fetched(name, labels, cache))
        .map(m -> checked(m, task))
        .orElseThrow(() -> missing(name, task, bundled, damaged, cache));
  }

  /** A model in Hugging Face's cache, where folders have names that tell a person nothing. */
  private static Optional<ModelSummary> fetched(String name, LabelMap labels, HubCache cache) {
    return Files.isDirectory(Path.of(name))
        ? Optional.empty()
        : cache.find(name).map(f -> ModelFiles.summary(f, labels).named(name));
  }

  private static Problem missing(
      String name,
      @Nullable Task task,
      List<ModelSummary> bundled,
      List<Problem> damaged,
      HubCache cache) {
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
            + "."
            + (HubCache.mayName(name) && name.contains("/") ? " " + cache.advice(name) : "")
            + damaged.stream()
                .map(p -> " Damaged: " + p.getMessage())
                .collect(Collectors.joining()));
  }

  private static ModelSummary checked(ModelSummary model, @Nullable Task task) {
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
   * A head as options name it. What isn't said is as in the model's chosen head; of a variant that
   * isn't the chosen one the first head counts.
   *
   * @param variant its name, or null
   * @param layer a number, {@code last} for the baseline, or null
   * @throws Problem naming the variants and layers there are
   */
  public static HeadKey head(ModelSummary model, @Nullable String variant, @Nullable String layer) {
    var kind = variant == null ? model.chosen().variant() : Variants.KNOWN.of(variant);
    if (layer == null) {
      return kind.equals(model.chosen().variant()) ? model.chosen() : first(model, kind);
    }
    if (layer.equals("last")) {
      return checked(model, HeadKey.LAST);
    }
    try {
      return checked(model, new HeadKey(kind, Integer.parseInt(layer)));
    } catch (NumberFormatException e) {
      throw new Problem(
          "Layer \"" + layer + "\" is no layer: give a number, or last for the baseline.", e);
    }
  }

  private static HeadKey first(ModelSummary model, Variant variant) {
    return model.heads().stream()
        .filter(h -> h.variant().equals(variant))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    model.name() + " has no variant " + variant + "; it has " + model.variants()));
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
