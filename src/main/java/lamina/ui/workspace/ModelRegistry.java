package lamina.ui.workspace;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.evaluate.ScoreTable;
import lamina.experiment.ExperimentResults;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
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
  /** Stands where a lone model has left its place for the other. */
  private static final String NOBODY = "";

  private static final ScoreTable NO_SCORES = new ScoreTable(List.of());

  private final Map<String, AtHand> models = new LinkedHashMap<>();
  private final Map<String, ScoreTable> scores = new HashMap<>();
  private final Map<Shown, Known> known = new HashMap<>();
  private final Map<Place, Deque<Choice>> chosen = new HashMap<>(); // the newest first

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

  /**
   * A model in a place.
   *
   * @param name of it
   * @param because name of the model whose choice put it there, which is itself or the one that it
   *     changed places with
   */
  private record Choice(String name, String because) {}

  /**
   * Adds a model with the scores that were kept beside it, in place of one of the same name; a
   * bundled one stays bundled.
   */
  public void add(ModelSummary model, ScoreTable table, ModelOrigin origin) {
    models.put(model.name(), new AtHand(model, isBundled(model) ? ModelOrigin.BUNDLED : origin));
    scores.put(model.name(), table);
  }

  /** Whether a model came with Lamina. */
  public boolean isBundled(ModelSummary model) {
    var known = models.get(model.name());
    return known != null && known.origin() == ModelOrigin.BUNDLED;
  }

  /**
   * Lets a model stand for a role of its task. Where it stands for the other role, the two change
   * places.
   */
  public void use(ModelSummary model, Role role) {
    var here = new Place(model.task(), role);
    var there = new Place(model.task(), role.other());
    var before = find(here.task, here.role).map(ModelSummary::name);
    boolean moves =
        find(there.task, there.role).filter(m -> m.name().equals(model.name())).isPresent();
    choose(here, new Choice(model.name(), model.name()));
    if (moves) {
      choose(there, new Choice(before.orElse(NOBODY), model.name()));
    }
  }

  private void choose(Place place, Choice choice) {
    chosen.computeIfAbsent(place, p -> new ArrayDeque<>()).addFirst(choice);
  }

  /** Forgets what a person chose: for each role stands what stood at first. */
  public void chooseNone() {
    chosen.clear();
  }

  /**
   * Takes a model out of use; a bundled one stays. For its roles stands what stood there before,
   * and what had changed places with it goes back.
   */
  public void remove(ModelSummary model) {
    if (!isBundled(model)) {
      models.remove(model.name());
      scores.remove(model.name());
      chosen
          .values()
          .forEach(
              all ->
                  all.removeIf(c -> c.name.equals(model.name()) || c.because.equals(model.name())));
    }
  }

  /** The roles that a model stands for. */
  public List<Role> roles(ModelSummary model) {
    return Stream.of(Role.values())
        .filter(r -> find(model.task(), r).filter(m -> m.name().equals(model.name())).isPresent())
        .toList();
  }

  /**
   * The model that stands where scores belong: of a model's own scores that one; of a sweep's one
   * that was made for the role of its runs.
   */
  public Optional<ModelSummary> of(ExperimentResults evidence) {
    return evidence.runs()
        ? shown(evidence.task(), Roles.BOTH).stream()
            .filter(m -> made(m) == evidence.role())
            .findFirst()
        : find(evidence.task(), evidence.role());
  }

  /** The role that a model was made for, whatever it stands for. */
  public Role made(ModelSummary model) {
    return Optional.ofNullable(models.get(model.name()))
        .map(m -> m.model().role())
        .orElse(model.role());
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
        .filter(m -> ModelFiles.same(m.directory().toAbsolutePath().normalize(), wanted))
        .findFirst();
  }

  /** Directories of the models that a person chose, by the role that they stand for. */
  public Map<Role, List<Path>> chosen() {
    var directories = new EnumMap<Role, List<Path>>(Role.class);
    for (var task : tasks()) {
      for (var role : Role.values()) {
        choice(task, role)
            .flatMap(name -> Optional.ofNullable(models.get(name)))
            .map(m -> m.model().directory().toAbsolutePath().normalize())
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

  /** The name of the model that was chosen last; {@link #NOBODY} where that left the place. */
  private Optional<String> choice(Task task, Role role) {
    return Optional.ofNullable(chosen.get(new Place(task, role)))
        .flatMap(all -> all.stream().findFirst())
        .map(Choice::name);
  }

  /** The model that stands for a role of a task, as that role. */
  public Optional<ModelSummary> find(Task task, Role role) {
    var wanted = choice(task, role);
    if (wanted.isPresent()) {
      return wanted
          .flatMap(name -> Optional.ofNullable(models.get(name)))
          .map(m -> m.model().as(role));
    }
    var other = choice(task, role.other());
    return all(task).stream()
        .map(AtHand::model)
        .filter(m -> m.role() == role && !other.equals(Optional.of(m.name())))
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
