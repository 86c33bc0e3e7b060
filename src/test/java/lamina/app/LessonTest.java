package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import lamina.app.window.Folders;
import lamina.app.window.RunningWindow;
import lamina.ui.control.SaveDialog;
import lamina.ui.session.Preferences;
import lamina.ui.session.WorkbenchSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** Lessons as a class meets them: by keys, by clicks, in two directions. */
class LessonTest {
  private static final Path LESSONS = Path.of("sample-data/lessons");
  private static final String OWN =
      """
      lesson: 1
      title: Own
      language: en
      task: pos
      source: nothing
      licence: CC0
      sentences:
        - {language: en, words: Cats sleep ., tags: NOUN VERB PUNCT}
      steps:
        - predict: Cats
        - guess: How many?
          ask: count
          language: en
      """;

  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
  private RunningWindow session;

  @BeforeEach
  void begin() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @AfterEach
  void end() {
    if (session != null) {
      session.close();
    }
    Locale.setDefault(Locale.Category.DISPLAY, before);
  }

  private void open(String language) {
    session =
        TestWindow.open(
            WorkbenchSettings.defaults(),
            new Chosen(),
            Folders.standard().withRuns(folder.resolve("runs")),
            Preferences.defaults().lightTheme().withLanguage(language));
  }

  /** Chooses a lesson of the test's own. */
  private final class Chosen implements SaveDialog {
    @Override
    public Optional<Path> save(String suggestion) {
      return Optional.empty();
    }

    @Override
    public Optional<Path> file() {
      return Optional.of(folder.resolve("own.yaml"));
    }

    @Override
    public Optional<Path> directory() {
      return Optional.empty();
    }
  }

  private void drop(Path file) {
    RunningWindow.onFx(
        () -> {
          session.workbench().drop(List.of(file));
          return null;
        });
    session.settle();
  }

  private void type(KeyCode key) {
    robot.type(key);
    session.settle();
  }

  private boolean shown() {
    return RunningWindow.onFx(() -> session.workbench().lessons().shown());
  }

  private Optional<Node> look(String query) {
    return all(query).stream().findFirst();
  }

  /** Without the step that is prepared unseen. */
  private List<Node> all(String query) {
    return robot.from(session.stage().getScene().getRoot()).lookup(query).queryAll().stream()
        .filter(n -> !ahead(n))
        .toList();
  }

  private List<Label> labels(String query) {
    return all(query).stream().map(Label.class::cast).toList();
  }

  private static boolean ahead(Node node) {
    return node != null && (unseen(node) || ahead(node.getParent()));
  }

  private static boolean unseen(Node node) {
    return node instanceof Pane
        && !node.isManaged()
        && !node.isVisible()
        && node.getParent().getStyleClass().contains("lesson-page");
  }

  private String text(String id) {
    return ((Label) look("#" + id).orElseThrow()).getText();
  }

  private List<String> problems() {
    return RunningWindow.onFx(session.workbench()::problems);
  }

  @Test
  void aWholeLessonGoesByKeysAndEndsWhereItBegan() {
    open("en");
    drop(LESSONS.resolve("1-transfer.yaml"));
    assertTrue(shown());
    assertEquals("Step 1 of 10", text("lesson-place"));
    var headings = new HashSet<String>();
    int presses = 0;
    while (shown() && presses < 60) {
      headings.add(text("lesson-heading"));
      assertFalse(text("lesson-heading").contains("{"), "every blank is filled");
      assertFalse(text("lesson-text").contains("{"), "every blank is filled");
      type(presses % 2 == 0 ? KeyCode.RIGHT : KeyCode.SPACE);
      presses++;
    }
    assertFalse(shown(), "the last press leaves");
    session.settle();
    var following = look("#next-lesson").orElseThrow();
    assertTrue(following.lookup("#lesson-2").isVisible(), "the lesson after this one is offered");
    robot.clickOn("#lesson-2");
    session.settle();
    assertTrue(shown());
    type(KeyCode.ESCAPE);
    session.settle();
    assertTrue(look("#next-lesson").isEmpty(), "who leaves early is offered nothing");
    assertEquals(10, headings.size(), "every step has been there");
    assertFalse(look("#lesson").isPresent());
    assertTrue(look("#samples").orElseThrow().isVisible());
    assertFalse(
        RunningWindow.onFx(session.workbench()::figures).isEmpty(), "the window is as it was");
    assertEquals(List.of(), problems());
  }

  @Test
  void aGuessIsToldRightOrWrongInWordsAndCanBeTakenBack() {
    open("en");
    drop(LESSONS.resolve("1-transfer.yaml"));
    type(KeyCode.RIGHT);
    type(KeyCode.PAGE_DOWN);
    assertEquals("Reveal", ((Button) look("#lesson-next").orElseThrow()).getText());
    assertFalse(look("#verdict").orElseThrow().isVisible(), "nothing is told yet");
    type(KeyCode.DIGIT9);
    assertFalse(look("#verdict").orElseThrow().isVisible(), "there is no such choice");
    type(KeyCode.DIGIT2);
    assertTrue(text("verdict").startsWith("Right: verb"), text("verdict"));
    assertTrue(look("#choice-2").orElseThrow().getAccessibleText().endsWith(", right"));
    assertTrue(look("#choice-2").orElseThrow().isDisabled());
    type(KeyCode.LEFT);
    assertFalse(look("#verdict").orElseThrow().isVisible(), "asked again");
    robot.clickOn("#choice-1");
    session.settle();
    assertTrue(text("verdict").startsWith("Not so."), text("verdict"));
    assertTrue(text("verdict").contains("noun"), "the guess is named");
    assertTrue(look("#choice-1").orElseThrow().getAccessibleText().endsWith(", wrong"));
    type(KeyCode.SPACE);
    assertEquals("Step 4 of 10", text("lesson-place"), "space goes on after a click");
    robot.clickOn("#lesson-back");
    session.settle();
    assertTrue(text("verdict").startsWith("Not so."), "the guess is kept");
    type(KeyCode.ESCAPE);
    assertFalse(shown());
    assertEquals(List.of(), problems());
  }

  @Test
  void answersCountsAndLayersAreTheModelsOwn() {
    open("en");
    drop(LESSONS.resolve("2-layers.yaml"));
    type(KeyCode.RIGHT);
    type(KeyCode.RIGHT);
    var answers = labels(".lesson-box .lesson-tag");
    assertFalse(answers.isEmpty());
    long right = answers.stream().filter(l -> l.getStyleClass().contains("answer-right")).count();
    long wrong = answers.stream().filter(l -> l.getStyleClass().contains("answer-wrong")).count();
    assertEquals(12, right + wrong, "an answer a word");
    var sums = labels(".lesson-sum");
    assertTrue(sums.stream().anyMatch(l -> l.getText().startsWith(right + " of 12 ")));
    type(KeyCode.RIGHT);
    type(KeyCode.RIGHT);
    type(KeyCode.RIGHT);
    assertTrue(text("lesson-sum").startsWith("last layer alone: " + right + " of 12"));
    assertEquals(12, uncovered());
    type(KeyCode.RIGHT);
    assertEquals(24, uncovered(), "one row more");
    type(KeyCode.LEFT);
    assertEquals(12, uncovered());
    assertEquals(List.of(), problems());
  }

  private long uncovered() {
    return all("#lesson-layers .lesson-cell").stream().filter(Node::isVisible).count();
  }

  @Test
  void theListOpensALessonAndTheTimesAreMeasured() {
    open("en");
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    session.settle();
    robot.clickOn("#lesson-3");
    session.settle();
    assertTrue(shown());
    for (int press = 0; press < 40 && look("#lesson-time").isEmpty(); press++) {
      type(KeyCode.RIGHT);
    }
    var lines = labels("#lesson-time .lesson-line");
    assertTrue(lines.stream().anyMatch(l -> l.getText().startsWith("Student: ")), "" + lines);
    robot.clickOn("#lesson-leave");
    session.settle();
    assertFalse(shown());
    assertEquals(List.of(), problems());
  }

  @Test
  void inArabicTheLessonRunsFromRightToLeftAndSoDoItsKeys() {
    open("ar");
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    session.settle();
    robot.clickOn("#lesson-1");
    session.settle();
    assertTrue(text("lesson-heading").startsWith("تعلّم"), text("lesson-heading"));
    var page = look("#lesson-heading").orElseThrow();
    assertEquals(NodeOrientation.RIGHT_TO_LEFT, page.getEffectiveNodeOrientation());
    var next = look("#lesson-next").orElseThrow();
    var back = look("#lesson-back").orElseThrow();
    assertTrue(
        next.localToScene(next.getBoundsInLocal()).getCenterX()
            < back.localToScene(back.getBoundsInLocal()).getCenterX());
    var place = text("lesson-place");
    type(KeyCode.LEFT);
    assertFalse(text("lesson-place").equals(place), "the key points to where Next stands");
    type(KeyCode.RIGHT);
    assertEquals(place, text("lesson-place"));
    int presses = 0;
    while (shown() && presses++ < 60) {
      type(KeyCode.SPACE);
    }
    assertFalse(shown(), "long Arabic texts are broken into lines to the end");
    assertEquals(List.of(), problems());
  }

  @Test
  void aBrokenLessonIsRefusedInTheWindow() throws Exception {
    open("en");
    var file = folder.resolve("own.yaml");
    Files.writeString(file, "lesson: 1\ntitle: x\nlangauge: en\n");
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    session.settle();
    robot.clickOn("#lesson-open");
    session.settle();
    assertFalse(shown());
    var said = text("notification-text");
    assertTrue(said.contains("own.yaml") && said.contains("\"language\""), said);
    assertEquals(1, problems().size());
  }

  @Test
  void aLessonAsksTheModelsThatItNames() throws Exception {
    open("en");
    var lesson = OWN.replace("steps:", "teacher: pos-student\nsteps:\n  - say: Of {teacher.name}");
    drop(Files.writeString(folder.resolve("own.yaml"), lesson));
    assertTrue(shown());
    assertTrue(labels(".label").stream().anyMatch(l -> l.getText().equals("Of pos-student")));
    type(KeyCode.ESCAPE);
    drop(Files.writeString(folder.resolve("own.yaml"), lesson.replace("pos-student", "nobody")));
    assertFalse(shown());
    var said = text("notification-text");
    assertTrue(said.contains("\"nobody\"") && said.contains("pos-teacher"), said);
  }

  @Test
  void aPictureOfEveryPressIsWritten() throws Exception {
    var file = Files.writeString(folder.resolve("own.yaml"), OWN);
    var out = folder.resolve("pictures/own.png");
    var line = Main.commandLine();
    var code = line.execute("snapshot", "--lesson", file.toString(), "--out", out.toString());
    assertEquals(0, code);
    for (int n = 1; n <= 3; n++) {
      assertTrue(Files.size(out.resolveSibling("own-0" + n + ".png")) > 5000);
    }
    assertFalse(Files.exists(out.resolveSibling("own-04.png")));
    assertEquals(2, line.execute("snapshot", "--out", out.toString()), "neither panel nor lesson");
  }
}
