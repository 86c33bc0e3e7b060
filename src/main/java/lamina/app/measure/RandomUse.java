package lamina.app.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javafx.event.Event;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import lamina.app.window.RunningWindow;
import lamina.chart.export.ExportSettings;
import lamina.chart.export.FigureExporter;
import lamina.chart.export.FigureFormat;
import lamina.chart.paint.Theme;
import lamina.data.Tasks;
import lamina.data.format.SampleData;
import lamina.fusion.Variants;
import lamina.problem.Problem;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.session.SessionState;
import lamina.ui.text.FigureTexts;
import lamina.ui.window.Panels;
import lamina.ui.window.Workbench;
import lamina.ui.workspace.Roles;

/** Does with a window what people do, in an order that a seed decides. */
final class RandomUse {
  private static final List<String> WORDS =
      List.of(
          ("the house committee engineers nevertheless , 1998 unbelievable Straße réunion Übung"
                  + " год правительство ελληνικά книга πόλη مدينة الكتاب الحكومة शहर सरकार किताब"
                  + " 城市 政府 书 都市 政府 한국어 도시 เมือง רשות ספר quá . ? 😀 tokenisation antidisestablish")
              .split(" "));

  private static final int LONGEST = 200;
  private static final int LAYERS = 12;

  private final RunningWindow session;
  private final SampleData sample;
  private final Path folder;
  private final List<Path> lessons;
  private final Random random;
  private final List<SessionState> states = new ArrayList<>();
  private final SessionState first;
  private int steps;

  /**
   * Begins to use a window.
   *
   * @param sample what the window shows
   * @param folder for what is exported and saved; it is written to again and again
   */
  RandomUse(RunningWindow session, SampleData sample, Path folder, long seed) {
    this.session = session;
    this.sample = sample;
    this.folder = folder;
    random = new Random(seed);
    lessons = lessons(sample);
    first = RunningWindow.onFx(session.workbench()::state);
  }

  private static List<Path> lessons(SampleData sample) {
    try (var files = Files.list(sample.directory().resolve("lessons"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new Problem("The bundled lessons could not be listed (" + e.getMessage() + ").", e);
    }
  }

  /** How many things were done. */
  int steps() {
    return steps;
  }

  /**
   * Brings back what the window showed first, in the usual size of text. What is on the screen
   * takes memory by its size, so that moments can be compared only where they show the same.
   */
  void rest() {
    session.restore(first);
    for (int smaller = 0; smaller < 6; smaller++) {
      session.act(w -> w.run("smaller"));
    }
    session.act(w -> w.run("larger"));
    session.settle();
  }

  /** Does one thing; in three of four cases the window comes to rest before the next. */
  void step() {
    steps++;
    switch (random.nextInt(33)) {
      case 0, 1, 2, 3, 4 -> drag();
      case 5, 6, 7, 8, 9, 10 -> act(w -> w.setText(text()));
      case 11, 12, 13 -> edit();
      case 14, 15, 16 -> language();
      case 17 -> act(w -> w.selection().task().set(one(Tasks.KNOWN.all())));
      case 18, 19 -> act(w -> w.selection().roles().set(one(List.of(Roles.values()))));
      case 20 -> act(w -> w.selection().variant().set(one(Variants.KNOWN.all())));
      case 21, 22, 23 -> act(w -> w.choose(one(Panels.KNOWN.kinds().all())));
      case 24 -> act(w -> w.run("aligned"));
      case 25 -> act(w -> w.run(one(List.of("tables", "theme", "larger", "smaller"))));
      case 26 -> sheet();
      case 27 -> openCell();
      case 28 -> export();
      case 29 -> lesson();
      case 30 -> sessions();
      case 31 -> model();
      default -> figures();
    }
  }

  private void act(java.util.function.Consumer<Workbench> work) {
    if (random.nextInt(4) > 0) {
      session.act(work);
    } else {
      RunningWindow.onFx(
          () -> {
            work.accept(session.workbench());
            return null;
          });
    }
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String text() {
    var text = new StringBuilder();
    int words = 1 + (random.nextBoolean() ? random.nextInt(20) : random.nextInt(LONGEST));
    for (int w = 0; w < words; w++) {
      text.append(one(WORDS)).append(' ');
    }
    return text.toString();
  }

  private void drag() {
    for (int i = random.nextInt(15); i >= 0; i--) {
      int to = 1 + random.nextInt(LAYERS);
      RunningWindow.onFx(
          () -> {
            session.workbench().layerSlider().setValue(to);
            return null;
          });
    }
    session.settle();
  }

  private void edit() {
    act(
        w -> {
          if (w.root().lookup("#" + one(List.of("text", "hypothesis")))
              instanceof TextField field) {
            int at = random.nextInt(field.getLength() + 1);
            int end = Math.min(field.getLength(), at + random.nextInt(6));
            field.replaceText(at, end, random.nextInt(3) == 0 ? "" : " " + one(WORDS));
          }
        });
  }

  private void language() {
    act(
        w -> {
          var languages = sample.languages(w.selection().task().get());
          w.selection().language().set(one(languages));
        });
  }

  private void sheet() {
    act(w -> w.run(one(List.of("commands", "log", "preferences", "lessons"))));
    session.settle();
    press(session.stage().getScene().getFocusOwner(), KeyCode.ESCAPE);
  }

  private void openCell() {
    session.act(w -> w.choose(ExplorePanel.KIND));
    var map = RunningWindow.onFx(() -> session.workbench().root().lookup("#answers-teacher"));
    press(map, KeyCode.HOME, KeyCode.DOWN, KeyCode.ENTER);
    session.settle();
  }

  private void press(javafx.scene.Node node, KeyCode... keys) {
    if (node != null) {
      for (var key : keys) {
        session.act(
            w ->
                Event.fireEvent(
                    node,
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false)));
      }
    }
  }

  private void export() {
    if (RunningWindow.onFx(session.workbench()::figures).isEmpty()) {
      return; // nothing is shown that could be
    }
    session.act(w -> w.run("export"));
    var windows =
        RunningWindow.onFx(
            () ->
                Window.getWindows().stream()
                    .filter(w -> w instanceof Stage && w != session.stage())
                    .toList());
    for (var window : windows) {
      session.act(w -> ((Button) window.getScene().lookup("#export-write")).fire());
      session.act(w -> window.hide());
    }
  }

  private void lesson() {
    session.act(w -> w.lessons().open(one(lessons)));
    for (int beats = random.nextInt(6); beats > 0; beats--) {
      session.act(w -> w.lessons().next());
    }
    press(RunningWindow.onFx(() -> session.workbench().root().lookup("#lesson")), KeyCode.ESCAPE);
  }

  private void sessions() {
    if (states.size() < 5 || random.nextBoolean()) {
      states.add(RunningWindow.onFx(session.workbench()::state));
      if (states.size() > 5) {
        states.removeFirst();
      }
      session.act(w -> w.run("session-save"));
    } else {
      session.restore(one(states));
    }
  }

  /** Another model plays the teacher or the student: the person's own, or a bundled one. */
  private void model() {
    act(
        w -> {
          var id = one(List.of("#model-teacher", "#model-student"));
          if (w.root().lookup(id) instanceof ComboBox<?> box && box.getItems().size() > 1) {
            box.getSelectionModel().select(random.nextInt(box.getItems().size()));
          }
        });
  }

  private void figures() {
    var words = FigureTexts.words("en");
    for (var figure : RunningWindow.onFx(() -> session.workbench().figures("en"))) {
      FigureExporter.write(
          figure,
          folder.resolve("figure." + one(List.of(FigureFormat.values())).ending()),
          ExportSettings.screen(900, 460, Theme.LIGHT, words));
    }
  }
}
