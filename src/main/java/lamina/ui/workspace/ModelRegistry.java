package lamina.ui.workspace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.evaluate.ScoreTable;
import lamina.experiment.ExperimentResults;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.service.Analysis;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.Messages;

/**
 * The models at hand, and which of them stands as the teacher and as the student of each task. Any
 * model may stand as either; what the registry gives for a role has that role. Until a person
 * chooses, the first model that was made for a role stands for it.
 */
public final class ModelRegistry {
  private static final ScoreTable NO_SCORES = new ScoreTable(List.of());

  private final Map<String, AtHand> models = new LinkedHashMap<>();
  private final Map<String, ScoreTable> scores = new HashMap<>();
  private final Map<Shown, Known> known = new HashMap<>();
  private final Map<Place, String> chosen = new HashMap<>();

  /**
   * A model that can be chosen.
   *
   * @param model as it describes itself
   * @param origin where it comes from
   */
  public record AtHand(ModelSummary model, ModelOrigin origin) {}

  /** What a model can be chosen for. */
  private record Place(Task task, Role role) {}

  /** A model as it is shown. */
  private record Shown(String name, Role role) {}

  /** What was made of a model's scores. */
  private record Known(ModelSummary model, ScoreTable table, ExperimentResults evidence) {}

  /** Adds a model with the scores that were kept beside it, in place of one of the same name. */
  public void add(ModelSummary model, ScoreTable table, ModelOrigin origin) {
    models.put(model.name(), new AtHand(model, origin));
    scores.put(model.name(), table);
  }

  /**
   * Lets a model stand for a role of its task. Where it stands for the other role, the two change
   * places.
   */
  public void use(ModelSummary model, Role role) {
    var here = new Place(model.task(), role);
    var other = role == Role.TEACHER ? Role.STUDENT : Role.TEACHER;
    var before = find(model.task(), role).map(ModelSummary::name);
    boolean there =
        find(model.task(), other).filter(m -> m.name().equals(model.name())).isPresent();
    chosen.put(here, model.name());
    if (there) {
      before.ifPresentOrElse(
          name -> chosen.put(new Place(model.task(), other), name),
          () -> chosen.remove(new Place(model.task(), other)));
    }
  }

  /** Forgets what a person chose: for each role stands what stood at first. */
  public void chooseNone() {
    chosen.clear();
  }

  /** Takes a model out of use; a bundled one stays. What stood for its role before is back. */
  public void remove(ModelSummary model) {
    var found = models.get(model.name());
    if (found != null && found.origin() != ModelOrigin.BUNDLED) {
      models.remove(model.name());
      scores.remove(model.name());
      chosen.values().removeIf(model.name()::equals);
    }
  }

  /** All models of a task, in the order in which they came. */
  public List<AtHand> all(Task task) {
    return models.values().stream().filter(m -> m.model().task() == task).toList();
  }

  /** The model of a directory as it describes itself, where it is in use. */
  public Optional<ModelSummary> of(Path directory) {
    var wanted = directory.toAbsolutePath().normalize();
    return models.values().stream()
        .map(AtHand::model)
        .filter(m -> m.directory().toAbsolutePath().normalize().equals(wanted))
        .findFirst();
  }

  /** Directories of the models that a person chose, by the role that they stand for. */
  public Map<Role, List<Path>> chosen() {
    var directories = new EnumMap<Role, List<Path>>(Role.class);
    for (var task : tasks()) {
      for (var role : Role.values()) {
        Optional.ofNullable(chosen.get(new Place(task, role)))
            .map(name -> models.get(name).model().directory().toAbsolutePath().normalize())
            .ifPresent(d -> directories.computeIfAbsent(role, r -> new ArrayList<>()).add(d));
      }
    }
    return directories;
  }

  /** The tasks that have a model. */
  public List<Task> tasks() {
    return models.values().stream()
        .map(m -> m.model().task())
        .distinct()
        .sorted(Tasks.KNOWN.order())
        .toList();
  }

  /** The model that stands for a role of a task, as that role. */
  public Optional<ModelSummary> find(Task task, Role role) {
    var wanted = chosen.get(new Place(task, role));
    if (wanted != null) {
      return Optional.of(models.get(wanted).model().as(role));
    }
    return all(task).stream()
        .map(AtHand::model)
        .filter(m -> m.role() == role && !chosen.containsValue(m.name()))
        .findFirst();
  }

  /** The bundled model that was made for a role of a task, whatever else stands for it now. */
  public Optional<ModelSummary> bundled(Task task, Role role) {
    return all(task).stream()
        .filter(m -> m.origin() == ModelOrigin.BUNDLED && m.model().role() == role)
        .map(AtHand::model)
        .findFirst();
  }

  /** The models of a task that a choice of roles shows. */
  public List<ModelSummary> shown(Task task, Roles roles) {
    return roles.shown().stream().flatMap(r -> find(task, r).stream()).toList();
  }

  /** The model whose layers the slider counts: the deeper one; of two as deep, the teacher. */
  public Optional<ModelSummary> scale(Task task) {
    return shown(task, Roles.BOTH).stream()
        .reduce((teacher, student) -> student.layers() > teacher.layers() ? student : teacher);
  }

  /** The variants that a task's models have, those of either role together. */
  public List<Variant> variants(Task task) {
    return shown(task, Roles.BOTH).stream()
        .flatMap(m -> m.variants().stream())
        .distinct()
        .sorted(Variants.KNOWN.order())
        .toList();
  }

  /** A variant, where a model has it; else the last layer alone, or whatever it has. */
  public static Variant variant(ModelSummary model, Variant wanted) {
    var own = model.variants();
    return own.contains(wanted)
        ? wanted
        : own.stream().filter(Variant::isBaseline).findFirst().orElse(own.getFirst());
  }

  /** Says that a task has no model of the roles that are shown. */
  public static String none(Task task, Roles roles) {
    var role = FigureTexts.name(FigureTexts.role(roles.shown().getFirst()));
    return Messages.get("model.none", role.toLowerCase(Locale.ROOT), task.label());
  }

  /** Takes over scores that were found in the window. */
  public void score(ModelSummary model, ScoreTable table) {
    scores.put(model.name(), table);
  }

  /**
   * The tested scores of the models that a choice of roles shows; made once for each table of
   * scores, since a slider asks at every step.
   */
  public List<ExperimentResults> evidence(Task task, Roles roles) {
    return shown(task, roles).stream().map(this::evidence).toList();
  }

  /** The tested scores of a model. */
  public ExperimentResults evidence(ModelSummary model) {
    var table = scores(model);
    var shown = new Shown(model.name(), model.role());
    var made = known.get(shown);
    if (made == null || !made.model.equals(model) || made.table != table) {
      made = new Known(model, table, ExperimentResults.of(model, table));
      known.put(shown, made);
    }
    return made.evidence;
  }

  /** Scores kept beside a model; an empty table where there are none. */
  public ScoreTable scores(ModelSummary model) {
    return scores.getOrDefault(model.name(), NO_SCORES);
  }

  /**
   * Where the head at a position of the slider stands among the layers of an analysis.
   *
   * @param layer on the scale of the deeper model
   * @return -1 for the last layer alone beside heads of another variant
   */
  public int position(ModelSummary model, Analysis analysis, int layer) {
    if (analysis.variant().isBaseline()) {
      return 0;
    }
    var head = head(model, analysis.variant(), layer);
    int position = -1;
    for (int i = 0; i < analysis.layers().size(); i++) {
      position = analysis.layers().get(i).head().equals(head) ? i : position;
    }
    return position;
  }

  /**
   * The head of a model that stands at a position of the slider; of a model without the variant
   * that of {@link #variant}.
   *
   * @param layer on the scale of the deeper model; its number of layers stands for the last layer
   *     alone
   */
  public HeadKey head(ModelSummary model, Variant chosen, int layer) {
    var variant = variant(model, chosen);
    int depth = scale(model.task()).map(ModelSummary::layers).orElse(model.layers());
    if (layer >= depth) {
      return HeadKey.LAST;
    }
    if (!variant.usesLayer()) {
      return new HeadKey(variant, 0);
    }
    int own = Math.max(1, layer * model.layers() / depth);
    return new HeadKey(variant, own);
  }

  /**
   * The position of the slider at the depth of a model's head, at which it answers; empty for a
   * variant that takes all layers.
   */
  public OptionalInt layer(ModelSummary model, HeadKey head) {
    int depth = scale(model.task()).map(ModelSummary::layers).orElse(model.layers());
    if (head.variant().isBaseline()) {
      return OptionalInt.of(depth);
    }
    return head.variant().usesLayer()
        ? OptionalInt.of(Math.min(depth - 1, Math.ceilDiv(head.layer() * depth, model.layers())))
        : OptionalInt.empty();
  }
}
