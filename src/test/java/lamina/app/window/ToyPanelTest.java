package lamina.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCombination;
import lamina.data.Task;
import lamina.problem.Problem;
import lamina.ui.session.Preferences;
import lamina.ui.session.SessionFile;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.text.Messages;
import lamina.ui.window.Panels;
import lamina.ui.workspace.PanelState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** One class and one registration are all that a panel takes. */
class ToyPanelTest {
  private static final Panels MORE =
      Panels.KNOWN.with(ToyPanel.KIND, parts -> new ToyPanel(parts.selection()));

  @TempDir Path folder;
  private RunningWindow session;

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    session =
        RunningWindow.open(
            MORE,
            WorkbenchSettings.defaults(),
            stage -> new NoDialogs(),
            Folders.standard().withRuns(folder.resolve("runs")),
            Preferences.defaults().lightTheme(),
            1280,
            860);
    session.settle();
  }

  @AfterEach
  void close() {
    session.close();
  }

  private ToggleButton button() {
    return (ToggleButton) session.workbench().root().lookup("#panel-toy");
  }

  private String text() {
    return ((Label) session.workbench().root().lookup("#toy-task")).getText();
  }

  @Test
  void theBarTheMenuAndTheKeysLeadToIt() {
    RunningWindow.onFx(
        () -> {
          assertEquals(Messages.get("bar.task"), button().getText());
          session.workbench().run("panel-toy");
          assertTrue(button().isSelected());
          return null;
        });
    session.settle();
    RunningWindow.onFx(
        () -> {
          assertEquals("Task: POS", text());
          session.workbench().selection().task().set(Task.XNLI);
          assertEquals("Task: XNLI", text());
          var keys = session.stage().getScene().getAccelerators();
          session.workbench().run("panel-layers");
          int last = Panels.KNOWN.all().size() + 1;
          keys.get(KeyCombination.valueOf("Shortcut+" + last)).run();
          assertTrue(button().isSelected(), "the last panel");
          return null;
        });
    session.settle();
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::problems));
  }

  @Test
  void aSessionKeepsWhatItHas() throws Exception {
    session.act(w -> w.choose(ToyPanel.KIND));
    session.act(w -> w.measureShown());
    var file = folder.resolve("toy.lamina");
    SessionFile.write(file, RunningWindow.onFx(session.workbench()::state));
    session.act(w -> w.choose(Panels.KNOWN.kinds().first()));
    var read = SessionFile.read(file, MORE.kinds());
    assertEquals(ToyPanel.KIND, read.panel());
    assertEquals("yes", read.panels().get(ToyPanel.KIND).option("measured", ""));
    session.restore(read);
    var now = RunningWindow.onFx(session.workbench()::state);
    assertEquals(read, now);
    var again = folder.resolve("again.lamina");
    SessionFile.write(again, read);
    assertEquals(Files.readString(file), Files.readString(again));
  }

  @Test
  void whereItIsNotRegisteredASessionSaysWhatThereIs() {
    var file = folder.resolve("toy.lamina");
    session.act(w -> w.choose(ToyPanel.KIND));
    var state = RunningWindow.onFx(session.workbench()::state);
    assertTrue(!state.panels().get(ToyPanel.KIND).equals(PanelState.NONE));
    SessionFile.write(file, state);
    var message =
        assertThrows(Problem.class, () -> SessionFile.read(file, Panels.KNOWN.kinds()))
            .getMessage();
    assertTrue(message.contains(file.toString()), message);
    assertTrue(message.contains(String.join(", ", Panels.KNOWN.kinds().keys())), message);
  }
}
