package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import lamina.app.window.Folders;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.LineFigure;
import lamina.claims.ClaimFinding;
import lamina.claims.ClaimReport;
import lamina.claims.Verdict;
import lamina.ui.claims.ClaimsPanel;
import lamina.ui.control.WrappedLabel;
import lamina.ui.session.Preferences;
import lamina.ui.session.WorkbenchSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** Claims and what is behind each verdict, clicked for real on what is stored. */
class ClaimsPanelTest {
  private static final Path HOME = Path.of("").toAbsolutePath();

  @TempDir Path folder;
  private RunningWindow session;
  private final FxRobot robot = new FxRobot();
  private final ClaimReport report =
      ClaimReport.of(HOME, HOME.resolve("models"), HOME.resolve("sample-data/experiments"));

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    session =
        TestWindow.open(
            WorkbenchSettings.defaults(),
            new TestWindow.Answers(folder, Optional::empty, () -> Optional.of(folder)),
            Folders.standard().withRuns(folder.resolve("runs")),
            Preferences.defaults().lightTheme());
    robot.clickOn("#panel-claims");
    session.settle();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @SuppressWarnings("unchecked")
  private ListView<ClaimFinding> list() {
    return TestWindow.find(session, "claims-list", ListView.class);
  }

  private String said(String id) {
    return TestWindow.find(session, id, WrappedLabel.class).said();
  }

  @Test
  void allClaimsAreListedWithTheVerdictsOfTheReport() {
    assertEquals(
        report.findings().stream().map(ClaimFinding::verdict).toList(),
        list().getItems().stream().map(ClaimFinding::verdict).toList());
    var counts = report.findings().stream().collect(Collectors.groupingBy(ClaimFinding::verdict));
    for (var verdict : Verdict.values()) {
      int count = counts.getOrDefault(verdict, java.util.List.of()).size();
      var part = count + " " + (verdict == Verdict.NOT_TESTED ? "not tested" : verdict.words());
      assertEquals(
          count > 0, (" · " + said("claims-counts") + " · ").contains(" · " + part + " · "), part);
    }
    assertTrue(said("claims-note").contains(report.encoder().name()));
  }

  @Test
  void aClaimShowsItsFigureAndItsNumbers() {
    robot.clickOn("#claims-list").type(KeyCode.HOME);
    for (int i = 0; i < 9; i++) {
      robot.type(KeyCode.DOWN);
    }
    session.settle();
    var nine = report.finding(9);
    var shown = (LineFigure) RunningWindow.onFx(session.workbench()::figures).getFirst();
    assertEquals(nine.evidence().size(), shown.lines().getFirst().y().length);
    var numbers = TestWindow.find(session, "claims-numbers", TableView.class);
    assertEquals(nine.evidence(), numbers.getItems());
    var kept = RunningWindow.onFx(session.workbench()::state).panels().get(ClaimsPanel.KIND);
    assertEquals("9", kept.option("claim", ""));
    robot.type(KeyCode.DOWN);
    session.settle();
    assertTrue(RunningWindow.onFx(session.workbench()::figures).isEmpty(), "none for claim 10");
  }

  @Test
  void theReportIsSavedWithItsFigures() throws Exception {
    robot.clickOn("#claims-save");
    session.settle();
    assertTrue(Files.readString(folder.resolve("claims/claims.html")).contains("id=\"claim-16\""));
    assertTrue(Files.size(folder.resolve("claims/kept.svg")) > 0);
    assertTrue(said("claims-note").contains(folder.toString()), said("claims-note"));
  }
}
