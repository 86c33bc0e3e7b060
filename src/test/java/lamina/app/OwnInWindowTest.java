package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import lamina.app.window.Folders;
import lamina.app.window.NoDialogs;
import lamina.app.window.RunningWindow;
import lamina.chart.figure.Role;
import lamina.data.Task;
import lamina.fusion.Variants;
import lamina.model.Classifiers;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.latency.LatencyPanel;
import lamina.ui.scores.LanguagesPanel;
import lamina.ui.scores.LayersPanel;
import lamina.ui.session.Preferences;
import lamina.ui.training.TrainingPanel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Models and data of a person's own, dropped on the window. */
class OwnInWindowTest {
  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private RunningWindow session;

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    session = openAgain();
  }

  private RunningWindow openAgain() {
    var settings =
        TestWindow.settings(Task.POS, "en", Roles.TEACHER, OptionalInt.empty(), ExplorePanel.KIND);
    return TestWindow.open(
        settings,
        new NoDialogs(),
        Folders.standard().withRuns(folder.resolve("runs")),
        Preferences.defaults().lightTheme());
  }

  @AfterEach
  void close() {
    session.close();
  }

  private void drop(Path file) {
    RunningWindow.onFx(
        () -> {
          session.workbench().drop(List.of(file));
          return null;
        });
    session.settle();
  }

  private <T extends Node> T find(String id, Class<T> type) {
    return TestWindow.find(session, id, type);
  }

  private List<String> answers(Role role) {
    return TestWindow.answers(session, role);
  }

  private List<String> texts(String style) {
    return RunningWindow.onFx(
        () ->
            session.stage().getScene().getRoot().lookupAll("." + style).stream()
                .map(n -> ((Label) n).getText())
                .toList());
  }

  private String notification() {
    return find("notification-text", Label.class).getText();
  }

  private List<String> problems() {
    return RunningWindow.onFx(session.workbench()::problems);
  }

  private void choose(PanelKind panel) {
    RunningWindow.onFx(
        () -> {
          session.workbench().choose(panel);
          return null;
        });
    session.settle();
  }

  @Test
  void aFineTunedPairClassifierWorksInEveryPanel() {
    drop(Classifiers.directory("bert-xnli"));
    var selection = session.workbench().selection();
    assertEquals(Task.XNLI, selection.task().get());
    assertEquals(Variants.KNOWN.baseline(), selection.variant().get());
    assertTrue(notification().contains("bert-xnli is in use as teacher for XNLI"), notification());
    RunningWindow.onFx(
        () -> {
          find("text", TextField.class).setText("abc");
          find("hypothesis", TextField.class).setText("d");
          return null;
        });
    session.settle();
    var shares = answers(Role.TEACHER);
    double sum = shares.stream().mapToDouble(t -> Double.parseDouble(t.split(" ")[1])).sum();
    assertEquals(3, shares.size());
    assertEquals(1, sum, 1e-4, shares.toString());
    var ungated = find("no-gates", Label.class).getText();
    assertTrue(ungated.contains("one head"), ungated);

    choose(LayersPanel.KIND);
    assertTrue(texts("empty").getFirst().contains("no fusion layer"), texts("empty").toString());
    choose(LanguagesPanel.KIND);
    robot.clickOn("#score-teacher");
    session.settle();
    var bars = RunningWindow.onFx(session.workbench()::figures).getFirst().toString();
    assertTrue(bars.contains("last"), bars);
    assertTrue(bars.contains("trained on not known"), bars);
    choose(LatencyPanel.KIND);
    robot.clickOn("#measure");
    session.settle();
    var measured = RunningWindow.onFx(session.workbench()::figures).getFirst().toString();
    assertTrue(measured.contains("bert-xnli"), measured);
    assertEquals(List.of(), problems());
  }

  @Test
  void aTaggerStandsBesideTheBundledTeacherWhateverTheFusion() throws IOException {
    var directory = Classifiers.copy("bert-pos", folder.resolve("mine"));
    drop(Classifiers.directory("distilbert-ner"));
    assertEquals(Task.NER, session.workbench().selection().task().get());
    assertFalse(answers(Role.STUDENT).isEmpty(), "its answers");
    robot.clickOn("#role-student"); // off
    session.settle();
    assertFalse(answers(Role.TEACHER).isEmpty(), "the bundled teacher's answers");
    assertTrue(answers(Role.STUDENT).isEmpty());
    assertTrue(notification().contains("MISC counts as O"), notification());
    drop(directory);
    assertEquals(Task.POS, session.workbench().selection().task().get());
    assertFalse(answers(Role.TEACHER).isEmpty());
    RunningWindow.onFx(
        () -> {
          session.workbench().selection().roles().set(Roles.BOTH);
          session.workbench().selection().variant().set(Variants.KNOWN.of("paper"));
          return null;
        });
    session.settle();
    assertFalse(answers(Role.TEACHER).isEmpty(), "the last layer answers where paper isn't there");
    assertEquals(1, RunningWindow.onFx(session.workbench()::figures).size(), "one figure of both");
    assertEquals(List.of(), problems());
  }

  @Test
  void headsOfABareEncoderAreTrainedAndUsed() throws Exception {
    var bare = Classifiers.copy("distilbert-ner", folder.resolve("bare"));
    Classifiers.behead(bare, true);
    drop(bare);
    assertTrue(notification().contains("bare is an encoder without a head"), notification());
    robot.clickOn("#notification-action");
    session.settle();
    assertEquals(TrainingPanel.KIND, RunningWindow.onFx(session.workbench()::state).panel());
    assertEquals("bare", find("training-from", ComboBox.class).getValue());
    assertEquals("frozen", find("training-protocol", ComboBox.class).getValue());
    assertEquals(
        bare,
        RunningWindow.onFx(session.workbench()::state)
            .panels()
            .get(TrainingPanel.KIND)
            .files()
            .get("base"));
    var few = folder.resolve("few.en.conllu");
    var lines = Files.readAllLines(Path.of("sample-data/pos/train/en.conllu"));
    Files.write(few, lines.subList(0, lines.subList(600, lines.size()).indexOf("") + 600));
    drop(few);
    robot.clickOn("#notification-action");
    session.settle();
    robot.clickOn("#training-start");
    var runs = find("training-runs", TableView.class);
    WaitForAsyncUtils.waitFor(
        200,
        TimeUnit.SECONDS,
        () ->
            !runs.getItems().isEmpty()
                && List.of("done", "failed").contains(TestWindow.phase(runs).split(":")[0]));
    session.settle();
    assertEquals("done", TestWindow.phase(runs));
    choose(ExplorePanel.KIND);
    assertFalse(answers(Role.TEACHER).isEmpty(), "the model that was trained answers");
    assertEquals(1, RunningWindow.onFx(session.workbench()::figures).size(), "with gates");
    assertEquals(List.of(), problems());
  }

  @Test
  void aDirectoryThatDoesNotFitSaysWhy() throws IOException {
    var broken = Classifiers.copy("bert-xnli", folder.resolve("broken"));
    Classifiers.edit(broken, "BertForSequence", "AlbertForSequence");
    drop(broken);
    assertTrue(notification().contains("AlbertForSequenceClassification"), notification());
    assertEquals(List.of(notification()), problems());
    assertFalse(answers(Role.TEACHER).isEmpty(), "what was there stays");
    var gpt = Files.createDirectories(folder.resolve("gpt"));
    Files.writeString(gpt.resolve("config.json"), "{\"model_type\": \"gpt2\"}");
    drop(gpt);
    assertTrue(notification().contains("\"gpt2\""), notification());
  }

  @Test
  void dataLandsAmongTheSentencesOfItsTaskAndLanguage() throws IOException {
    var tagged = "1\tMoi\t_\tINTJ\t_\t_\t0\troot\t_\t_\n2\t!\t_\tPUNCT\t_\t_\t1\tpunct\t_\t_\n\n";
    drop(Files.writeString(folder.resolve("fi_own.conllu"), tagged));
    assertEquals("fi", session.workbench().selection().language().get().code());
    assertEquals("Moi !", find("text", TextField.class).getText());
    assertEquals(List.of("INTJ", "PUNCT"), TestWindow.labels(session));
    assertTrue(notification().contains("1 examples of POS in Finnish"), notification());

    var saved = RunningWindow.onFx(session.workbench()::state);
    close();
    session = openAgain();
    session.restore(saved);
    assertEquals(
        List.of("INTJ", "PUNCT"), TestWindow.labels(session), "a session brings its file along");

    var pair =
        "{\"language\": \"de\", \"gold_label\": \"neutral\", \"sentence1\": \"Er schläft.\","
            + " \"sentence2\": \"Er träumt.\", \"pairID\": \"7\"}\n";
    drop(Files.writeString(folder.resolve("mine.jsonl"), pair));
    assertEquals(Task.XNLI, session.workbench().selection().task().get());
    assertEquals("de", session.workbench().selection().language().get().code());
    assertEquals("Er träumt.", find("hypothesis", TextField.class).getText());

    drop(Path.of("sample-data/ner/de.iob2"));
    assertEquals(Task.NER, session.workbench().selection().task().get());
    assertTrue(notification().contains("300 examples of NER in German"), notification());
    assertEquals(List.of(), problems());
  }

  @Test
  void aFileThatDoesNotTellItsLanguageAsksAndABrokenOneNamesItsLine() throws IOException {
    drop(Files.writeString(folder.resolve("corpus.tsv"), "Hallo\tINTJ\nWelt\tNOUN\n\n"));
    assertTrue(notification().contains("corpus.tsv doesn't tell its language"), notification());
    RunningWindow.onFx(
        () -> {
          session.workbench().selection().language().set(lamina.language.Languages.of("de"));
          return null;
        });
    session.settle();
    robot.clickOn("#notification-action");
    session.settle();
    assertEquals("Hallo Welt", find("text", TextField.class).getText());
    assertEquals(List.of(), problems());

    var bad = Files.writeString(folder.resolve("de.tsv"), "Hallo\tINTJ\nWelt\tNOMEN\n\n");
    drop(bad);
    assertEquals(1, problems().size());
    assertTrue(notification().startsWith(bad + ", line 2: unknown label"), notification());
    drop(Files.writeString(folder.resolve("de.txt"), "only text\n"));
    assertFalse(find("predict-save", Button.class).isDisabled(), "text without labels is answered");
    robot.clickOn("#predict-close");
    assertEquals("Hallo Welt", find("text", TextField.class).getText(), "what was there stays");
  }
}
