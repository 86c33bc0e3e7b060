package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import lamina.app.window.Folders;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.BarFigure;
import lamina.data.Task;
import lamina.fusion.Variants;
import lamina.ui.control.SaveDialog;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.scores.LanguagesPanel;
import lamina.ui.scores.LayersPanel;
import lamina.ui.session.Preferences;
import lamina.ui.session.SessionFile;
import lamina.ui.session.UserFolder;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.training.TrainingPanel;
import lamina.ui.window.Panels;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** Sessions, the command list, drops and the interface's languages, as a person meets them. */
class DesktopTest {
  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
  private RunningWindow session;

  @BeforeEach
  void begin() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @AfterEach
  void end() {
    if (session != null) {
      session.close();
    }
    Locale.setDefault(Locale.Category.DISPLAY, before);
  }

  private void open(String language) {
    session =
        TestWindow.open(
            WorkbenchSettings.defaults(),
            answering(),
            Folders.standard()
                .withRuns(folder.resolve("runs"))
                .with(TestWindow.user(folder.resolve("user"))),
            Preferences.defaults().lightTheme().withLanguage(language));
  }

  private SaveDialog answering() {
    return new TestWindow.Answers(
        folder, () -> Optional.of(folder.resolve("session.lamina")), Optional::empty);
  }

  private <T extends Node> T find(String id, Class<T> type) {
    return TestWindow.find(session, id, type);
  }

  private void command(String words) {
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    robot.write(words);
    robot.type(KeyCode.ENTER);
    session.settle();
  }

  private List<String> problems() {
    return RunningWindow.onFx(session.workbench()::problems);
  }

  @Test
  void theCommandListIsRunByKeyboardAlone() {
    open("en");
    command("charts tables");
    var shown = RunningWindow.onFx(session.workbench()::figures).size();
    var tables = robot.from(find("figure-tables", Node.class)).lookup(".table-view").queryAll();
    assertEquals(shown, tables.size(), "a table for each chart");
    assertFalse(((TableView<?>) tables.iterator().next()).getItems().isEmpty());
    command("languages");
    assertEquals(LanguagesPanel.KIND, RunningWindow.onFx(session.workbench()::state).panel());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    robot.type(KeyCode.ESCAPE);
    assertTrue(
        robot
            .from(session.stage().getScene().getRoot())
            .lookup("#command-query")
            .tryQuery()
            .isEmpty());
    assertEquals(List.of(), problems());
  }

  /** Without the hash codes of arrays, which differ from run to run, even in length. */
  private String figuresInWords() {
    return RunningWindow.onFx(session.workbench()::figures).toString().replaceAll("@[0-9a-f]+", "");
  }

  @Test
  void whatIsSavedOpensAsItWasInAnotherWindow() {
    open("en");
    RunningWindow.onFx(
        () -> {
          var selection = session.workbench().selection();
          selection.task().set(Task.XNLI);
          selection.roles().set(Roles.TEACHER);
          selection.variant().set(Variants.KNOWN.of("mean"));
          selection.layer().set(5);
          return null;
        });
    session.settle();
    RunningWindow.onFx(
        () -> {
          find("text", TextField.class).setText("A man sleeps.");
          find("hypothesis", TextField.class).setText("Nobody is awake: not one.");
          session.workbench().run("theme");
          return null;
        });
    session.settle();
    robot.push(KeyCode.CONTROL, KeyCode.S);
    session.settle();
    assertTrue(find("notification-text", Label.class).getText().contains("session.lamina"));
    var saved = RunningWindow.onFx(session.workbench()::state);
    var figures = figuresInWords();
    assertEquals("A man sleeps.", saved.panels().get(ExplorePanel.KIND).option("text", ""));
    session.close();

    open("en");
    command("open session");
    assertEquals(saved, RunningWindow.onFx(session.workbench()::state));
    assertEquals("Nobody is awake: not one.", find("hypothesis", TextField.class).getText());
    assertEquals(figures, figuresInWords());
    assertEquals(List.of(), problems());
    assertEquals(
        List.of(folder.resolve("session.lamina")),
        new UserFolder(folder.resolve("user")).preferences(p -> {}).recent());
  }

  @Test
  void afterACrashTheLastStateIsOffered() throws Exception {
    open("en");
    RunningWindow.onFx(
        () -> {
          session.workbench().selection().task().set(Task.XNLI);
          session.workbench().choose(LayersPanel.KIND);
          return null;
        });
    session.settle();
    var begun = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
    var name = "user/autosave-" + ProcessHandle.current().pid() + "-" + begun + ".lamina";
    var own = folder.resolve(name);
    org.testfx.util.WaitForAsyncUtils.waitFor(
        30,
        java.util.concurrent.TimeUnit.SECONDS,
        () ->
            Files.exists(own)
                && SessionFile.read(own, Panels.KNOWN.kinds()).panel() == LayersPanel.KIND);
    var left = Files.copy(own, folder.resolve("user/autosave-999999999.lamina"));
    session.close();
    assertFalse(Files.exists(own), "a window that closes well leaves nothing");

    open("en");
    assertTrue(find("notification", Node.class).isVisible());
    robot.clickOn("#panel-languages"); // nothing is blocked
    session.settle();
    robot.clickOn("#notification-action");
    session.settle();
    var state = RunningWindow.onFx(session.workbench()::state);
    assertEquals(Task.XNLI, state.task());
    assertEquals(LayersPanel.KIND, state.panel());
    assertFalse(find("notification", Node.class).isVisible());
    assertFalse(Files.exists(left));
    assertEquals(List.of(), problems());
  }

  @Test
  void theArabicInterfaceIsMirroredAndChartsAreNot() {
    open("ar");
    var root = session.stage().getScene().getRoot();
    assertEquals(NodeOrientation.RIGHT_TO_LEFT, root.getEffectiveNodeOrientation());
    for (var id : List.of("answers-teacher")) {
      assertEquals(
          NodeOrientation.LEFT_TO_RIGHT, find(id, Node.class).getEffectiveNodeOrientation());
    }
    var rail = find("panel-explore", Node.class);
    assertTrue(rail.localToScene(rail.getBoundsInLocal()).getMinX() > 490, "the rail is right");
    command("اللغات");
    assertEquals(LanguagesPanel.KIND, RunningWindow.onFx(session.workbench()::state).panel());
    assertEquals("ar", RunningWindow.onFx(session.workbench()::state).interfaceLanguage());
    var shown = (BarFigure) RunningWindow.onFx(session.workbench()::figures).getFirst();
    assertTrue(shown.series().getFirst().name().startsWith("المعلّم"), shown.toString());
    assertTrue(shown.groups().contains("الألمانية"), shown.toString());
    var paper = (BarFigure) RunningWindow.onFx(() -> session.workbench().figures("en").getFirst());
    assertTrue(paper.title().startsWith("Teacher"), paper.title());
    assertTrue(paper.series().getLast().name().endsWith("last layer alone"), paper.toString());
    assertTrue(paper.groups().contains("German"), paper.toString());
    assertEquals("POS accuracy, %", paper.yLabel());
  }

  @Test
  void whatIsDroppedIsTakenAsWhatItIs() throws Exception {
    open("en");
    drop(Files.writeString(folder.resolve("notes.docx"), "x"));
    assertEquals(1, problems().size());
    assertTrue(problems().getFirst().contains("neither a model"), problems().getFirst());
    assertTrue(
        find("problems", javafx.scene.control.Button.class).getStyleClass().contains("danger"));

    drop(Path.of("sample-data/pos/train/en.conllu"));
    assertEquals(ExplorePanel.KIND, RunningWindow.onFx(session.workbench()::state).panel());
    robot.clickOn("#notification-action");
    session.settle();
    assertEquals(TrainingPanel.KIND, RunningWindow.onFx(session.workbench()::state).panel());

    var other = folder.resolve("session.lamina");
    SessionFile.write(other, RunningWindow.onFx(session.workbench()::state));
    var text = Files.readString(other);
    Files.writeString(
        other,
        text.replace("panel: \"training\"", "panel: layers")
            .replace("models: []", "models: [gone]"));
    drop(other);
    assertEquals(LayersPanel.KIND, RunningWindow.onFx(session.workbench()::state).panel());
    assertEquals(2, problems().size());
    assertTrue(problems().getLast().contains("gone"), problems().getLast());

    assertEquals(
        List.of(folder.resolve("gone")), RunningWindow.onFx(session.workbench()::state).models());
    robot.clickOn("#notification-dismiss"); // what was there before needn't come back
    robot.clickOn("#notification-action-2"); // and what is missing isn't wanted any more
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::state).models());

    drop(Path.of("models/pos-teacher"));
    assertEquals(2, problems().size(), "it is in use already, and read again");
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::state).models());
  }

  private void drop(Path file) {
    RunningWindow.onFx(
        () -> {
          session.workbench().drop(List.of(file));
          return null;
        });
    session.settle();
  }
}
