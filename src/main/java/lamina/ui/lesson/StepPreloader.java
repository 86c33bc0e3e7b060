package lamina.ui.lesson;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import lamina.ui.workspace.BackgroundTasks;

/**
 * Makes a lesson's next step while the class looks at the one before. Another thread makes the
 * nodes; the window takes in a few of them with each pulse, unseen, so that style and layout, which
 * cost far more than the nodes, never hold it up.
 */
final class StepPreloader {
  /** The style of a label takes up to a third of a millisecond. */
  private static final int NODES_A_PULSE = 8;

  private static final double HIGH = 2000;

  private final Pane page;
  private final BackgroundTasks work;
  private final AnimationTimer timer =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          take(NODES_A_PULSE);
        }
      };
  private Deque<Runnable> waiting = new ArrayDeque<>();
  private Optional<StepView> ready = Optional.empty();
  private int wanted = -1;

  private record Made(StepView view, Deque<Runnable> parts) {}

  /**
   * Prepares steps for a page.
   *
   * @param page that will show them, as its last child
   */
  StepPreloader(Pane page, BackgroundTasks work) {
    this.page = page;
    this.work = work;
  }

  /** Begins with a step; what was prepared before and not taken is dropped. */
  void prepare(int step, Supplier<StepView> made) {
    drop();
    wanted = step;
    work.quietly(
        () -> {
          var view = made.get();
          var parts = new ArrayDeque<Runnable>();
          dismantle(view.node(), parts);
          return new Made(view, parts);
        },
        done -> {
          if (step == wanted) {
            begin(done);
          }
        },
        work::report);
  }

  /** Whether no step is being prepared or waits. */
  boolean idle() {
    return wanted < 0;
  }

  /** Takes a box apart; each of the parts puts one node back where it was. */
  private static void dismantle(Node node, Deque<Runnable> parts) {
    if (node instanceof Pane box) {
      var children = List.copyOf(box.getChildren());
      box.getChildren().clear();
      for (var child : children) {
        parts.add(() -> box.getChildren().add(child));
        dismantle(child, parts);
      }
    }
  }

  private void begin(Made made) {
    ready = Optional.of(made.view);
    waiting = made.parts;
    var node = made.view.node();
    node.setVisible(false);
    node.setManaged(false);
    page.getChildren().add(node);
    var frame = page.getInsets();
    // At its later width each part is laid out as it comes.
    node.resize(page.getWidth() - frame.getLeft() - frame.getRight(), HIGH);
    timer.start();
  }

  private void take(int nodes) {
    for (int i = 0; i < nodes && !waiting.isEmpty(); i++) {
      waiting.remove().run();
    }
    if (waiting.isEmpty()) {
      timer.stop();
    }
  }

  /** The step as it is now on the page, in sight; nothing where another or none was prepared. */
  Optional<StepView> show(int step) {
    if (step != wanted || ready.isEmpty()) {
      drop();
      return Optional.empty();
    }
    take(Integer.MAX_VALUE);
    var view = ready.get();
    ready = Optional.empty();
    wanted = -1;
    view.node().setManaged(true);
    view.node().setVisible(true);
    return Optional.of(view);
  }

  /** Forgets what is prepared. */
  void drop() {
    wanted = -1;
    timer.stop();
    waiting.clear();
    ready.ifPresent(view -> page.getChildren().remove(view.node()));
    ready = Optional.empty();
  }
}
