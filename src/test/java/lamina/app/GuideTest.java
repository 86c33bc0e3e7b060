package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import lamina.app.window.RunningWindow;
import lamina.data.Task;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** Question marks open the guide at their term; F1 opens it from its beginning. */
class GuideTest {
  @TempDir Path folder;
  private RunningWindow session;
  private final FxRobot robot = new FxRobot();

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    session = TestWindow.open(Task.POS, "de", Roles.BOTH, 3, ExplorePanel.KIND, folder);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private double place(String part) {
    return RunningWindow.onFx(
        () -> {
          var head = TestWindow.find(session, "guide-" + part, Label.class);
          var scroll = TestWindow.find(session, "guide", ScrollPane.class);
          return scroll.sceneToLocal(head.localToScene(0, 0)).getY();
        });
  }

  @Test
  void aQuestionMarkOpensTheGuideAtItsTerm() {
    robot.clickOn("#help-fusion");
    session.settle();
    assertTrue(place("fusion") > -2 && place("fusion") < 200, "" + place("fusion"));
    robot.type(KeyCode.ESCAPE);
    assertEquals(0, robot.lookup("#guide").queryAll().size());
    robot.type(KeyCode.F1);
    session.settle();
    assertTrue(place("start") > -2 && place("start") < 60, "" + place("start"));
    robot.type(KeyCode.ESCAPE);
    var help = TestWindow.find(session, "help-gate", javafx.scene.control.Button.class);
    assertFalse(help.getAccessibleText().isBlank());
    assertTrue(help.getTooltip().getText().contains("between 0 and 1"));
  }
}
