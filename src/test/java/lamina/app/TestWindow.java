package lamina.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import lamina.app.window.Folders;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.Role;
import lamina.data.Task;
import lamina.ui.control.SaveDialog;
import lamina.ui.session.Preferences;
import lamina.ui.session.UserFolder;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.Roles;
import org.testfx.api.FxRobot;

/** Windows as tests open them: all of it on the headless screen, dialogs answered at once. */
final class TestWindow {
  private static final double WIDTH = 980;
  private static final double HEIGHT = 900;

  private TestWindow() {}

  /** A window in the screen's corner that has come to rest. */
  static RunningWindow open(
      WorkbenchSettings settings, SaveDialog dialogs, Folders folders, Preferences preferences) {
    Platform.setImplicitExit(false); // one window after the other
    var session =
        RunningWindow.open(settings, stage -> dialogs, folders, preferences, WIDTH, HEIGHT);
    RunningWindow.onFx(
        () -> {
          session.stage().setX(0);
          session.stage().setY(0);
          return null;
        });
    session.settle();
    return session;
  }

  /**
   * A window that shows a panel, in light colours and English.
   *
   * @param folder of runs, and of all that is saved
   */
  static RunningWindow open(
      Task task, String language, Roles roles, int layer, PanelKind panel, Path folder) {
    return open(
        settings(task, language, roles, OptionalInt.of(layer), panel),
        new Answers(folder, Optional::empty, Optional::empty),
        Folders.standard().withRuns(folder.resolve("runs")),
        Preferences.defaults().lightTheme());
  }

  /** What a window begins with, in the fusion that it begins with by itself. */
  static WorkbenchSettings settings(
      Task task, String language, Roles roles, OptionalInt layer, PanelKind panel) {
    return new WorkbenchSettings(
        Optional.of(task),
        Optional.of(language),
        Optional.of(roles),
        Optional.empty(),
        layer,
        Optional.empty(),
        Optional.of(panel),
        false);
  }

  /** The folder of a user who has been here before, and isn't greeted. */
  static UserFolder user(Path folder) {
    var user = new UserFolder(folder);
    user.save(Preferences.defaults());
    return user;
  }

  /** What the list of runs says that its first run does; empty without runs. On the UI thread. */
  static String phase(TableView<?> runs) {
    return runs.getColumns().stream()
        .filter(c -> "run-phase".equals(c.getId()))
        .findFirst()
        .map(c -> runs.getItems().isEmpty() ? "" : String.valueOf(c.getCellData(0)))
        .orElseThrow();
  }

  /** A node by its id. */
  static <T extends Node> T find(RunningWindow session, String id, Class<T> type) {
    return new FxRobot().from(session.stage().getScene().getRoot()).lookup("#" + id).queryAs(type);
  }

  /** The answers that Explore shows of a role at the slider, with their probabilities. */
  static List<String> answers(RunningWindow session, Role role) {
    return RunningWindow.onFx(session.workbench()::figures).stream()
        .filter(LayerMapFigure.class::isInstance)
        .map(LayerMapFigure.class::cast)
        .flatMap(
            f ->
                f.answerRows().stream()
                    .filter(p -> f.blocks().get(p.block()).role() == role && f.chosen(p))
                    .flatMap(p -> f.at(p).answers().stream()))
        .map(a -> String.format(Locale.ROOT, "%s %.6f", a.label(), a.probability()))
        .toList();
  }

  /** The labels that Explore shows above the answers. */
  static List<String> labels(RunningWindow session) {
    var figure = RunningWindow.onFx(session.workbench()::figures).getFirst();
    return ((LayerMapFigure) figure).heads().labels();
  }

  /**
   * What a person would choose.
   *
   * @param saves folder where everything is saved under the name that is suggested
   */
  record Answers(
      Path saves, Supplier<Optional<Path>> chosenFile, Supplier<Optional<Path>> chosenDirectory)
      implements SaveDialog {
    @Override
    public Optional<Path> save(String suggestion) {
      return Optional.of(saves.resolve(suggestion));
    }

    @Override
    public Optional<Path> file() {
      return chosenFile.get();
    }

    @Override
    public Optional<Path> directory() {
      return chosenDirectory.get();
    }
  }
}
