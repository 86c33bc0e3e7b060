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
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Window;
import lamina.app.measure.LongText;
import lamina.app.window.Folders;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.AlignedFigure;
import lamina.chart.figure.AttentionFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.language.Languages;
import lamina.model.RandomModel;
import lamina.model.SmallModels;
import lamina.ui.control.SaveDialog;
import lamina.ui.control.Scrolling;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.session.Preferences;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** Explore: a sentence in all its languages, maps by keyboard, texts of many pieces. */
class ExploreTest {
  private static final Path PICTURES = Path.of("target/explore");
  private static final int POSITIONS = 512;

  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private RunningWindow session;

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    var settings =
        TestWindow.settings(Task.POS, "de", Roles.BOTH, OptionalInt.of(3), ExplorePanel.KIND);
    session =
        TestWindow.open(
            settings,
            answering(),
            Folders.standard().withRuns(folder.resolve("runs")),
            Preferences.defaults().lightTheme());
  }

  private SaveDialog answering() {
    return new TestWindow.Answers(folder, Optional::empty, () -> Optional.of(folder));
  }

  @AfterEach
  void close() {
    session.close();
    // The export's window would take the keys of the next test.
    RunningWindow.onFx(
        () -> {
          List.copyOf(Window.getWindows()).forEach(Window::hide);
          return null;
        });
  }

  private <T extends Node> T find(String id, Class<T> type) {
    return TestWindow.find(session, id, type);
  }

  private List<Figure> figures() {
    return RunningWindow.onFx(session.workbench()::figures);
  }

  private AlignedFigure aligned() {
    return (AlignedFigure) figures().getFirst();
  }

  private void picture(String name) throws Exception {
    Files.createDirectories(PICTURES);
    session.picture(PICTURES.resolve(name + ".png"));
  }

  private void layer(int layer) {
    session.act(w -> w.layerSlider().setValue(layer));
  }

  private List<String> problems() {
    return RunningWindow.onFx(session.workbench()::problems);
  }

  /** The box lies under both maps: it is scrolled to, then clicked. */
  private void unusual() {
    session.act(w -> Scrolling.into(find("unusual", CheckBox.class)));
    robot.clickOn("#unusual");
    session.settle();
  }

  @Test
  void whatIsUnusualOfAGateIsOneClickAway() {
    var gates = (LayerMapFigure) figures().getFirst();
    assertEquals(LayerMapFigure.Reading.GATE, gates.scale().reading());
    unusual();
    var unusual = (LayerMapFigure) figures().getFirst();
    assertEquals(LayerMapFigure.Reading.DEVIATION, unusual.scale().reading());
    assertTrue(unusual.caption().contains("languages 17"), unusual.caption());
    var place = gates.gateRows().getFirst();
    assertEquals(gates.gateRows(), unusual.gateRows());
    for (int c = 0; c < gates.heads().columns().size(); c++) {
      float usual = gates.at(place).gates()[c] - unusual.at(place).gates()[c];
      assertTrue(usual > 0.3 && usual < 0.7, "what a gate is as a rule: " + usual);
    }
    layer(7);
    assertTrue(figures().getFirst().toString().contains("as a rule there"), "the line follows");
    var saved = RunningWindow.onFx(session.workbench()::state);
    unusual();
    assertEquals(gates.scale(), ((LayerMapFigure) figures().getFirst()).scale());
    session.restore(saved);
    assertEquals(
        LayerMapFigure.Reading.DEVIATION,
        ((LayerMapFigure) figures().getFirst()).scale().reading(),
        "a session keeps it");
  }

  @Test
  void aSampleStandsUnderItsTranslationsAndTheSliderAsksNobody() throws Exception {
    robot.clickOn("#aligned-show");
    session.settle();
    assertEquals(2, figures().size(), "teacher and student");
    var figure = aligned();
    assertEquals(17, figure.lines().size());
    assertEquals("German", figure.lines().getFirst().name(), "the language chosen comes first");
    assertEquals("English", figure.lines().get(1).name());
    var arabic =
        figure.lines().stream().filter(l -> l.name().equals("Arabic")).findFirst().orElseThrow();
    assertTrue(arabic.rightToLeft());
    for (var line : figure.lines()) {
      for (var word : line.words()) {
        assertFalse(word.answer().isEmpty() || word.gold().isEmpty(), word.text());
        assertEquals(word.pieces().size(), word.gates().length, word.text());
        for (float gate : word.gates()) {
          assertTrue(gate >= figure.low() && gate <= figure.high(), "one scale for all");
        }
      }
    }
    picture("aligned");

    RunningWindow.onFx(
        () -> {
          session.workbench().layerSlider().setValue(9);
          assertTrue(
              session.workbench().figures().getFirst().title().contains("layer 9"),
              "at once, without the service");
          return null;
        });
    session.settle();
    assertEquals(figure.low(), aligned().low(), "the scale stays");
    assertNotEquals(
        figure.lines().getFirst().words().getFirst().gates()[0],
        aligned().lines().getFirst().words().getFirst().gates()[0]);
    layer(12);
    assertTrue(aligned().title().contains("last layer"), aligned().title());
    assertEquals(0, aligned().lines().getFirst().words().getFirst().gates().length);
    layer(4);

    session.act(w -> w.selection().language().set(Languages.of("ar")));
    assertEquals("Arabic", aligned().lines().getFirst().name());
    assertEquals(
        "languages",
        session.workbench().state().panels().get(ExplorePanel.KIND).option("view", ""));

    session.act(w -> w.selection().task().set(Task.XNLI));
    assertEquals(11, aligned().lines().size());
    assertFalse(aligned().lines().getFirst().answer().isEmpty());
    assertFalse(aligned().lines().getFirst().gold().isEmpty());
    assertEquals(List.of(), problems());
  }

  @Test
  void aTextOfOnesOwnHasNoTranslations() {
    var toggle = find("aligned-show", ToggleButton.class);
    assertFalse(toggle.isDisabled());
    robot.clickOn(toggle);
    session.settle();
    session.act(w -> w.setText("A text of my own ."));
    assertTrue(toggle.isDisabled());
    assertTrue(figures().getFirst() instanceof LayerMapFigure);
    var samples = find("samples", ComboBox.class);
    session.act(w -> samples.getSelectionModel().select(1));
    assertFalse(toggle.isDisabled());
    assertTrue(figures().getFirst() instanceof AlignedFigure, "what was chosen holds again");
    robot.clickOn(toggle);
    session.settle();
    assertTrue(figures().getFirst() instanceof LayerMapFigure);
    assertEquals(List.of(), problems());
  }

  /** What one sentence shows may be chance: the whole test set stands beside it. */
  @Test
  void theLayersGainOverTheWholeTestSetStandsUnderTheMaps() {
    var evidence = find("evidence", Label.class);
    var said = evidence.getText();
    assertTrue(said.matches("Over \\d+ examples in \\w+, Teacher \\S+: .*exploratory\\."), said);
    RunningWindow.onFx(
        () -> {
          session.workbench().selection().layer().set(12);
          return null;
        });
    assertFalse(evidence.getText().contains("Teacher"), "the last layer gains nothing over itself");
  }

  @Test
  void theAlignedFigureIsExportedInEveryFormat() throws Exception {
    robot.clickOn("#aligned-show");
    session.settle();
    robot.clickOn("#export");
    robot.clickOn("#export-tex");
    robot.clickOn("#export-write");
    session.settle();
    assertEquals(List.of(), problems());
    var written = folder.resolve("figures-explore");
    try (var files = Files.list(written)) {
      var names = files.map(f -> f.getFileName().toString()).toList();
      assertTrue(names.stream().anyMatch(n -> n.endsWith(".pdf")), names.toString());
      assertTrue(names.stream().anyMatch(n -> n.endsWith(".svg")), names.toString());
    }
  }

  @Test
  void gateMapAndAttentionAreWorkedByKeyboard() {
    var map = find("answers-teacher", FigureView.class);
    RunningWindow.onFx(
        () -> {
          map.requestFocus();
          return null;
        });
    robot.type(KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.DOWN, KeyCode.DOWN);
    var said = RunningWindow.onFx(map::getAccessibleText);
    assertTrue(said.contains("Teacher · 2"), said);
    robot.type(KeyCode.ENTER);
    assertEquals(2, session.workbench().selection().layer().get(), "a row moves the slider");
    assertTrue(
        figures().getFirst().title().startsWith("Teacher: Layer 2 "), figures().getFirst().title());
    var maps = (LayerMapFigure) map.figure();
    // Down to the gates of layer 2, past all answers.
    for (int row = 2; row < maps.answerRows().size() + 1; row++) {
      robot.type(KeyCode.DOWN);
    }
    assertTrue(RunningWindow.onFx(map::getAccessibleText).contains("mean gate"));
    robot.type(KeyCode.ENTER);
    session.settle();
    var attention = (AttentionFigure) find("attention", FigureView.class).figure();
    assertTrue(attention.caption().contains("layer 2"), attention.caption());
    robot.type(KeyCode.TAB);
    while (!RunningWindow.onFx(() -> find("attention", Node.class).isFocused())) {
      robot.type(KeyCode.TAB);
    }
    robot.type(KeyCode.RIGHT, KeyCode.END, KeyCode.ENTER);
    session.settle();
    var other = (AttentionFigure) find("attention", FigureView.class).figure();
    assertEquals(other.tokens().size() - 1, other.query());
    assertTrue(
        RunningWindow.onFx(() -> find("attention", Node.class).getAccessibleText()).length() > 5);
    assertEquals(List.of(), problems());
  }

  @Test
  void theLastStopOfTheSliderHasItsLabelAtEveryWidth() {
    for (int width = 960; width < 1000; width++) {
      int wide = width;
      session.act(w -> session.stage().setWidth(wide));
      boolean shown =
          RunningWindow.onFx(
              () ->
                  session.workbench().layerSlider().lookupAll(".axis").stream()
                      .flatMap(a -> a.lookupAll("Text").stream())
                      .filter(Text.class::isInstance)
                      .map(Text.class::cast)
                      .anyMatch(t -> t.getText().equals("last") && t.isVisible()));
      assertTrue(shown, "at " + width);
    }
  }

  private void openLongModel() {
    var model = folder.resolve("long");
    RandomModel.write(SmallModels.BASE, Task.POS, POSITIONS, 3, model);
    session.act(w -> w.drop(List.of(model)));
    session.act(w -> w.selection().roles().set(Roles.TEACHER));
  }

  @Test
  void aTextOf512PiecesIsShownThroughWindows() throws Exception {
    openLongModel();
    session.act(w -> w.setText(LongText.text(1)));
    var words = ((LayerMapFigure) figures().getFirst()).heads().columns().size();
    assertTrue(words > 300 && words < POSITIONS, "special pieces have no column: " + words);
    robot.clickOn("#pieces");
    session.settle();
    var maps = (LayerMapFigure) figures().getFirst();
    assertEquals(POSITIONS, maps.heads().columns().size());
    var view = find("answers-teacher", FigureView.class);
    assertTrue(view.shownTokens() < 80, "columns wide enough to read: " + view.shownTokens());
    var cut = find("cut", Label.class);
    assertTrue(cut.isVisible());
    assertTrue(cut.getText().matches(".*\\(word \\d+ of 552\\).*"), cut.getText());
    picture("long-begin");

    layer(7);
    RunningWindow.onFx(
        () -> {
          view.requestFocus();
          return null;
        });
    robot.type(KeyCode.HOME);
    for (int row = 0; row < maps.answerRows().size(); row++) {
      robot.type(KeyCode.DOWN);
    }
    robot.type(KeyCode.END, KeyCode.ENTER);
    session.settle();
    // The details under the maps may bring a bar beside them that takes a column's width.
    assertEquals(
        POSITIONS - view.shownTokens(), RunningWindow.onFx(view.firstTokenProperty()::get), 1);
    var attention = find("attention", FigureView.class);
    assertEquals(POSITIONS - 1, ((AttentionFigure) attention.figure()).query());
    int last = POSITIONS - attention.shownTokens();
    assertTrue(
        RunningWindow.onFx(attention.firstTokenProperty()::get) >= last, "the token is in sight");
    picture("long-end");

    session.act(w -> find("text", TextField.class).setText("A short one ."));
    assertEquals(0, RunningWindow.onFx(view.firstTokenProperty()::get));
    assertEquals(List.of(), problems());
  }

  @Test
  void aShorterModelSaysAtWhichWordItStops() {
    session.act(w -> w.setText("river ".repeat(700)));
    var cut = find("cut", Label.class);
    assertTrue(cut.isVisible());
    assertTrue(cut.getText().contains("“river” (word"), cut.getText());
    assertTrue(RunningWindow.onFx(cut::isWrapText));
    var figure = RunningWindow.onFx(session.workbench()::figures).getFirst();
    assertTrue(figure.caption().contains("cut: 510 of the text's"), figure.caption());
  }

  @Test
  void aTextThatIsTooLongIsRefusedAndTheFieldKeepsItsOwn() {
    var field = find("text", TextField.class);
    var before = field.getText();
    session.act(w -> field.setText("word ".repeat(200_001)));
    assertEquals(before, field.getText());
    var said = RunningWindow.onFx(() -> session.workbench().problems().getLast());
    assertTrue(said.contains("1,000,005 characters; at most 1,000,000"), said);
  }
}
