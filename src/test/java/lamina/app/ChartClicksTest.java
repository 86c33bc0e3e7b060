package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.figure.LineFigure;
import lamina.chart.paint.FigureCells;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.scores.LanguagesPanel;
import lamina.ui.scores.LayersPanel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.Roles;
import lamina.ui.workspace.Selection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** Charts say their values under the mouse, and what is clicked is chosen in the whole window. */
class ChartClicksTest {
  @TempDir Path folder;
  private RunningWindow session;
  private final FxRobot robot = new FxRobot();

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    session = TestWindow.open(Task.POS, "ar", Roles.TEACHER, 3, LayersPanel.KIND, folder);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private FigureView view(String id) {
    return TestWindow.find(session, id, FigureView.class);
  }

  private Selection selection() {
    return session.workbench().selection();
  }

  private void choose(PanelKind panel) {
    RunningWindow.onFx(
        () -> {
          session.workbench().choose(panel);
          return null;
        });
    session.settle();
  }

  private String hover(FigureView view, int row, int column) {
    robot.moveTo(
        RunningWindow.onFx(
            () -> {
              var place = view.place(new FigureCells.Cell(row, column)).orElseThrow();
              return view.localToScreen(place);
            }));
    return RunningWindow.onFx(view::said);
  }

  private void click(FigureView view, int row, int column) {
    hover(view, row, column);
    robot.clickOn();
    session.settle();
  }

  @Test
  void aPointOfALineSaysItsValueAndTakesTheSlider() {
    var view = view("layers-first");
    var line = (LineFigure) view.figure();
    var said = hover(view, 0, 7);
    assertTrue(said.startsWith(line.lines().getFirst().name()), said);
    assertTrue(said.matches(".*Fusion layer 8 · .*\\[.*\\].* · n = \\d+ · .*p [=<] .*"), said);
    click(view, 0, 7);
    assertEquals(8, selection().layer().get());
    assertEquals("ar", selection().language().get().code(), "a mean is no language");
    robot.moveTo("#layers-what");
    assertEquals("", RunningWindow.onFx(view::said));
  }

  @Test
  void aCellOfTheMapTakesLayerAndLanguageByMouseAndByKeyboard() {
    RunningWindow.onFx(
        () -> {
          TestWindow.find(session, "layers-what", ComboBox.class).getSelectionModel().select(1);
          return null;
        });
    session.settle();
    var view = view("layers-first");
    var map = (HeatMapFigure) view.figure();
    int thai = map.rows().indexOf("Thai");
    click(view, thai, 4);
    assertEquals(5, selection().layer().get());
    assertEquals("th", selection().language().get().code());
    assertTrue(RunningWindow.onFx(view::isFocused));
    robot.type(KeyCode.RIGHT).type(KeyCode.UP);
    var said = RunningWindow.onFx(view::said);
    assertTrue(said.startsWith(map.rows().get(thai - 1) + " · "), said);
    assertTrue(said.contains(" n = "), said);
    robot.type(KeyCode.ENTER);
    session.settle();
    assertEquals(6, selection().layer().get());
    assertFalse(selection().language().get().code().equals("th"));
  }

  @Test
  void aBarTakesItsLanguage() {
    choose(LanguagesPanel.KIND);
    var view = view("languages-chart");
    var figure = (lamina.chart.figure.BarFigure) view.figure();
    int hindi = figure.groups().indexOf("Hindi");
    var said = hover(view, 0, hindi);
    assertTrue(said.startsWith("Hindi · Teacher"), said);
    click(view, 0, hindi);
    assertEquals("hi", selection().language().get().code());
  }

  @Test
  void aLineOfTheTranslationsTakesItsLanguage() {
    choose(ExplorePanel.KIND);
    robot.clickOn("#aligned-show");
    session.settle();
    var view = view("aligned-teacher");
    var figure = (lamina.chart.figure.AlignedFigure) view.figure();
    int row = 1;
    click(view, row, 0);
    var name = figure.lines().get(row).name();
    assertTrue(
        name.contains(selection().language().get().name()),
        name + " " + selection().language().get());
  }
}
