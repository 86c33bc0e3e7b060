package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import lamina.app.window.Folders;
import lamina.app.window.RunningWindow;
import lamina.bench.LatencyFiles;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.EcdfFigure;
import lamina.chart.figure.ParetoFigure;
import lamina.data.Task;
import lamina.model.ModelSummary.Role;
import lamina.ui.latency.LatencyPanel;
import lamina.ui.session.Preferences;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Measuring in the window: clicked, left half way, read page by page, saved. */
class LatencyPanelTest {
  @TempDir Path folder;
  private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
  private final FxRobot robot = new FxRobot();
  private RunningWindow session;

  @BeforeEach
  void begin() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @AfterEach
  void end() {
    session.close();
    Locale.setDefault(Locale.Category.DISPLAY, before);
  }

  private void open(String language, Roles roles) {
    var settings =
        TestWindow.settings(Task.PAWSX, "en", roles, OptionalInt.empty(), LatencyPanel.KIND);
    var look = Preferences.defaults().lightTheme().withLanguage(language);
    session =
        TestWindow.open(
            settings,
            new TestWindow.Answers(folder, Optional::empty, () -> Optional.of(folder)),
            Folders.standard()
                .withRuns(folder.resolve("runs"))
                .with(TestWindow.user(folder.resolve("user"))),
            look);
  }

  private <T extends Node> T find(String id, Class<T> type) {
    return TestWindow.find(session, id, type);
  }

  private boolean running() {
    return RunningWindow.onFx(() -> !session.workbench().settled());
  }

  private long workers() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
  }

  @Test
  void allContendersArePagesTablesAndFiles() throws Exception {
    open("en", Roles.BOTH);
    var accuracy = find("latency-accuracy-too", CheckBox.class);
    assertFalse(accuracy.isSelected(), "scoring takes longer than measuring: only when asked for");
    assertTrue(find("latency-save", Button.class).isDisabled(), "nothing to save yet");
    robot.clickOn("#measure");
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> find("measure", Button.class).getText().equals("Cancel"));
    session.settle();

    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::problems));
    var figures = RunningWindow.onFx(session.workbench()::figures);
    var times = (EcdfFigure) figures.getFirst();
    int contenders = times.series().size();
    assertTrue(contenders == 4 || contenders == 2, "int8 isn't offered everywhere");
    assertEquals(200, times.series().getFirst().millis().length);
    assertEquals(
        List.of(EcdfFigure.class, BarFigure.class, ParetoFigure.class, BarFigure.class),
        figures.stream().map(Object::getClass).toList());
    var points = ((ParetoFigure) figures.get(2)).points();
    assertEquals(2, points.size(), "engines that round have no scores of the exact ones");
    assertTrue(points.stream().noneMatch(ParetoFigure.Point::hollow));

    for (var page : List.of("stream", "offline", "accuracy", "languages")) {
      robot.clickOn("#latency-" + page);
      session.settle();
      var table = find("latency-table-" + page, TableView.class);
      assertEquals(page.equals("languages") ? 7 : contenders, table.getItems().size(), page);
    }
    RunningWindow.onFx(
        () -> {
          find("latency-languages", ToggleButton.class).requestFocus();
          return null;
        });
    robot.type(KeyCode.SPACE);
    session.settle();
    assertTrue(
        find("latency-table-languages", TableView.class).isVisible(), "there is always a page");
    robot.type(KeyCode.LEFT).type(KeyCode.SPACE);
    session.settle();
    assertTrue(find("latency-table-accuracy", TableView.class).isVisible(), "by keyboard");

    robot.clickOn("#latency-save");
    session.settle();
    var rows = Files.readAllLines(folder.resolve(LatencyFiles.SAMPLES));
    assertTrue(rows.size() > 200 * contenders, "every call is kept");
    assertTrue(Files.exists(folder.resolve(LatencyFiles.SUMMARY)));
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::problems));
  }

  @Test
  void cancellingTakesNoTimeAndLeavesNoProcess() throws Exception {
    open("en", Roles.BOTH);
    long before = workers();
    robot.clickOn("#measure");
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> workers() > before);
    var button = find("measure", Button.class);
    long start = System.nanoTime();
    RunningWindow.onFx(
        () -> {
          button.fire();
          return null;
        });
    while (running() || workers() > before) {
      assertTrue(System.nanoTime() - start < 2e9, "it goes on");
    }
    double millis = (System.nanoTime() - start) / 1e6;
    assertTrue(millis < 500, "cancelled after " + millis + " ms; a busy machine is granted 500");
    session.settle();
    assertEquals("Measure", button.getText());
    assertTrue(RunningWindow.onFx(session.workbench()::figures).isEmpty());
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::problems));
  }

  @Test
  void nothingIsCutOffInArabic() {
    open("ar", Roles.only(Role.TEACHER)); // one model's texts are all there are
    RunningWindow.onFx(
        () -> {
          session.stage().setWidth(1280);
          session.stage().setHeight(720);
          return null;
        });
    session.act(w -> w.measureShown());
    var cut = new ArrayList<String>();
    for (var page : List.of("stream", "offline", "accuracy", "languages")) {
      session.act(w -> find("latency-" + page, ToggleButton.class).setSelected(true));
      RunningWindow.onFx(
          () -> {
            ReadableTest.collect(session.stage().getScene().getRoot(), page, cut);
            return null;
          });
      var pictures = System.getProperty("lamina.pictures");
      if (pictures != null) {
        session.picture(Path.of(pictures, "ar-latency-" + page + ".png"));
      }
    }
    assertEquals(List.of(), cut);
  }
}
