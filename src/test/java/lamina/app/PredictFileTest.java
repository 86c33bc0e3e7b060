package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import lamina.app.window.Folders;
import lamina.app.window.RunningWindow;
import lamina.data.Task;
import lamina.fusion.Variants;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.session.Preferences;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A person's own file answered as a whole, in the window as by the command. */
class PredictFileTest {
  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private RunningWindow session;
  private Path chosen;

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    var settings =
        new WorkbenchSettings(
            Optional.of(Task.POS),
            Optional.of("de"),
            Optional.of(Roles.BOTH),
            Optional.of(Variants.KNOWN.of("paper")),
            java.util.OptionalInt.of(8),
            Optional.empty(),
            Optional.of(ExplorePanel.KIND),
            false);
    session =
        TestWindow.open(
            settings,
            new TestWindow.Answers(folder, () -> Optional.of(chosen), Optional::empty),
            Folders.standard().withRuns(folder.resolve("runs")),
            Preferences.defaults().lightTheme());
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Path text(String name, String... lines) throws Exception {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private void drop(Path file) {
    RunningWindow.onFx(
        () -> {
          session.workbench().drop(List.of(file));
          return null;
        });
    session.settle();
  }

  private <T> void choose(String id, T value) {
    RunningWindow.onFx(
        () -> {
          @SuppressWarnings("unchecked")
          ComboBox<T> box = TestWindow.find(session, id, ComboBox.class);
          box.setValue(value);
          return null;
        });
  }

  private String notification() {
    return TestWindow.find(session, "notification-text", Label.class).getText();
  }

  private List<Path> files(String part) throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.getFileName().toString().contains(part)).toList();
    }
  }

  @Test
  void plainTextThatIsDroppedIsAnsweredAsTheCommandDoes() throws Exception {
    var file = text("news.txt", "Der Hund bellt laut .", "", "Sie liest ein Buch .");
    drop(file);
    var language = TestWindow.find(session, "predict-language", ComboBox.class).getValue();
    assertEquals("de", ((Language) language).code(), "what is chosen, since the name tells none");
    choose("predict-language", Languages.of("nl"));
    choose("predict-format", "jsonl");
    robot.clickOn("#predict-save");
    session.settle();
    var out = folder.resolve("news-answers.jsonl");
    assertTrue(notification().contains(out.toString()), notification());
    assertTrue(notification().startsWith("10 words or pairs with 2 answers each"), notification());
    var theirs = folder.resolve("command.jsonl");
    var heads = List.of("pos-teacher:paper.8", "pos-student:paper.4");
    var written = Files.readString(out);
    heads.forEach(h -> assertTrue(written.contains("\"" + h + "\""), h));
    assertTrue(written.contains("\"language\":\"nl\""), written);
    assertEquals(2, written.lines().count());
    assertFalse(written.contains("\"labels\""), "nobody labelled it");
    var run =
        CommandRun.of(
            ("predict --task pos --lang nl --model teacher --variant paper --layer 8 --data "
                    + file
                    + " --out "
                    + theirs)
                .split(" "));
    assertEquals(0, run.code(), run.err());
    assertEquals(teacher(written), teacher(Files.readString(theirs)));
    assertEquals(List.of(), RunningWindow.onFx(session.workbench()::problems));
  }

  /** The answers in the first column of JSON lines. */
  private static String teacher(String json) throws Exception {
    var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
    var found = new java.util.ArrayList<String>();
    for (var line : json.lines().toList()) {
      found.add(mapper.readTree(line).path("answers").iterator().next().toString());
    }
    return found.toString();
  }

  @Test
  void aGuessIsCorrectedAndWhatNoModelCanDoIsRefused() throws Exception {
    chosen = text("pairs.txt", "Es regnet .\tEs ist nass .", "Er geht .\tEr bleibt .");
    RunningWindow.onFx(
        () -> {
          session.workbench().run("predict");
          return null;
        });
    session.settle();
    var task = TestWindow.find(session, "predict-task", ComboBox.class);
    assertEquals(Task.XNLI, task.getValue(), "two sentences a line");
    var formats = TestWindow.find(session, "predict-format", ComboBox.class).getItems();
    assertEquals(List.of("tsv", "jsonl"), formats, "tags of treebanks alone are CoNLL-U");
    var columns = TestWindow.find(session, "predict-columns", Label.class).getText();
    assertTrue(columns.contains("xnli-teacher:paper.8"), columns);
    robot.clickOn("#predict-save");
    session.settle();
    var lines = Files.readAllLines(folder.resolve("pairs-answers.tsv"));
    assertTrue(lines.getFirst().startsWith("id\tpremise\thypothesis\txnli-teacher:paper.8\t"));
    assertEquals(3, lines.size());

    chosen = text("one.txt", "Nur ein Text .");
    RunningWindow.onFx(
        () -> {
          session.workbench().run("predict");
          return null;
        });
    session.settle();
    assertEquals(Task.POS, task.getValue());
    choose("predict-task", Task.XNLI);
    robot.clickOn("#predict-save");
    session.settle();
    assertTrue(notification().contains("two texts with one tab between them"), notification());
    assertEquals(List.of(), files("one-answers"));
  }

  @Test
  void whatIsStoppedWritesNothing() throws Exception {
    var line = Stream.generate(() -> "Haus").limit(60).collect(Collectors.joining(" "));
    drop(text("de.txt", Stream.generate(() -> line).limit(3000).toArray(String[]::new)));
    robot.clickOn("#predict-save");
    var stop = TestWindow.find(session, "cancel", Button.class);
    WaitForAsyncUtils.waitFor(
        60,
        TimeUnit.SECONDS,
        () ->
            RunningWindow.onFx(
                () ->
                    TestWindow.find(session, "underway", Label.class)
                        .getText()
                        .contains("de.txt")));
    robot.clickOn(stop);
    session.settle();
    assertEquals("Stopped: nothing was written.", notification());
    assertEquals(List.of(), files("answers"));
  }
}
