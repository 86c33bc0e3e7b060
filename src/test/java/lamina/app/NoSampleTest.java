package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.Figure;
import lamina.chart.figure.LayerMapFigure;
import lamina.data.Task;
import lamina.language.Languages;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** A language that a task has scores in and no sample: no other language's sentence is shown. */
class NoSampleTest {
  private static final String OWN = "महात्मा गांधी का जन्म पोरबंदर में हुआ";

  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private RunningWindow session;

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    session = TestWindow.open(Task.NER, "de", Roles.BOTH, 4, ExplorePanel.KIND, folder);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private <T extends Node> T find(String id, Class<T> type) {
    return TestWindow.find(session, id, type);
  }

  private TextField text() {
    return find("text", TextField.class);
  }

  private void language(String code) {
    session.act(w -> w.selection().language().set(Languages.of(code)));
  }

  private List<Figure> figures() {
    return RunningWindow.onFx(session.workbench()::figures);
  }

  private String empty() {
    return ((Label) robot.from(session.stage().getScene().getRoot()).lookup(".empty").query())
        .getText();
  }

  private void type(String words) {
    session.act(w -> text().setText(words));
  }

  private List<String> words() {
    return ((LayerMapFigure) figures().getFirst())
        .heads().columns().stream().map(LayerMapFigure.Column::text).toList();
  }

  private String evidence() {
    return find("evidence", Label.class).getText();
  }

  @Test
  void theSentenceOfAnotherLanguageGoesAndOneCanBeTyped() {
    var german = text().getText();
    assertFalse(german.isEmpty());
    language("hi");
    assertEquals("", text().getText(), "a German sentence isn't one in Hindi");
    assertEquals(List.of(), figures());
    assertTrue(empty().contains("no sample sentence in Hindi"), empty());
    assertTrue(find("samples", ComboBox.class).isDisabled());
    assertEquals(List.of(), find("samples", ComboBox.class).getItems());
    type(OWN);
    assertTrue(OWN.startsWith(words().getFirst()), words().toString());
    assertTrue(evidence().contains("Hindi"), evidence());
    language("de");
    assertEquals(german, text().getText());
    assertFalse(find("samples", ComboBox.class).isDisabled());
    assertTrue(evidence().contains("German"), evidence());
    language("hi");
    assertEquals(OWN, text().getText(), "what was typed stays");
    var saved = RunningWindow.onFx(session.workbench()::state);
    type("");
    assertTrue(empty().contains("no sample sentence in Hindi"), empty());
    language("de");
    session.restore(saved);
    assertEquals(OWN, text().getText());
    assertTrue(OWN.startsWith(words().getFirst()), words().toString());
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::problems));
  }

  /** The slider moves at once, before the new language's sentence is read. */
  @Test
  void evidenceIsOfTheLanguageOfTheSentence() {
    RunningWindow.onFx(
        () -> {
          session.workbench().selection().language().set(Languages.of("hi"));
          session.workbench().layerSlider().setValue(7);
          assertTrue(evidence().contains("German"), evidence());
          return null;
        });
    session.settle();
  }

  @Test
  void aTextIsWrittenInItsLanguagesDirection() {
    language("ur");
    assertEquals(NodeOrientation.RIGHT_TO_LEFT, text().getNodeOrientation());
    language("hi");
    assertEquals(NodeOrientation.LEFT_TO_RIGHT, text().getNodeOrientation());
  }

  @Test
  void aPairHasTwoTextsWithoutASample() {
    session.act(w -> w.selection().task().set(Task.PAWSX));
    language("it");
    assertEquals("", text().getText());
    assertEquals("", find("hypothesis", TextField.class).getText());
    type("È nato a Lione .");
    assertEquals(List.of(), figures(), "one text is no pair");
    session.act(w -> find("hypothesis", TextField.class).setText("Viene da Lione ."));
    assertFalse(figures().isEmpty());
  }
}
