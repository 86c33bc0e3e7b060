package lamina.ui.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lamina.evaluate.ScoreTable;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.problem.Problem;
import lamina.service.Request;
import lamina.service.Unanswered;
import lamina.ui.session.SessionState.Chosen;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ModelOrigin;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Selection;

/** What is on screen, as a value and back; and the models opened beside the bundled ones. */
public final class SessionCapture {
  private final Selection selection;
  private final ModelRegistry models;
  private final BackgroundTasks work;
  private final Map<PanelKind, Panel> panels;
  private final Set<Path> opened = new LinkedHashSet<>();
  private final Set<Path> missing = new LinkedHashSet<>();
  private List<Chosen> wanted = List.of(); // of the session that was opened last

  public SessionCapture(
      Selection selection,
      ModelRegistry models,
      BackgroundTasks work,
      Map<PanelKind, Panel> panels) {
    this.selection = selection;
    this.models = models;
    this.work = work;
    this.panels = panels;
  }

  public SessionState state(PanelKind front, boolean dark, boolean tables) {
    var states = new LinkedHashMap<PanelKind, PanelState>();
    panels.forEach(
        (kind, panel) -> {
          var state = panel.state();
          if (!state.equals(PanelState.NONE)) {
            states.put(kind, state);
          }
        });
    Language language = selection.language().get();
    return new SessionState(
        selection.task().get(),
        language == null ? "" : language.code(),
        selection.roles().get(),
        selection.variant().get(),
        selection.layer().get(),
        front,
        dark,
        tables,
        Messages.language(),
        Stream.concat(opened.stream(), missing.stream()).toList(),
        chosen(),
        states);
  }

  /**
   * Opens a model's directory and lets it stand for a role of its task.
   *
   * @param role that it stands for; its own where empty
   * @param then told the model
   * @param failed told why it can't be opened, which is in the list of messages then
   */
  public void open(
      Path directory,
      Optional<Role> role,
      Consumer<ModelSummary> then,
      Consumer<Unanswered> failed) {
    var absolute = directory.toAbsolutePath().normalize();
    work.ask(
        new Request.Open(directory),
        model -> {
          models.add(model, scores(model), ModelOrigin.OPENED);
          models.use(model, role.orElse(model.role()));
          if (!models.isBundled(model)) {
            opened.add(absolute);
          }
          missing.remove(absolute);
          then.accept(model);
        },
        failed);
  }

  /** Scores that can't be read are told; the model answers all the same. */
  private ScoreTable scores(ModelSummary model) {
    try {
      return ScoreTable.read(model.directory());
    } catch (Problem e) {
      work.report(e);
      return new ScoreTable(List.of());
    }
  }

  /**
   * Opens the models that a session names and that aren't in use. One that can't be opened stays in
   * the session.
   *
   * @param lost told each that can't be opened, and why; that is in the list of messages already
   * @param then called when all have been tried
   */
  public void openModels(List<Path> directories, Consumer<Path> lost, Runnable then) {
    var todo = new ArrayDeque<Path>();
    directories.stream().filter(d -> models.of(d).isEmpty()).forEach(todo::add);
    openNext(todo, lost, then);
  }

  private void openNext(Deque<Path> todo, Consumer<Path> lost, Runnable then) {
    if (todo.isEmpty()) {
      then.run();
      return;
    }
    var directory = todo.remove();
    if (!Files.isDirectory(directory)) {
      work.report(
          new Problem(
              "The session uses the model "
                  + directory
                  + ", which isn't there. It stays in the session: say where it lies now, or put it"
                  + " back and open the session again."));
      lose(directory, lost);
      openNext(todo, lost, then);
      return;
    }
    open(
        directory,
        Optional.empty(),
        m -> openNext(todo, lost, then),
        failure -> {
          lose(directory, lost);
          if (failure instanceof Unanswered.Cancelled) { // the person stops all of them
            todo.forEach(other -> lose(other, lost));
            todo.clear();
          }
          openNext(todo, lost, then);
        });
  }

  private void lose(Path directory, Consumer<Path> lost) {
    if (missing.add(directory)) {
      lost.accept(directory);
    }
  }

  /** Models of a session that could not be opened. */
  public List<Path> missing() {
    return List.copyOf(missing);
  }

  /** A model that is missing isn't wanted any more. */
  public void forget(Path directory) {
    missing.remove(directory);
  }

  /** A model was deleted. */
  public void gone(Path directory) {
    opened.remove(directory.toAbsolutePath().normalize());
  }

  /** The role that a session chose a model for that is missing; empty for its own. */
  public Optional<Role> role(Path missing) {
    return wanted.stream()
        .filter(c -> c.directory().equals(missing))
        .flatMap(c -> c.role().stream())
        .findFirst();
  }

  /** Takes over a session's selection and the panels' own states. */
  public void apply(SessionState state) {
    choose(state);
    if (models.tasks().contains(state.task())) {
      select(state);
    } else {
      work.report(
          new Problem(
              "The session is about "
                  + state.task().label()
                  + ", for which no model is in use. Open one (Ctrl+O), then the session again."));
    }
    panels.forEach(
        (kind, panel) -> {
          try {
            panel.restore(state.panels().getOrDefault(kind, PanelState.NONE));
          } catch (Problem e) { // of one panel; the others come back
            work.report(
                new Problem(
                    "What the session says of the panel "
                        + kind.key()
                        + " can't be shown: "
                        + e.getMessage(),
                    e));
          }
        });
  }

  /** What was chosen here; of a session also what is chosen among the models that are missing. */
  private List<Chosen> chosen() {
    var list = new ArrayList<Chosen>();
    models
        .chosen()
        .forEach((role, all) -> all.forEach(d -> list.add(new Chosen(d, Optional.of(role)))));
    wanted.stream().filter(c -> missing.contains(c.directory())).forEach(list::add);
    return list;
  }

  private void choose(SessionState state) {
    models.chooseNone();
    wanted = state.chosen();
    for (var each : wanted) {
      models
          .of(each.directory())
          .ifPresent(model -> models.use(model, each.role().orElse(model.role())));
    }
  }

  private void select(SessionState state) {
    selection.task().set(state.task());
    selection.roles().set(state.roles());
    var depth = models.scale(state.task()).orElseThrow();
    if (models.variants(state.task()).contains(state.variant())) {
      selection.variant().set(state.variant());
    } else {
      work.report(
          new Problem(
              depth.name()
                  + " has no heads for the fusion "
                  + state.variant().key()
                  + " of the session; "
                  + selection.variant().get().key()
                  + " is shown."));
    }
    int layer = Math.clamp(state.layer(), 1, depth.layers());
    if (layer != state.layer()) {
      work.report(
          new Problem(
              depth.name()
                  + " has no layer "
                  + state.layer()
                  + " of the session; layer "
                  + layer
                  + " is shown."));
    }
    selection.layer().set(layer);
    if (!state.language().isEmpty()) {
      selection.language().set(Languages.of(state.language()));
    }
  }
}
