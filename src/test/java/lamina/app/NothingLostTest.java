package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import lamina.app.window.Folders;
import lamina.app.window.RunningWindow;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.files.FileTree;
import lamina.files.RunLock;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.model.RandomModel;
import lamina.model.SmallModels;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.scores.LayersPanel;
import lamina.ui.session.Preferences;
import lamina.ui.session.SessionFile;
import lamina.ui.session.SessionState;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.training.TrainingPanel;
import lamina.ui.window.Panels;
import lamina.ui.window.Workbench;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** What a person made is there as long as the person doesn't take it away. */
class NothingLostTest {
  private static final Path BASE = SmallModels.BASE;

  @TempDir Path folder;
  private Path chosen;
  private RunningWindow session;

  @BeforeEach
  void begin() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @AfterEach
  void close() {
    if (session != null) {
      session.close();
    }
  }

  private void open() {
    session =
        TestWindow.open(
            WorkbenchSettings.defaults(),
            new TestWindow.Answers(
                folder, () -> Optional.ofNullable(chosen), () -> Optional.ofNullable(chosen)),
            Folders.standard()
                .withRuns(folder.resolve("runs"))
                .withExperiments(folder.resolve("experiments"))
                .with(TestWindow.user(folder.resolve("user"))),
            Preferences.defaults().lightTheme());
  }

  private <T extends Node> T find(String id, Class<T> type) {
    return TestWindow.find(session, id, type);
  }

  private void act(Consumer<Workbench> doing) {
    session.act(doing);
  }

  private void press(String id) {
    act(w -> find(id, Button.class).fire());
  }

  private void language(String code) {
    act(w -> w.selection().language().set(Languages.of(code)));
  }

  private String text() {
    return RunningWindow.onFx(find("text", TextField.class)::getText);
  }

  private SessionState state() {
    return RunningWindow.onFx(session.workbench()::state);
  }

  private List<String> problems() {
    return RunningWindow.onFx(session.workbench()::problems);
  }

  private void drop(Path file) {
    act(w -> w.drop(List.of(file)));
  }

  @Test
  void aTextOfOnesOwnStaysWhateverIsLookedAtMeanwhile() {
    open();
    language("en");
    var sample = text();
    act(w -> w.setText("My own words ."));
    language("ar");
    assertNotEquals("My own words .", text());
    act(w -> w.setText("كلماتي أنا ."));
    language("en");
    assertEquals("My own words .", text());
    act(w -> w.selection().task().set(Task.XNLI));
    act(
        w -> {
          w.setText("A man sleeps.");
          find("hypothesis", TextField.class).setText("He is awake.");
        });
    act(w -> w.selection().task().set(Task.POS));
    assertEquals("My own words .", text());
    act(w -> w.selection().roles().set(Roles.STUDENT));
    act(w -> w.selection().variant().set(Variants.KNOWN.of("mean")));
    act(w -> w.choose(LayersPanel.KIND));
    act(w -> w.run("theme"));
    act(w -> w.choose(ExplorePanel.KIND));
    assertEquals("My own words .", text());

    act(w -> find("samples", ComboBox.class).getSelectionModel().select(1));
    assertNotEquals("My own words .", text());
    press("own-text");
    assertEquals("My own words .", text());
    act(w -> find("samples", ComboBox.class).getSelectionModel().select(1));
    act(w -> find("text", TextField.class).undo());
    assertEquals("My own words .", text(), "undone");

    language("ar");
    assertEquals("كلماتي أنا .", text());
    act(w -> find("text", TextField.class).undo());
    assertNotEquals("My own words .", text(), "another language's text doesn't come here");
    var file = folder.resolve("all.lamina");
    var saved = state();
    SessionFile.write(file, saved);
    session.close();

    open();
    drop(file);
    assertEquals(saved.panels().get(ExplorePanel.KIND), state().panels().get(ExplorePanel.KIND));
    language("en");
    assertEquals("My own words .", text());
    act(w -> w.selection().task().set(Task.XNLI));
    assertEquals("A man sleeps.", text());
    assertEquals("He is awake.", RunningWindow.onFx(find("hypothesis", TextField.class)::getText));
    act(w -> w.selection().task().set(Task.POS));
    act(w -> w.setText(sample));
    language("ar");
    language("en");
    assertEquals(sample, text(), "the sample as it was is no text of one's own");
    assertEquals(List.of(), problems());
  }

  @Test
  void whatAWindowHadIsOfferedToTheNext() {
    open();
    language("en");
    act(w -> w.setText("Not saved yet ."));
    session.close();
    open();
    press("notification-action");
    assertEquals("Not saved yet .", text());
    var file = folder.resolve("other.lamina");
    SessionFile.write(file, state());
    act(w -> w.setText("Changed since ."));
    drop(file);
    assertEquals("Not saved yet .", text());
    press("notification-action");
    assertEquals("Changed since .", text(), "what was there before a session comes back");
  }

  @Test
  void everyStateIsKept() throws Exception {
    try (var _ = new SmallHome(folder.resolve("home"))) {
      open();
      walk();
    }
  }

  private void walk() {
    var random = new Random(11);
    for (int i = 0; i < 40; i++) {
      RunningWindow.onFx(
          () -> {
            var w = session.workbench();
            switch (random.nextInt(8)) {
              case 0 -> w.selection().language().set(null);
              case 1 -> w.selection().task().set(Tasks.KNOWN.all().get(random.nextInt(4)));
              case 2 -> blank("#samples", "#text", "#hypothesis");
              case 3 -> w.setText(random.nextBoolean() ? "" : "Words " + random.nextInt());
              case 4 -> w.choose(Panels.KNOWN.all().get(random.nextInt(5)).kind());
              case 5 -> blank("#training-epochs", "#training-protocol", "#training-depth");
              case 6 -> blank("#grouping", "#languages-order", "#languages-condition");
              default -> blank("#layers-what", "#layers-of", "#languages-source");
            }
            return null;
          });
      if (random.nextInt(3) > 0) {
        session.settle();
      }
      var now = state();
      var file = folder.resolve("state.lamina");
      SessionFile.write(file, now);
      assertEquals(now, SessionFile.read(file, Panels.KNOWN.kinds()), "step " + i);
    }
    session.settle();
    assertEquals(List.of(), problems());
  }

  private void blank(String... ids) {
    for (var panel : Panels.KNOWN.kinds().all()) {
      session.workbench().choose(panel);
      for (var id : ids) {
        switch (session.workbench().root().lookup(id)) {
          case ComboBox<?> box -> box.getSelectionModel().clearSelection();
          case Spinner<?> spinner -> spinner.getValueFactory().setValue(null);
          case TextInputControl field -> field.clear();
          case null, default -> {}
        }
      }
    }
  }

  @Test
  void whatASessionMissesIsToldOnceStaysInItAndIsFoundOrForgotten() throws Exception {
    var data = folder.resolve("mine.en.conllu");
    Files.copy(Path.of("sample-data/pos/train/en.conllu"), data);
    var model = folder.resolve("v1/own");
    RandomModel.write(BASE, Task.POS, 16, 1, model);
    open();
    drop(data);
    drop(model);
    language("en");
    var file = folder.resolve("whole.lamina");
    SessionFile.write(file, state());
    session.close();
    FileTree.delete(folder.resolve("user")); // what was unsaved isn't what is asked here
    Files.move(data, folder.resolve("elsewhere.conllu"));
    Files.move(model, folder.resolve("moved"));

    open();
    drop(file);
    int told = problems().size();
    assertEquals(2, told, problems().toString());
    for (var code : List.of("de", "en", "fr", "en")) {
      language(code);
    }
    act(w -> w.selection().task().set(Task.NER));
    act(w -> w.selection().task().set(Task.POS));
    assertEquals(told, problems().size(), "nothing is tried again");
    var again = folder.resolve("again.lamina");
    SessionFile.write(again, state());
    assertEquals(List.of(model), SessionFile.read(again, Panels.KNOWN.kinds()).models());
    assertEquals(
        List.of(data),
        List.copyOf(
            SessionFile.read(again, Panels.KNOWN.kinds())
                .panels()
                .get(ExplorePanel.KIND)
                .files()
                .values()));

    for (int i = 0; i < 2; i++) {
      var said = RunningWindow.onFx(find("notification-text", Label.class)::getText);
      chosen = folder.resolve(said.contains("v1") ? "moved" : "elsewhere.conllu");
      press("notification-action");
    }
    assertEquals(told, problems().size(), problems().toString());
    assertEquals(List.of(folder.resolve("moved")), state().models());
    assertEquals(
        List.of(folder.resolve("elsewhere.conllu")),
        List.copyOf(state().panels().get(ExplorePanel.KIND).files().values()));
  }

  @Test
  @SuppressWarnings("unchecked")
  void modelsWhoseFoldersAreNamedAlikeAreChosenAmong() {
    for (var version : List.of("v1", "v2")) {
      RandomModel.write(BASE, Task.POS, 16, version.hashCode(), folder.resolve(version + "/mine"));
    }
    open();
    drop(folder.resolve("v1/mine"));
    drop(folder.resolve("v2/mine"));
    var box = (ComboBox<ModelRegistry.AtHand>) find("model-teacher", ComboBox.class);
    var names = box.getItems().stream().map(m -> m.model().name()).toList();
    assertEquals(List.of("mine", "v2/mine"), names.subList(names.size() - 2, names.size()));
    assertEquals("v2/mine", box.getValue().model().name());
    var second = RunningWindow.onFx(session.workbench()::figures).getFirst();
    assertTrue(second.caption().contains("v2/mine"), second.caption());
    var said = TestWindow.answers(session, lamina.chart.figure.Role.TEACHER);
    act(w -> box.getSelectionModel().select(names.indexOf("mine")));
    var first = RunningWindow.onFx(session.workbench()::figures).getFirst();
    assertFalse(first.caption().contains("v2"), first.caption());
    assertNotEquals(
        said,
        TestWindow.answers(session, lamina.chart.figure.Role.TEACHER),
        "each answers with its own weights");
    act(w -> box.getSelectionModel().select(names.indexOf("pos-teacher")));
    var saved = state();
    assertEquals(2, saved.models().size());
    session.close();

    open();
    session.restore(saved);
    assertEquals(saved.models(), state().models());
    assertEquals(saved.chosen(), state().chosen());
    var shown = RunningWindow.onFx(session.workbench()::figures).getFirst();
    assertTrue(shown.caption().contains("pos-teacher"), shown.caption());
    assertEquals(List.of(), problems());
  }

  @Test
  void theTrainingFormKeepsFilesOfEachTask() {
    open();
    act(w -> w.choose(TrainingPanel.KIND));
    chosen = Path.of("sample-data/pos/de.conllu").toAbsolutePath();
    press("training-train-file");
    var kept = Map.of("train.pos", chosen);
    act(w -> find("kind-distil", javafx.scene.control.ToggleButton.class).fire());
    act(w -> find("kind-train", javafx.scene.control.ToggleButton.class).fire());
    assertEquals(kept, training().files());
    act(w -> w.selection().task().set(Task.NER));
    assertTrue(tip("training-train-file").contains("ner"), "another task has its own");
    act(w -> w.selection().task().set(Task.POS));
    assertTrue(tip("training-train-file").contains("de.conllu"));
    assertEquals(kept, training().files());
  }

  private String tip(String id) {
    return RunningWindow.onFx(() -> find(id, Button.class).getTooltip().getText());
  }

  private lamina.ui.workspace.PanelState training() {
    return state().panels().get(TrainingPanel.KIND);
  }

  @Test
  void aLessonThatIsBeingLoadedCanBeStopped() {
    open();
    RunningWindow.onFx(
        () -> {
          session.workbench().lessons().open(Path.of("sample-data/lessons/1-transfer.yaml"));
          return null;
        });
    while (!session.workbench().settled()) { // whatever it asks next is stopped as well
      RunningWindow.onFx(
          () -> {
            session.workbench().run("stop");
            return null;
          });
    }
    session.settle();
    assertFalse(RunningWindow.onFx(session.workbench().lessons()::shown));
    assertEquals(List.of(), problems());
  }

  @Test
  void whatIsDamagedIsOneMessageAndTheRestOpens() throws Exception {
    var home = Files.createDirectories(folder.resolve("home/models")).getParent();
    var here = Path.of("").toAbsolutePath();
    for (var name : List.of("base", "pos-teacher", "pos-student")) {
      Files.createSymbolicLink(
          home.resolve("models").resolve(name), SmallModels.of(name).toAbsolutePath());
    }
    Files.createSymbolicLink(home.resolve("sample-data"), here.resolve("sample-data"));
    for (var broken : List.of("", "{", "[1, 2]", "{\"format\": 1}")) {
      write(home.resolve("models/broken" + broken.length() + "/lamina.json"), broken);
    }
    write(folder.resolve("experiments/broken/job/job.json"), "{");
    write(folder.resolve("experiments/broken/job/done.json"), "{}");
    write(folder.resolve("runs/a/job.json"), "{");
    write(folder.resolve("runs/a/loss.csv"), "step,steps,loss,rate\nx,y,z,u\n");
    write(folder.resolve("runs/a/epochs.csv"), "step,head,score\n1,nobody,much\n");
    write(folder.resolve("runs/b/job.json"), "{}");
    write(folder.resolve("user/autosave-999999999.lamina"), "not: [a session");
    var before = System.setProperty("lamina.home", home.toString());
    try {
      open();
    } finally {
      if (before == null) {
        System.clearProperty("lamina.home");
      } else {
        System.setProperty("lamina.home", before);
      }
    }
    assertFalse(RunningWindow.onFx(session.workbench()::figures).isEmpty(), "the models answer");
    var said = new ArrayList<>(problems());
    assertEquals(
        4, said.stream().filter(p -> p.contains("models/broken")).count(), said.toString());
    assertEquals(
        1, said.stream().filter(p -> p.contains("experiments/broken")).count(), said.toString());
    act(w -> w.choose(TrainingPanel.KIND));
    var runs = find("training-runs", TableView.class);
    assertEquals(2, RunningWindow.onFx(() -> runs.getItems().size()));
    press("notification-action");
    assertEquals(6, problems().size(), "the damaged session is told: " + problems());
    assertTrue(problems().getLast().contains("autosave-999999999"));
    drop(write(folder.resolve("broken.yaml"), "lesson: [\n"));
    assertEquals(7, problems().size());
    assertEquals(problems().size(), problems().stream().distinct().count(), "each is told once");
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aRunThatOutlivedItsWindowIsShownAsRunning() throws Exception {
    write(folder.resolve("runs/outlived/job.json"), "{}");
    try (var _ = RunLock.take(folder.resolve("runs/outlived"))) {
      open();
      act(w -> w.choose(TrainingPanel.KIND));
      TableView<?> runs = find("training-runs", TableView.class);
      assertEquals("running", RunningWindow.onFx(() -> TestWindow.phase(runs)));
      assertTrue(find("training-remove", Button.class).isDisabled());
      assertTrue(find("training-resume", Button.class).isDisabled());
      press("training-cancel");
      assertTrue(Files.exists(folder.resolve("runs/outlived/stop")), "it is asked to stop");
      assertTrue(Files.exists(folder.resolve("runs/outlived/job.json")), "until then it stays");
    }
  }
}
