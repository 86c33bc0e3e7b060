package lamina.ui.workspace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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

/** The models in use, by task and role; of several one is chosen, the newest until then. */
public final class ModelRegistry {
  private final List<ModelSummary> models = new ArrayList<>();
  private final Map<String, ScoreTable> scores = new HashMap<>();
  private final Map<String, Known> known = new HashMap<>();
  private final Map<Place, String> chosen = new HashMap<>();

  /** What a model can be chosen for. */
  private record Place(Task task, Role role) {
    public static Place of(ModelSummary model) {
      return new Place(model.task(), model.role());
    }
  }

  /** What was made of a model's scores. */
  private record Known(ModelSummary model, ScoreTable table, ExperimentResults evidence) {
    public boolean of(ModelSummary asked, ScoreTable current) {
      return model == asked && table == current;
    }
  }

  /** Adds a model with the scores that were kept beside it, in place of one of the same name. */
  public void add(ModelSummary model, ScoreTable table) {
    models.removeIf(m -> m.name().equals(model.name()));
    models.add(model);
    scores.put(model.name(), table);
  }

  /** Chooses a model for its task and role. */
  public void use(ModelSummary model) {
    chosen.put(Place.of(model), model.name());
  }

  /** All models of a task and role, in the order in which they came. */
  public List<ModelSummary> all(Task task, Role role) {
    return models.stream().filter(m -> m.task() == task && m.role() == role).toList();
  }

  /** The model of a directory, where it is in use. */
  public Optional<ModelSummary> of(Path directory) {
    var wanted = directory.toAbsolutePath().normalize();
    return models.stream()
        .filter(m -> m.directory().toAbsolutePath().normalize().equals(wanted))
        .findFirst();
  }

  /** Directories of the models that were chosen among several. */
  public List<Path> chosen() {
    return models.stream()
        .filter(m -> m.name().equals(chosen.get(Place.of(m))))
        .filter(m -> all(m.task(), m.role()).size() > 1)
        .map(m -> m.directory().toAbsolutePath().normalize())
        .toList();
  }

  /** The tasks that have a model. */
  public List<Task> tasks() {
    return models.stream().map(ModelSummary::task).distinct().sorted(Tasks.KNOWN.order()).toList();
  }

  /** The model of a task and role. */
  public Optional<ModelSummary> find(Task task, Role role) {
    var all = all(task, role);
    var wanted = chosen.get(new Place(task, role));
    return all.stream()
        .filter(m -> m.name().equals(wanted))
        .findFirst()
        .or(() -> all.stream().reduce((older, newer) -> newer));
  }

  /** The models of a task that a choice of roles shows. */
  public List<ModelSummary> shown(Task task, Roles roles) {
    return roles.shown().stream().flatMap(r -> find(task, r).stream()).toList();
  }

  /** The model whose layers the slider counts: the teacher, or a student without one. */
  public Optional<ModelSummary> scale(Task task) {
    return find(task, Role.TEACHER).or(() -> find(task, Role.STUDENT));
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
    var made = known.get(model.name());
    if (made == null || !made.of(model, table)) {
      made = new Known(model, table, ExperimentResults.of(model, table));
      known.put(model.name(), made);
    }
    return made.evidence;
  }

  /** Scores kept beside a model; an empty table where there are none. */
  public ScoreTable scores(ModelSummary model) {
    return scores.get(model.name());
  }

  /**
   * Where the head at a position of the slider stands among the layers of an analysis.
   *
   * @param layer on the scale of the teacher
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
   * @param layer on the scale of the teacher; its number of layers stands for the last layer alone
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
