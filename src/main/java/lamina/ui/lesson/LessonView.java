package lamina.ui.lesson;

import java.util.List;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import lamina.lesson.Findings;
import lamina.lesson.LessonProgress;
import lamina.lesson.Step;
import lamina.ui.control.ScrollArea;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;

/** A lesson in front of a class: large type, few controls, everything by keys as well. */
final class LessonView {
  private static final double SCROLL = 0.2;

  private final Findings findings;
  private final BackgroundTasks work;
  private final Runnable leave;
  private final Runnable ended;
  private final BorderPane node = new BorderPane();
  private final WrappedLabel heading = new WrappedLabel();
  private final WrappedLabel text = new WrappedLabel();
  private final VBox page = new VBox(18, heading, text);
  private final ScrollPane scroll = new ScrollArea(page);
  private final Label place = new Label();
  private final Button back = new Button(Messages.get("lesson.back"));
  private final Button next = new Button();
  private final StepPreloader ahead;
  private LessonProgress walk;
  private StepView shown;
  private int step = -1;

  /**
   * Shows a lesson from its beginning.
   *
   * @param leave run when the class leaves it before its end
   * @param ended run when the class has gone through all of it
   */
  LessonView(Findings findings, BackgroundTasks work, Runnable leave, Runnable ended) {
    this.ended = ended;
    this.findings = findings;
    this.work = work;
    this.leave = leave;
    ahead = new StepPreloader(page, work);
    var lesson = findings.lesson();
    walk = LessonProgress.begin(lesson.steps().stream().map(findings::beats).toList());
    node.setId("lesson");
    node.getStyleClass().add("lesson");
    heading.setId("lesson-heading");
    heading.getStyleClass().add("lesson-heading");
    text.setId("lesson-text");
    text.getStyleClass().add("lesson-text");
    text.managedProperty().bind(text.visibleProperty());
    page.getStyleClass().add("lesson-page");
    page.setNodeOrientation(
        lesson.language().rightToLeft()
            ? NodeOrientation.RIGHT_TO_LEFT
            : NodeOrientation.LEFT_TO_RIGHT);
    for (var label : List.of(heading, text)) {
      label.setMinHeight(Region.USE_PREF_SIZE);
    }
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    node.setTop(top());
    node.setCenter(scroll);
    node.setBottom(bottom());
    node.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    update();
  }

  private Node top() {
    var title = new Label(findings.lesson().title());
    title.getStyleClass().add("lesson-title");
    var away = new Button(Messages.get("lesson.leave"));
    away.setId("lesson-leave");
    away.setOnAction(e -> leave.run());
    var bar = new HBox(16, title, spring(), away);
    bar.getStyleClass().add("lesson-top");
    return bar;
  }

  private Node bottom() {
    back.setId("lesson-back");
    back.setOnAction(e -> go(walk.back()));
    next.setId("lesson-next");
    next.setDefaultButton(true);
    next.setOnAction(e -> next());
    place.setId("lesson-place");
    place.getStyleClass().add("lesson-place");
    var licence = new Label(findings.lesson().licence());
    licence.getStyleClass().add("lesson-licence");
    var middle = new VBox(2, place, licence);
    middle.setAlignment(javafx.geometry.Pos.CENTER);
    var bar = new HBox(16, back, spring(), middle, spring(), next);
    for (var button : List.of(back, next)) {
      button.getStyleClass().add("lesson-go");
      button.setMinWidth(Region.USE_PREF_SIZE);
    }
    bar.getStyleClass().add("lesson-bottom");
    return bar;
  }

  private static Region spring() {
    var region = new Region();
    HBox.setHgrow(region, Priority.ALWAYS);
    return region;
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    var code = event.getCode();
    // The key that points to where the button stands; Arabic has Next on the left.
    boolean mirrored = Messages.rightToLeft();
    boolean onButton =
        node.getScene().getFocusOwner() instanceof ButtonBase focused && focused != next;
    if (code == KeyCode.ESCAPE) {
      leave.run();
    } else if (code == (mirrored ? KeyCode.LEFT : KeyCode.RIGHT)
        || code == KeyCode.PAGE_DOWN
        || code == KeyCode.SPACE && !onButton) {
      next();
    } else if (code == (mirrored ? KeyCode.RIGHT : KeyCode.LEFT) || code == KeyCode.PAGE_UP) {
      go(walk.back());
    } else if (code == KeyCode.DOWN || code == KeyCode.UP) {
      scroll.setVvalue(scroll.getVvalue() + (code == KeyCode.DOWN ? SCROLL : -SCROLL));
    } else if (code.isDigitKey() || code.isKeypadKey()) {
      digit(code);
    } else {
      return;
    }
    event.consume();
  }

  private void digit(KeyCode code) {
    var name = code.getName();
    int choice = Character.digit(name.charAt(name.length() - 1), 10) - 1;
    if (choice >= 0 && choice < shown.choices()) {
      guess(choice);
    }
  }

  /** Goes one beat on; from the last one out of the lesson. */
  void next() {
    if (walk.atEnd()) {
      ended.run();
    } else {
      go(walk.next());
    }
  }

  private void guess(int choice) {
    go(walk.guess(choice));
  }

  private void go(LessonProgress to) {
    walk = to;
    update();
    next.requestFocus();
  }

  private void update() {
    var now = findings.lesson().steps().get(walk.step());
    if (step != walk.step()) {
      step = walk.step();
      show(ahead.show(step).orElseGet(() -> view(step)));
      heading.say(findings.fill(now.title().heading()));
      text.say(findings.fill(now.title().text()));
      text.setVisible(!text.said().isEmpty());
      scroll.setVvalue(0);
      page.getStyleClass().remove("lesson-say");
      if (now instanceof Step.Say) {
        page.getStyleClass().add("lesson-say");
      }
    }
    shown.show(walk.beat(), walk.guessed());
    if (ahead.idle() && step + 1 < walk.beats().size()) {
      int following = step + 1;
      ahead.prepare(following, () -> view(following));
    }
    place.setText(Messages.get("lesson.place", walk.step() + 1, walk.beats().size()));
    back.setDisable(walk.atStart());
    next.setText(Messages.get(walk.atEnd() ? "lesson.end" : nextText()));
    next.setAccessibleHelp(place.getText() + ". " + heading.said() + ". " + text.said());
  }

  private StepView view(int number) {
    return StepViews.of(findings.lesson().steps().get(number), findings, work, this::guess);
  }

  /** Puts a step in the place of the one before; what is on the page already stays untouched. */
  private void show(StepView view) {
    if (shown != null) {
      page.getChildren().remove(shown.node());
    }
    shown = view;
    if (!page.getChildren().contains(view.node())) {
      page.getChildren().add(view.node());
    }
  }

  private String nextText() {
    return shown.choices() > 0 ? "lesson.reveal" : "lesson.next";
  }

  /** The class leaves: nothing is prepared any more. */
  void end() {
    ahead.drop();
  }

  /** Takes the keys. */
  void focus() {
    next.requestFocus();
  }

  Node node() {
    return node;
  }
}
