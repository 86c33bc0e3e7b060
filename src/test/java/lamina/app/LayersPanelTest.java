package lamina.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.Figure;
import lamina.chart.figure.LineFigure;
import lamina.chart.paint.FigureCells;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.language.Languages;
import lamina.similarity.SimilarityReport;
import lamina.ui.scores.LayersPanel;
import lamina.ui.workspace.LayerCurve;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** Layers: figures are made once, and curves of the states stand below on the same columns. */
class LayersPanelTest {
  private static final Path TEACHER = Path.of("models/pos-teacher");

  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private SmallHome home;
  private RunningWindow session;

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    home = new SmallHome(folder.resolve("home"));
    Files.delete(home.folder().resolve("models/pos-student").resolve(SimilarityReport.FILE));
    session = TestWindow.open(Task.POS, "de", Roles.BOTH, 4, LayersPanel.KIND, folder);
  }

  @AfterEach
  void close() {
    session.close();
    home.close();
  }

  private List<Figure> figures() {
    return RunningWindow.onFx(session.workbench()::figures);
  }

  private LineFigure line(int index) {
    return (LineFigure) figures().get(index);
  }

  private void choose(String id, int index) {
    session.act(
        w -> TestWindow.find(session, id, ComboBox.class).getSelectionModel().select(index));
  }

  private void below(LayerCurve curve) {
    choose("layers-below", curve.ordinal() + 1);
  }

  private void layer(int layer) {
    session.act(w -> w.layerSlider().setValue(layer));
  }

  @Test
  void theSliderMovesTheMarkAndMakesNoFigure() {
    var teacher = line(0);
    var student = line(1);
    assertEquals(4, teacher.highlightedX());
    layer(8);
    assertEquals(8, line(0).highlightedX());
    assertSame(teacher.lines(), line(0).lines(), "the figure was made once");
    assertSame(student.lines(), line(1).lines());
    assertEquals(student.highlightedX() * 2, line(1).highlightedX(), "the student is half as deep");
    session.act(w -> w.selection().language().set(Languages.of("fr")));
    assertSame(teacher.lines(), line(0).lines(), "the mean is of no language");
    choose("layers-of", 1);
    assertTrue(line(0).title().contains("French"), line(0).title());
    choose("layers-what", 1);
    var map = figures().getFirst();
    layer(3);
    assertSame(map, figures().getFirst(), "the map has no mark");
    choose("layers-what", 0);
    session.act(w -> w.selection().language().set(Languages.of("sw")));
    assertEquals(List.of(), figures());
    var said = (Label) robot.from(session.stage().getScene().getRoot()).lookup(".empty").query();
    assertTrue(said.getText().contains("no scores in Swahili"), said.getText());
  }

  @Test
  void aCurveOfTheStatesStandsBelowOnTheSameColumns() {
    assertEquals(2, figures().size(), "nothing is below at first");
    below(LayerCurve.FOUND);
    var report = SimilarityReport.read(TEACHER).orElseThrow();
    assertEquals(3, figures().size(), "of the teacher; of the student nothing is kept");
    var scores = line(0);
    var curve = line(1);
    var found = LayerCurve.FOUND.line(report).orElseThrow();
    assertArrayEquals(found.y(), curve.lines().getFirst().y());
    assertEquals(13, curve.lines().getFirst().x().length, "the embeddings and 12 layers");
    assertEquals(
        List.of(0.0, 12.0, 0.0, 12.0),
        List.of(scores.xLow(), scores.xHigh(), curve.xLow(), curve.xHigh()));
    assertEquals(4, curve.highlightedX());
    assertTrue(curve.caption().startsWith("pos-teacher: "), curve.caption());
    assertTrue(curve.caption().contains("No score of the task"), curve.caption());
    var note = TestWindow.find(session, "layers-second-below-note", Label.class).getText();
    assertTrue(note.contains("lamina similarity --model"), note);
    assertTrue(note.contains("pos-student"), note);

    var above = TestWindow.find(session, "layers-first", FigureView.class);
    var under = TestWindow.find(session, "layers-first-below", FigureView.class);
    assertEquals(column(above, 0, 4), column(under, 0, 5), 0.01, "layer 5 under layer 5");
    assertEquals(column(above, 0, 10), column(under, 0, 11), 0.01);
    assertTrue(under.getAccessibleText().contains(curve.title()), under.getAccessibleText());

    layer(9);
    assertEquals(9, line(1).highlightedX());
    assertSame(curve.lines(), line(1).lines());
    below(LayerCurve.IDENTITY);
    assertArrayEquals(
        LayerCurve.IDENTITY.line(report).orElseThrow().y(), line(1).lines().getFirst().y());
    var arabic = RunningWindow.onFx(() -> session.workbench().figures("ar")).get(1);
    assertTrue(arabic.title().contains("الأعلى"), "made again for a file: " + arabic.title());

    var saved = RunningWindow.onFx(session.workbench()::state);
    choose("layers-below", 0);
    assertEquals(2, figures().size());
    session.restore(saved);
    assertEquals(3, figures().size());
    assertTrue(
        line(1).title().startsWith(LayerCurve.IDENTITY.label()), "a session keeps the choice");
    choose("layers-what", 1);
    assertEquals(2, figures().size(), "the map has columns of its own");
  }

  /** Where a point lies across the screen. */
  private static double column(FigureView view, int line, int point) {
    return RunningWindow.onFx(
        () -> {
          var place = view.place(new FigureCells.Cell(line, point)).orElseThrow();
          return view.localToScreen(place).getCenterX();
        });
  }

  @Test
  void aPointOfTheCurveSelectsItsLayer() {
    below(LayerCurve.WORDS);
    var view = TestWindow.find(session, "layers-first-below", FigureView.class);
    session.act(w -> lamina.ui.control.Scrolling.into(view));
    var place = RunningWindow.onFx(() -> view.place(new FigureCells.Cell(0, 7)).orElseThrow());
    robot.clickOn(RunningWindow.onFx(() -> view.localToScreen(place)));
    session.settle();
    assertEquals(7, session.workbench().selection().layer().get());
    assertEquals(7, line(1).highlightedX());
  }
}
