package lamina.ui.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import lamina.data.TaggedSentence;
import lamina.data.format.SampleData;
import lamina.lesson.Findings;
import lamina.lesson.Lesson;
import lamina.lesson.LessonFile;
import lamina.lesson.Sentences;
import lamina.problem.Problem;
import lamina.service.Unanswered;
import lamina.ui.control.NotificationBar;
import lamina.ui.control.Overlay;
import lamina.ui.control.SaveDialog;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ModelRegistry;

/** Lists and opens lessons; one that is open covers the window until the class leaves it. */
public final class Lessons {
  private static final String FOLDER = "lessons";
  private static final double WIDTH = 560;

  private record Read(Lesson lesson, Map<String, TaggedSentence> sentences) {}

  /** Lessons that can be read, and why others can't. */
  private record Bundled(List<Lesson> lessons, List<Problem> problems) {}

  private final StackPane root;
  private final Node window;
  private final Overlay overlay;
  private final ModelRegistry models;
  private final SampleData sample;
  private final BackgroundTasks work;
  private final NotificationBar notifications;
  private final SaveDialog dialog;
  private final Runnable left;
  private Optional<LessonView> view = Optional.empty();
  private Optional<LessonLoader> loading = Optional.empty();
  private int opened;

  /**
   * Puts lessons over the window.
   *
   * @param window what a lesson covers
   * @param left run when a class has left a lesson
   */
  public Lessons(
      StackPane root,
      Node window,
      Overlay overlay,
      ModelRegistry models,
      SampleData sample,
      BackgroundTasks work,
      NotificationBar notifications,
      SaveDialog dialog,
      Runnable left) {
    this.root = root;
    this.window = window;
    this.overlay = overlay;
    this.models = models;
    this.sample = sample;
    this.work = work;
    this.notifications = notifications;
    this.dialog = dialog;
    this.left = left;
  }

  /** Opens a lesson's file; it is shown when the models have answered. */
  public void open(Path file) {
    int mine = ++opened; // only the newest counts
    loading.ifPresent(LessonLoader::stop);
    loading = Optional.empty();
    work.read(
        () -> {
          var lesson = LessonFile.read(file);
          return new Read(lesson, Sentences.of(lesson, sample));
        },
        read -> {
          if (mine == opened) {
            var load =
                new LessonLoader(
                    read.lesson(), read.sentences(), models, work, this::show, this::refuse);
            loading = Optional.of(load);
            load.start();
          }
        },
        this::refuse);
  }

  /** What is wrong is told in the window; it is in the list of messages already. */
  private void refuse(Unanswered why) {
    leave();
    if (why instanceof Unanswered.Failed failed) {
      notifications.show(failed.words());
    }
  }

  private void show(Findings findings) {
    overlay.close();
    view.ifPresent(
        v -> {
          root.getChildren().remove(v.node());
          v.end();
        });
    var file = findings.lesson().file();
    var lesson = new LessonView(findings, work, this::leave, () -> ended(file));
    root.getChildren().add(lesson.node()); // over the window and its messages; sheets come over it
    window.setVisible(false);
    view = Optional.of(lesson);
    lesson.focus();
  }

  private void leave() {
    if (shown()) {
      root.getChildren().remove(view.get().node());
      view.get().end();
      view = Optional.empty();
      window.setVisible(true);
      window.requestFocus();
      left.run();
    }
  }

  /** After one of the bundled lessons the next one is offered. */
  private void ended(Path file) {
    leave();
    work.read(
        this::bundled,
        bundled -> {
          var lessons = bundled.lessons();
          var files = lessons.stream().map(l -> plain(l.file())).toList();
          int next = files.indexOf(plain(file)) + 1;
          if (next > 0 && next < lessons.size()) {
            offer(lessons.get(next), next + 1);
          }
        });
  }

  private static Path plain(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private void offer(Lesson next, int number) {
    var title = new Label(Messages.get("lesson.following"));
    title.getStyleClass().add("sheet-title");
    var close = new Button(Messages.get("sheet.close"));
    close.setId("lesson-enough");
    close.setOnAction(e -> overlay.close());
    var box = new VBox(12, title, entry(next, number), close);
    box.setId("next-lesson");
    box.setPrefWidth(WIDTH);
    overlay.show(box, box.lookup("#lesson-" + number));
  }

  /** Whether a lesson is open. */
  public boolean shown() {
    return view.isPresent();
  }

  /**
   * Goes one beat on in the lesson that is open, as the key does.
   *
   * @return whether a lesson is still open
   */
  public boolean next() {
    view.ifPresent(LessonView::next);
    return shown();
  }

  /** Shows the lessons that come with Lamina, and a way to others. */
  public void list() {
    work.read(this::bundled, this::list);
  }

  /** The bundled lessons by name, each in the interface's language where it is translated. */
  private Bundled bundled() {
    var folder = sample.directory().resolve(FOLDER);
    var files = new TreeMap<String, Path>();
    if (Files.isDirectory(folder)) {
      try (var all = Files.list(folder)) {
        all.filter(LessonFile::named).sorted().forEach(f -> take(files, f));
      } catch (IOException e) {
        throw new Problem(folder + ": could not be read (" + e.getMessage() + ").", e);
      }
    }
    var lessons = new ArrayList<Lesson>();
    var problems = new ArrayList<Problem>();
    for (var file : files.values()) {
      try {
        lessons.add(LessonFile.read(file));
      } catch (Problem e) {
        problems.add(e); // the others are still listed
      }
    }
    return new Bundled(lessons, problems);
  }

  /** Of {@code 1-transfer.yaml} and {@code 1-transfer.ar.yaml} the one to show. */
  private static void take(Map<String, Path> files, Path file) {
    var parts = file.getFileName().toString().split("\\.");
    boolean plain = parts.length == 2;
    if (plain) {
      files.putIfAbsent(parts[0], file);
    } else if (parts[1].equals(Messages.language())) {
      files.put(parts[0], file);
    }
  }

  private void list(Bundled bundled) {
    bundled.problems().forEach(work::report);
    var lessons = bundled.lessons();
    var title = new Label(Messages.get("lesson.list"));
    title.getStyleClass().add("sheet-title");
    var box = new VBox(12, title);
    box.setId("lessons");
    box.setPrefWidth(WIDTH);
    for (int i = 0; i < lessons.size(); i++) {
      box.getChildren().add(entry(lessons.get(i), i + 1));
    }
    var other = new Button(Messages.get("lesson.other"));
    other.setId("lesson-open");
    other.setOnAction(
        e -> {
          overlay.close();
          dialog.file().ifPresent(this::open);
        });
    var close = new Button(Messages.get("sheet.close"));
    close.setOnAction(e -> overlay.close());
    box.getChildren().add(new HBox(8, other, close));
    overlay.show(box, lessons.isEmpty() ? other : box.lookup("#lesson-1"));
  }

  private Node entry(Lesson lesson, int number) {
    var begin = new Button(lesson.title());
    begin.setId("lesson-" + number);
    begin.setAccessibleHelp(lesson.about());
    begin.setOnAction(
        e -> {
          overlay.close();
          open(lesson.file());
        });
    var about = new WrappedLabel(lesson.about());
    about.getStyleClass().add("note");
    return new VBox(4, begin, about);
  }
}
