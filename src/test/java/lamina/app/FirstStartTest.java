package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import lamina.app.window.Folders;
import lamina.app.window.RunningWindow;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.scores.LayersPanel;
import lamina.ui.session.Preferences;
import lamina.ui.session.Preferences.WindowSize;
import lamina.ui.session.UserFolder;
import lamina.ui.session.WorkbenchSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** A newcomer is greeted once, and each card leads where it says. */
class FirstStartTest {
  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private RunningWindow session;

  private void open() {
    session =
        TestWindow.open(
            WorkbenchSettings.defaults(),
            new TestWindow.Answers(folder, Optional::empty, Optional::empty),
            new Folders(
                folder.resolve("runs"),
                folder.resolve("experiments"),
                Optional.of(new UserFolder(folder.resolve("user")))),
            Preferences.defaults().lightTheme());
  }

  @AfterEach
  void close() {
    session.close();
  }

  private boolean greeted() {
    return robot
        .from(session.stage().getScene().getRoot())
        .lookup("#start-sheet")
        .tryQuery()
        .isPresent();
  }

  private void run(String command) {
    RunningWindow.onFx(
        () -> {
          session.workbench().run(command);
          return null;
        });
    session.settle();
  }

  @Test
  void theGreetingIsShownOnceAndItsCardsLeadWhereTheySay() {
    open();
    assertTrue(greeted());
    var sentences =
        robot
            .from(session.stage().getScene().getRoot())
            .lookup(".start-lines .label")
            .queryAllAs(Label.class)
            .stream()
            .map(Label::getText)
            .toList();
    assertEquals(6, sentences.size(), "a sentence in three languages: " + sentences);
    assertTrue(sentences.contains("German") && sentences.contains("Arabic"), sentences.toString());
    robot.clickOn("#start-sentence");
    session.settle();
    assertFalse(greeted());
    assertEquals(ExplorePanel.KIND, RunningWindow.onFx(session.workbench()::state).panel());

    run("start");
    assertTrue(greeted(), "it is there whenever it is wanted");
    robot.push(KeyCode.ESCAPE);
    assertFalse(greeted());
    run("start");
    robot.clickOn("#start-lesson");
    session.settle();
    assertTrue(
        robot
            .from(session.stage().getScene().getRoot())
            .lookup("#lessons")
            .tryQuery()
            .filter(Node::isVisible)
            .isPresent(),
        "the list of lessons");
    robot.push(KeyCode.ESCAPE);
    run("start");
    var before = RunningWindow.onFx(() -> List.copyOf(robot.listWindows()));
    robot.clickOn("#start-figure");
    session.settle();
    assertEquals(LayersPanel.KIND, RunningWindow.onFx(session.workbench()::state).panel());
    var opened = new ArrayList<>(RunningWindow.onFx(() -> List.copyOf(robot.listWindows())));
    opened.removeAll(before);
    assertEquals(1, opened.size(), "the export of that chart");
    RunningWindow.onFx(
        () -> {
          opened.getFirst().hide();
          return null;
        });
    session.close();

    open();
    assertFalse(greeted());
  }

  @Test
  void theSizeOfTheWindowIsKeptAndTheSessionNamesIt() {
    open();
    assertEquals("Lamina", RunningWindow.onFx(session.stage()::getTitle));
    robot.push(KeyCode.ESCAPE);
    run("session-save");
    assertEquals("session.lamina - Lamina", RunningWindow.onFx(session.stage()::getTitle));
    RunningWindow.onFx(
        () -> {
          session.stage().setWidth(1111);
          session.stage().setHeight(777);
          return null;
        });
    session.settle();
    var scene = session.stage().getScene();
    var size =
        RunningWindow.onFx(() -> new WindowSize((int) scene.getWidth(), (int) scene.getHeight()));
    session.close();
    var user = new UserFolder(folder.resolve("user"));
    assertEquals(size, user.preferences(p -> {}).window());
  }

  @Test
  void textGrowsByEveryKeyWithAPlusSign() {
    open();
    robot.push(KeyCode.ESCAPE);
    double before = textSize();
    robot.push(KeyCode.CONTROL, KeyCode.EQUALS);
    session.settle();
    double larger = textSize();
    assertTrue(larger > before, larger + " after " + before);
    robot.push(KeyCode.CONTROL, KeyCode.SUBTRACT);
    session.settle();
    assertEquals(before, textSize());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.EQUALS);
    session.settle();
    assertEquals(larger, textSize());
  }

  private double textSize() {
    var label = robot.from(session.stage().getScene().getRoot()).lookup(".field-label");
    return RunningWindow.onFx(() -> label.queryAs(Label.class).getFont().getSize());
  }
}
