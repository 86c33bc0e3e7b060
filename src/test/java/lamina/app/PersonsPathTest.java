package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import lamina.app.window.Folders;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.AttentionFigure;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.Role;
import lamina.chart.figure.TokenWindow;
import lamina.chart.paint.LayerMapLayout;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.ui.control.SaveDialog;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.scores.LanguagesPanel;
import lamina.ui.scores.LayersPanel;
import lamina.ui.training.TrainingPanel;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** What a person does, clicked for real against the bundled models. */
class PersonsPathTest {
  @TempDir Path folder;
  private SmallHome home;
  private RunningWindow session;
  private Path data;
  private final FxRobot robot = new FxRobot();

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    var settings =
        TestWindow.settings(Task.POS, "en", Roles.BOTH, OptionalInt.of(3), ExplorePanel.KIND);
    home = new SmallHome(folder.resolve("home"));
    session =
        TestWindow.open(
            settings,
            answering(),
            Folders.standard().withRuns(folder.resolve("runs")),
            lamina.ui.session.Preferences.defaults().lightTheme());
  }

  private SaveDialog answering() {
    return new TestWindow.Answers(folder, () -> Optional.of(data), () -> Optional.of(folder));
  }

  @AfterEach
  void close() {
    session.close();
    home.close();
  }

  private <T extends Node> T find(String id, Class<T> type) {
    return TestWindow.find(session, id, type);
  }

  private List<String> answers(Role role) {
    return TestWindow.answers(session, role);
  }

  @Test
  void arabicAnotherLayerTheStudentAnExport() throws Exception {
    robot.clickOn("#language");
    robot.write("Arab");
    robot.type(KeyCode.DOWN);
    robot.type(KeyCode.ENTER);
    session.settle();
    assertEquals("ar", session.workbench().selection().language().get().code());
    assertEquals(NodeOrientation.RIGHT_TO_LEFT, find("text", TextField.class).getNodeOrientation());
    var map = (LayerMapFigure) RunningWindow.onFx(session.workbench()::figures).getFirst();
    assertTrue(map.rightToLeft());
    assertEquals(11 + 5, map.gateRows().size(), "teacher and student");

    var before = answers(Role.TEACHER);
    var slider = find("layer", Slider.class);
    var from = robot.point(slider).getPosition();
    robot.drag(slider.lookup(".thumb")).dropTo(slider.lookup(".track"));
    int dragged = session.workbench().selection().layer().get();
    assertNotEquals(3, dragged, "dragged from " + from);
    assertTrue(session.workbench().settled(), "a layer change asks the service for nothing");
    assertNotEquals(before, answers(Role.TEACHER), "probabilities differ from layer to layer");

    robot.clickOn("#role-teacher"); // off
    session.settle();
    assertTrue(answers(Role.TEACHER).isEmpty(), "the teacher's answers are gone");
    assertFalse(answers(Role.STUDENT).isEmpty());
    assertEquals(5, ((LayerMapFigure) figure()).gateRows().size());

    robot.clickOn("#export");
    robot.clickOn("#export-preset").type(KeyCode.DOWN).type(KeyCode.DOWN).type(KeyCode.ENTER);
    robot.clickOn("#export-tex");
    robot.clickOn("#export-write");
    session.settle();
    var written = folder.resolve("figures-explore");
    var svg = Files.readString(written.resolve("explore.svg"));
    assertTrue(svg.contains("<svg") && svg.contains("width=\"234pt\""), "the preset's width");
    assertTrue(svg.contains("SHA-256"), "where it comes from");
    assertTrue(Files.size(written.resolve("explore.pdf")) > 1000);
    assertFalse(Files.exists(written.resolve("explore.tex")), "not chosen");
    assertTrue(Files.readString(written.resolve("provenance.txt")).contains("pos-student"));
    assertEquals(0, RunningWindow.onFx(session.workbench()::problems).size());
  }

  private Object figure() {
    return RunningWindow.onFx(session.workbench()::figures).getLast();
  }

  @Test
  void aCellShowsItsChannelsAndWhereItsTokenLooks() {
    var view = find("answers-teacher", FigureView.class);
    robot.clickOn(gate(view, 2, 3));
    session.settle();
    assertEquals(3, session.workbench().selection().layer().get(), "the slider went there, too");
    var attention = (AttentionFigure) find("attention", FigureView.class).figureProperty().get();
    var channels = (ChannelFigure) find("channels", FigureView.class).figureProperty().get();
    assertTrue(channels.title().contains(attention.tokens().get(attention.query())));
    double sum = 0;
    for (float weight : attention.weights()[0]) {
      sum += weight;
    }
    assertEquals(1, sum, 1e-4, "the weights of a head");
    robot.clickOn("#attention");
    session.settle();
    var other = (AttentionFigure) find("attention", FigureView.class).figureProperty().get();
    assertEquals(
        other.tokens().get(other.query()),
        attention.tokens().get(other.query()),
        "a click on the attention asks for that token");
    assertEquals(0, RunningWindow.onFx(session.workbench()::problems).size());
  }

  /** Where a gate is on the screen. */
  private javafx.geometry.Point2D gate(FigureView view, int row, int column) {
    return RunningWindow.onFx(
        () -> {
          var layout =
              LayerMapLayout.of(
                  (LayerMapFigure) view.figure(),
                  view.getWidth(),
                  view.getHeight(),
                  TokenWindow.ALL);
          var area = layout.area(new LayerMapLayout.Place(true, row, column)).orElseThrow();
          return view.localToScreen(area.getCenterX(), area.getCenterY());
        });
  }

  @Test
  void anEditSaysWhatItChanged() {
    var effect = find("edit-effect", Label.class);
    assertFalse(effect.isVisible(), "nothing is edited yet");
    var text = find("text", TextField.class);
    var sample = text.getText();
    RunningWindow.onFx(
        () -> {
          text.setText(sample.substring(sample.indexOf(' ') + 1));
          return null;
        });
    session.settle();
    assertTrue(effect.isVisible());
    assertTrue(effect.getText().startsWith("Teacher: "), effect.getText());
    assertTrue(effect.getText().contains("Student: "), effect.getText());
    RunningWindow.onFx(
        () -> {
          text.setText(sample);
          return null;
        });
    session.settle();
    assertFalse(effect.isVisible(), "as it was");
  }

  @Test
  void everyPanelShowsAChart() {
    for (var panel : new PanelKind[] {LayersPanel.KIND, LanguagesPanel.KIND}) {
      robot.clickOn("#panel-" + panel.key());
      session.settle();
      assertFalse(RunningWindow.onFx(session.workbench()::figures).isEmpty(), panel.key());
    }
    robot.clickOn("#panel-latency");
    session.settle();
    assertTrue(RunningWindow.onFx(session.workbench()::figures).isEmpty(), "nothing measured yet");
  }

  @Test
  void aTextOfOnesOwnIsReadAndAnEmptyOneSaysWhatToDo() {
    var text = find("text", TextField.class);
    RunningWindow.onFx(
        () -> {
          text.setText("Lamina \uD83D\uDE00 reads \uD83D this .");
          return null;
        });
    session.settle();
    var map = (LayerMapFigure) RunningWindow.onFx(session.workbench()::figures).getFirst();
    assertTrue(map.heads().columns().stream().anyMatch(c -> c.text().equals("reads")));
    RunningWindow.onFx(
        () -> {
          text.setText("x ".repeat(50_000));
          return null;
        });
    session.settle();
    assertTrue(find("cut", Label.class).isVisible(), "what was cut is said");
    assertTrue(answers(Role.TEACHER).size() <= 510, "words that no model read have no answer");
    RunningWindow.onFx(
        () -> {
          text.setText("");
          return null;
        });
    session.settle();
    assertTrue(
        robot.from(session.stage().getScene().getRoot()).lookup(".empty").tryQuery().isPresent());
    assertEquals(0, RunningWindow.onFx(session.workbench()::problems).size());
  }

  @Test
  void aDirectoryThatIsNoModelBecomesAMessage() {
    robot.clickOn("#open");
    session.settle();
    var problems = RunningWindow.onFx(session.workbench()::problems);
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().contains("lamina.json"), problems.getFirst());
    assertFalse(answers(Role.TEACHER).isEmpty(), "what was there stays");
  }

  @Test
  void aModelIsTrainedPausedResumedAndTakenIntoUse() throws Exception {
    var lines = Files.readAllLines(Path.of("sample-data/pawsx/train/en.tsv"));
    data = folder.resolve("few.en.tsv");
    Files.write(data, lines.subList(0, Math.min(lines.size(), 65)));
    RunningWindow.onFx(
        () -> {
          session.workbench().selection().task().set(Task.PAWSX);
          session.workbench().choose(TrainingPanel.KIND);
          return null;
        });
    session.settle();
    robot.clickOn("#training-train-file");
    robot.clickOn("#training-dev-file");
    replace("#training-rate", "0");
    robot.clickOn("#training-start");
    var problem = find("training-problem", Label.class);
    waitFor(() -> problem.getText().contains("etting rate"));

    replace("#training-rate", "5e-4");
    session.act(w -> w.root().lookup("#training-epochs").requestFocus());
    robot.push(KeyCode.CONTROL, KeyCode.A).write("1").type(KeyCode.ENTER);
    robot.clickOn("#training-start");
    waitFor(() -> runs().getItems().size() == 1);
    robot.clickOn("#training-pause");
    waitFor(() -> shownState().equals("paused"));
    robot.clickOn("#training-resume");
    waitFor(() -> shownState().equals("done"));
    session.settle();
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::problems));
    assertEquals(
        1, RunningWindow.onFx(session.workbench()::figures).size(), "the curve of its losses");
    var models = RunningWindow.onFx(session.workbench()::state).models();
    assertEquals(List.of(), models, "a run that ends changes nothing");
    assertTrue(find("training-cancel", Node.class).isDisabled(), "it has ended");
    robot.clickOn("#notification-action"); // as teacher
    session.settle();
    assertEquals(
        1, RunningWindow.onFx(session.workbench()::state).models().size(), "now it is used");
    robot.clickOn("#panel-languages");
    session.settle();
    var caption = RunningWindow.onFx(session.workbench()::figures).getFirst();
    assertTrue(
        caption.toString().matches("(?s).*n = \\d\\d-250 a language.*"),
        "scores of the new model, over the small sample: " + caption);

    ComboBox<ModelRegistry.AtHand> teacher = picker("model-teacher");
    var run = teacher.getValue();
    var bundled =
        teacher.getItems().stream()
            .filter(m -> m.model().name().equals("pawsx-teacher"))
            .findFirst()
            .orElseThrow();
    choose(teacher, bundled);
    assertEquals(run, teacher.getItems().getLast(), "it stays at hand");
    choose(teacher, run);
    assertEquals(run, teacher.getValue());
    robot.clickOn("#panel-training");
    robot.clickOn("#training-remove");
    waitFor(() -> runs().getItems().isEmpty());
    session.settle();
    assertEquals(bundled, teacher.getValue(), "what stood there before is back");
    assertFalse(teacher.getItems().contains(run), "what was deleted isn't offered");
    assertTrue(Files.exists(Path.of("models/pawsx-teacher/lamina.json")));
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::state).models());
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::problems));
  }

  @SuppressWarnings("unchecked")
  private ComboBox<ModelRegistry.AtHand> picker(String id) {
    return (ComboBox<ModelRegistry.AtHand>) find(id, ComboBox.class);
  }

  private <T> void choose(ComboBox<T> box, T value) {
    RunningWindow.onFx(
        () -> {
          box.setValue(value);
          return null;
        });
    session.settle();
  }

  private void replace(String field, String text) {
    robot.clickOn(field).push(KeyCode.CONTROL, KeyCode.A).write(text);
  }

  private javafx.scene.control.TableView<?> runs() {
    return find("training-runs", javafx.scene.control.TableView.class);
  }

  private String shownState() {
    return RunningWindow.onFx(() -> TestWindow.phase(runs()));
  }

  private void waitFor(java.util.concurrent.Callable<Boolean> condition) throws Exception {
    try {
      org.testfx.util.WaitForAsyncUtils.waitFor(
          300, java.util.concurrent.TimeUnit.SECONDS, condition);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError(
          "The run is "
              + shownState()
              + "; form: "
              + find("training-problem", Label.class).getText()
              + "; messages: "
              + RunningWindow.onFx(session.workbench()::problems),
          e);
    }
  }
}
