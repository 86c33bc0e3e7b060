package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import lamina.app.window.Folders;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.data.Task;
import lamina.ui.control.SaveDialog;
import lamina.ui.scores.LayersPanel;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** The panels Layers and Languages, clicked for real on the models' scores and on a sweep's. */
class PanelsTest {
  @TempDir Path folder;
  private RunningWindow session;
  private final FxRobot robot = new FxRobot();

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    var settings =
        TestWindow.settings(Task.POS, "ar", Roles.BOTH, OptionalInt.of(3), LayersPanel.KIND);
    session =
        TestWindow.open(
            settings,
            answering(),
            Folders.standard()
                .withRuns(folder.resolve("runs"))
                .withExperiments(Path.of("src/test/resources/lamina/ui/experiments")),
            lamina.ui.session.Preferences.defaults().lightTheme());
  }

  private SaveDialog answering() {
    return new TestWindow.Answers(folder, Optional::empty, Optional::empty);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private <T extends Node> T find(String id, Class<T> type) {
    return TestWindow.find(session, id, type);
  }

  private void pick(String id, int index) {
    int now = find(id, ComboBox.class).getSelectionModel().getSelectedIndex();
    robot.clickOn("#" + id);
    for (int i = now; i < index; i++) {
      robot.type(KeyCode.DOWN);
    }
    for (int i = now; i > index; i--) {
      robot.type(KeyCode.UP);
    }
    robot.type(KeyCode.ENTER);
    session.settle();
    assertEquals(index, find(id, ComboBox.class).getSelectionModel().getSelectedIndex(), id);
  }

  private List<Figure> figures() {
    return RunningWindow.onFx(session.workbench()::figures);
  }

  @Test
  void layersShowCurvesGainsTheReportedCurveAndASweep() {
    assertEquals(2, figures().size(), "teacher and student");
    var curve = assertInstanceOf(LineFigure.class, figures().getFirst());
    assertTrue(curve.caption().contains("protocol shared · 1 seed"), curve.caption());

    robot.clickOn("#layers-reported");
    session.settle();
    var reported = (LineFigure) figures().getFirst();
    assertTrue(reported.lines().stream().anyMatch(l -> l.role() == Role.PUBLISHED));
    assertFalse(
        ((LineFigure) figures().getLast())
            .lines().stream().anyMatch(l -> l.role() == Role.PUBLISHED),
        "nothing is reported for a student");
    robot.clickOn("#layers-reported");

    pick("layers-of", 1);
    assertNotEquals(curve.title(), figures().getFirst().title());
    assertTrue(figures().getFirst().title().contains("Arabic"), figures().getFirst().title());

    pick("layers-what", 1);
    var map = assertInstanceOf(HeatMapFigure.class, figures().getFirst());
    assertEquals(11, map.columns().size());
    assertEquals(18, map.rows().size(), "17 languages and their mean");

    pick("layers-source", 1);
    assertEquals(1, figures().size());
    var sweep = assertInstanceOf(HeatMapFigure.class, figures().getFirst());
    assertEquals(List.of("3", "9"), sweep.columns());
    assertTrue(sweep.caption().contains("protocol single · 2 seeds"), sweep.caption());
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::problems));
  }

  private TableView<?> table() {
    return find("languages-table", TableView.class);
  }

  private static <R> Void sortBy(TableView<R> table, int column, TableColumn.SortType type) {
    var by = table.getColumns().get(column);
    by.setSortType(type);
    table.getSortOrder().setAll(List.of(by));
    return null;
  }

  private String first() {
    return RunningWindow.onFx(() -> String.valueOf(table().getColumns().getFirst().getCellData(0)));
  }

  @Test
  void languagesAreGroupedSortedSearchedAndExported() throws Exception {
    robot.clickOn("#panel-languages");
    session.settle();
    assertEquals("Arabic", first(), "Afro-Asiatic comes first");
    pick("grouping", 3);
    assertEquals("English", first());
    pick("languages-order", 1);
    assertEquals("Japanese", first(), "the widest gap");
    assertEquals("Japanese", ((BarFigure) figures().getFirst()).groups().getFirst());

    // The headless platform calls every press a popup trigger, so that a header can't be clicked.
    RunningWindow.onFx(() -> sortBy(table(), 0, TableColumn.SortType.DESCENDING));
    assertEquals("Turkish", first());
    robot.clickOn("#languages-search").write("slavic");
    session.settle();
    assertEquals(2, table().getItems().size(), "Czech and Russian");
    assertEquals("Russian", first(), "the order of the table stays");
    assertEquals(2, ((BarFigure) figures().getFirst()).groups().size());
    robot.clickOn("#languages-csv");
    robot.clickOn("#languages-tex");
    session.settle();
    assertEquals(1 + 2 * 3, Files.readAllLines(folder.resolve("languages.csv")).size());
    assertTrue(Files.readString(folder.resolve("languages.tex")).contains("\\toprule"));
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::problems));
  }

  @Test
  void languagesOfASweepSayItsSeedsAndLetItsConditionBeChosen() throws Exception {
    robot.clickOn("#panel-languages");
    session.settle();
    pick("languages-source", 1);
    var figure = (BarFigure) figures().getFirst();
    assertTrue(figure.caption().contains("protocol single · 2 seeds"), figure.caption());
    assertEquals(2, figure.series().size(), "the condition and its baseline");
    assertTrue(
        List.of("paper-3", "paper-9").contains(figure.series().getFirst().name()),
        "runs have the names that the sweep gave them");
    assertEquals("Last layer alone", figure.series().getLast().name());
    int other =
        1 - find("languages-condition", ComboBox.class).getSelectionModel().getSelectedIndex();
    pick("languages-condition", other);
    assertNotEquals(
        figure.series().getFirst().name(),
        ((BarFigure) figures().getFirst()).series().getFirst().name());
    robot.clickOn("#languages-tex");
    session.settle();
    assertTrue(Files.readString(folder.resolve("languages.tex")).contains("\\pm"));
    pick("languages-source", 0);
    assertEquals(3, ((BarFigure) figures().getFirst()).series().size());
  }
}
