package lamina.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lamina.evaluate.ScoreTable;
import lamina.language.Languages;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.service.Request;

/** What is on screen, as a value and back; and the models opened beside the bundled ones. */
final class Screen {
  private final Selection selection;
  private final ModelBook models;
  private final Work work;
  private final Map<PanelKind, Panel> panels;
  private final List<Path> opened = new ArrayList<>();

  Screen(Selection selection, ModelBook models, Work work, Map<PanelKind, Panel> panels) {
    this.selection = selection;
    this.models = models;
    this.work = work;
    this.panels = panels;
  }

  SessionState state(PanelKind front, boolean dark, boolean tables) {
    var states = new EnumMap<PanelKind, PanelState>(PanelKind.class);
    panels.forEach(
        (kind, panel) -> {
          var state = panel.state();
          if (!state.equals(PanelState.NONE)) {
            states.put(kind, state);
          }
        });
    return new SessionState(
        selection.task().get(),
        selection.language().get().code(),
        selection.roles().get(),
        selection.variant().get(),
        selection.layer().get(),
        front,
        dark,
        tables,
        Messages.language(),
        opened,
        states);
  }

  /**
   * Opens a model's directory.
   *
   * @param then told the model
   * @param failed told why it can't be opened, which is in the list of messages then
   */
  void open(Path directory, Consumer<ModelSummary> then, Consumer<Throwable> failed) {
    work.ask(
        new Request.Open(directory),
        model -> {
          models.add(model, ScoreTable.read(model.directory()));
          opened.add(directory.toAbsolutePath().normalize());
          then.accept(model);
        },
        failed);
  }

  /**
   * Opens the models that a session names and that aren't in use; says which are missing.
   *
   * @param then called when all have been tried
   */
  void openModels(List<Path> directories, Runnable then) {
    var todo = new ArrayDeque<Path>();
    for (var directory : directories) {
      if (models.uses(directory)) {
        continue;
      }
      if (Files.isDirectory(directory)) {
        todo.add(directory);
      } else {
        work.report(
            new Problem(
                "The session uses the model "
                    + directory
                    + ", which isn't there. Put it back and open the session again, or open the"
                    + " model where it lies now (Ctrl+O)."));
      }
    }
    openNext(todo, then);
  }

  private void openNext(Deque<Path> todo, Runnable then) {
    if (todo.isEmpty()) {
      then.run();
    } else {
      open(todo.remove(), m -> openNext(todo, then), f -> openNext(todo, then));
    }
  }

  /** Takes over a session's selection and the panels' own states. */
  void apply(SessionState state) {
    if (!models.tasks().contains(state.task())) {
      work.report(
          new Problem(
              "The session is about "
                  + state.task().label()
                  + ", for which no model is in use. Open one (Ctrl+O), then the session again."));
      return;
    }
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
    selection.layer().set(Math.clamp(state.layer(), 1, depth.layers()));
    selection.language().set(Languages.of(state.language()));
    panels.forEach(
        (kind, panel) -> panel.restore(state.panels().getOrDefault(kind, PanelState.NONE)));
  }
}
