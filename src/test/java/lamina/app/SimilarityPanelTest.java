package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.HeatMapFigure;
import lamina.chart.figure.LineFigure;
import lamina.chart.paint.FigureCells;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.similarity.SimilarityReport;
import lamina.ui.similarity.SimilarityPanel;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** Similarity of languages, clicked for real against what is kept beside the bundled teacher. */
class SimilarityPanelTest {
  private static final Path TEACHER = Path.of("models/pos-teacher");

  @TempDir Path folder;
  private RunningWindow session;
  private final FxRobot robot = new FxRobot();
  private final SimilarityReport report = SimilarityReport.read(TEACHER).orElseThrow();

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    session = TestWindow.open(Task.POS, "de", Roles.BOTH, 4, SimilarityPanel.KIND, folder);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private HeatMapFigure map() {
    return (HeatMapFigure) RunningWindow.onFx(session.workbench()::figures).getFirst();
  }

  private LineFigure lines() {
    return (LineFigure) RunningWindow.onFx(session.workbench()::figures).getLast();
  }

  private void choose(String box, int down) {
    robot.clickOn(box);
    for (int i = 0; i < down; i++) {
      robot.type(KeyCode.DOWN);
    }
    robot.type(KeyCode.ENTER);
    session.settle();
  }

  /** Likeness that a map shows of two languages. */
  private static double value(HeatMapFigure map, String row, String column) {
    int r = map.columns().indexOf(row); // rows and columns are the same languages
    return map.values()[r][map.columns().indexOf(column)];
  }

  @Test
  void theMapFollowsTheSliderAndTheLinesMarkItsLayer() {
    assertTrue(map().title().startsWith("Layer 4"), map().title());
    int de = report.text().languages().indexOf("de");
    int en = report.text().languages().indexOf("en");
    assertEquals(report.layer(4).cka()[de][en], value(map(), "de", "en"), 0);
    assertEquals(16, map().tree().orElseThrow().branches().size());
    assertEquals(new HashSet<>(report.text().languages()), new HashSet<>(map().columns()));
    assertEquals(4, lines().highlightedX());
    RunningWindow.onFx(
        () -> {
          session.workbench().selection().layer().set(9);
          return null;
        });
    session.settle();
    assertTrue(map().title().startsWith("Layer 9"), map().title());
    assertEquals(report.layer(9).cka()[de][en], value(map(), "de", "en"), 0);
    assertEquals(9, lines().highlightedX());
  }

  @Test
  void anotherMeasureAndTheLastLayerAndALanguage() {
    choose("#similarity-measure", 1);
    int de = report.text().languages().indexOf("de");
    int th = report.text().languages().indexOf("th");
    double n = report.text().sentences();
    assertEquals(report.layer(4).found()[de][th] / n, value(map(), "de", "th"), 1e-12);
    assertEquals(report.layer(4).found()[th][de] / n, value(map(), "th", "de"), 1e-12);
    choose("#similarity-at", 1);
    assertTrue(map().title().startsWith("Layer 12"), map().title());
    assertEquals(report.layer(12).found()[de][th] / n, value(map(), "de", "th"), 1e-12);
    var view = TestWindow.find(session, "similarity-map", FigureView.class);
    int row = map().columns().indexOf("ar");
    var cell = new FigureCells.Cell(row, row == 0 ? 1 : 0);
    robot.clickOn(RunningWindow.onFx(() -> view.localToScreen(view.place(cell).orElseThrow())));
    session.settle();
    assertEquals("ar", session.workbench().selection().language().get().code());
  }

  @Test
  void theModelsInUseAndTheEncoderBeforeFineTuningAreOffered() {
    var box = TestWindow.find(session, "similarity-model", ComboBox.class);
    assertEquals(3, box.getItems().size(), box.getItems().toString());
    assertEquals("pos-teacher", box.getValue());
    choose("#similarity-model", 2);
    assertTrue(map().caption().startsWith(box.getItems().get(2).toString()), map().caption());
  }
}
