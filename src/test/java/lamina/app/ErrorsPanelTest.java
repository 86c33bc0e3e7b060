package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.paint.FigureCells;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.language.Languages;
import lamina.ui.errors.ErrorsPanel;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/**
 * Errors, clicked for real: from a kind of error to its examples, and to one of them in Explore.
 */
class ErrorsPanelTest {
  @TempDir Path folder;
  private RunningWindow session;
  private final FxRobot robot = new FxRobot();

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    session = TestWindow.open(Task.NER, "de", Roles.STUDENT, 4, ErrorsPanel.KIND, folder);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private HeatMapFigure map() {
    return (HeatMapFigure) RunningWindow.onFx(session.workbench()::figures).getFirst();
  }

  private TableView<?> table(String id) {
    return TestWindow.find(session, id, TableView.class);
  }

  private void press(FigureCells.Cell cell) {
    var view = TestWindow.find(session, "errors-chart", FigureView.class);
    robot.clickOn(RunningWindow.onFx(() -> view.localToScreen(view.place(cell).orElseThrow())));
    session.settle();
  }

  @Test
  void aKindOfErrorLeadsToItsExamplesAndThoseToExplore() throws Exception {
    var map = map();
    assertTrue(map.shares(), "one model: shares of each label");
    assertFalse(table("errors-labels").getItems().isEmpty());
    FigureCells.Cell most = null;
    double share = 0;
    for (int r = 0; r < map.rows().size(); r++) {
      for (int c = 0; c < map.columns().size(); c++) {
        if (map.values()[r][c] * map.n()[r][c] > share) {
          share = map.values()[r][c] * map.n()[r][c];
          most = new FigureCells.Cell(r, c);
        }
      }
    }
    press(most);
    int expected = (int) Math.round(share / 100);
    assertEquals(expected, table("errors-examples").getItems().size());
    var said = TestWindow.find(session, "errors-summary", Label.class).getText();
    assertTrue(said.startsWith(expected + " examples of " + map.rows().get(most.row())), said);

    RunningWindow.onFx(
        () -> {
          table("errors-examples").requestFocus();
          table("errors-examples").getSelectionModel().select(0);
          return null;
        });
    robot.type(KeyCode.ENTER);
    session.settle();
    assertEquals(ExplorePanel.KIND, RunningWindow.onFx(session.workbench()::state).panel());
    assertFalse(TestWindow.find(session, "text", TextField.class).getText().isBlank());
    assertFalse(TestWindow.labels(session).isEmpty(), "its labels are known");
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::problems));
  }

  @Test
  void theSliderTheRolesAndTheFileFollow() throws Exception {
    var before = map();
    RunningWindow.onFx(
        () -> {
          session.workbench().selection().layer().set(12);
          return null;
        });
    session.settle();
    assertNotEquals(before.title(), map().title());
    assertTrue(map().title().startsWith("Student last"), map().title());
    assertTrue(table("errors-examples").getItems().isEmpty(), "the last layer changes nothing");
    RunningWindow.onFx(
        () -> {
          session.workbench().selection().roles().set(Roles.BOTH);
          session.workbench().selection().layer().set(6);
          return null;
        });
    session.settle();
    assertFalse(map().shares(), "two models: the difference");
    assertTrue(map().caption().contains("Teacher paper.6"), map().caption());
    robot.clickOn("#errors-save");
    session.settle();
    var lines = Files.readAllLines(folder.resolve("de-answers.tsv"));
    assertTrue(lines.getFirst().contains("paper.6"), lines.getFirst());
    assertTrue(lines.size() > 300, lines.size() + " lines");
  }

  @Test
  void errorsOfAnotherLanguageAreNotShownWhileAnAnswerIsAwaited() {
    assertTrue(map().caption().contains("German"), map().caption());
    RunningWindow.onFx(
        () -> {
          session.workbench().selection().language().set(Languages.of("ru"));
          assertEquals(List.of(), session.workbench().figures(), "the German errors are gone");
          return null;
        });
    session.settle();
    assertTrue(map().caption().contains("Russian"), map().caption());
    session.act(w -> w.selection().language().set(Languages.of("hi")));
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::figures));
  }
}
