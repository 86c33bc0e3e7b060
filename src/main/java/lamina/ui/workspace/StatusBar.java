package lamina.ui.workspace;

import java.util.List;
import java.util.Locale;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import lamina.service.Analysis;
import lamina.service.Progress;
import lamina.ui.text.Messages;
import lamina.ui.text.TimeLeft;

/** Where it computes, how long it took, how far it is, and what went wrong. */
public final class StatusBar {
  private final HBox node = new HBox();
  private final Label device = new Label();
  private final Label timing = new Label();
  private final Label message = new Label();
  private final ProgressBar progress = new ProgressBar();
  private final Label what = new Label();
  private final Button cancel = new Button(Messages.get("status.cancel"));
  private final Button problems = new Button();
  private final PauseTransition patience = new PauseTransition(Duration.seconds(1));
  private final TimeLeft timeLeft = new TimeLeft();
  private final BackgroundTasks work;

  public StatusBar(BackgroundTasks work) {
    this.work = work;
    node.getStyleClass().add("status");
    device.setId("device");
    timing.setId("timing");
    message.setId("message");
    message.getStyleClass().add("problem-badge");
    message.setMaxWidth(560);
    problems.setId("problems");
    cancel.setId("cancel");
    what.setId("underway");
    for (var label : List.of(device, timing, message)) {
      tell(label);
    }
    progress.setPrefWidth(140);
    var spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    node.getChildren().addAll(device, timing, spring, message, what, progress, cancel, problems);
    show(false);
    work.progressProperty().addListener((o, was, is) -> progressed(is));
    work.busyProperty()
        .addListener(
            (o, was, is) -> {
              if (is) {
                patience.playFromStart();
              } else {
                patience.stop();
                show(false);
              }
            });
    patience.setOnFinished(e -> late());
    cancel.setOnAction(e -> work.cancel());
    work.problems().addListener((ListChangeListener<String>) c -> count());
    count();
    // The device is known once the engine has started.
    var asking =
        new Timeline(new KeyFrame(Duration.millis(200), e -> device.setText(work.device())));
    asking.setCycleCount(Animation.INDEFINITE);
    asking.play();
    device
        .textProperty()
        .addListener(
            (o, was, is) -> {
              if (is.length() > 1) {
                asking.stop();
              }
            });
  }

  /** A bar too narrow for a text cuts it; then the tooltip has it whole. */
  private static void tell(Label label) {
    var tooltip = new Tooltip();
    tooltip.textProperty().bind(label.textProperty());
    label.setTooltip(tooltip);
  }

  private void show(boolean running) {
    for (Node part : List.of(what, progress, cancel)) {
      part.setVisible(running);
      part.setManaged(running);
    }
  }

  private void progressed(Progress now) {
    if (now != null) {
      show(true);
      progress.setProgress(now.fraction());
      var left = timeLeft.after(now, System.nanoTime());
      what.setText(
          left.isEmpty()
              ? now.what()
              : Messages.joined(
                  " · ", now.what(), Messages.get("status.left", Long.toString(left.getAsLong()))));
    } else {
      timeLeft.reset();
      show(false);
      if (patience.getStatus() != Animation.Status.RUNNING) {
        late(); // something else may still run
      }
    }
  }

  /** Something runs for a second and hasn't told how far it is. */
  private void late() {
    if (work.busyProperty().get() && work.progressProperty().get() == null) {
      what.setText(Messages.get("status.working"));
      progress.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
      show(true);
    }
  }

  private void count() {
    problems.getStyleClass().remove("danger");
    if (!work.problems().isEmpty()) {
      problems.getStyleClass().add("danger");
    }
    problems.setText(Messages.get("status.problems") + " " + work.problems().size());
    message.setText(work.problems().isEmpty() ? "" : work.problems().getLast());
  }

  /** Shows where it computes; the engine was chosen. */
  public void showDevice() {
    device.setText(work.device());
  }

  /** Sets what the button of messages opens. */
  public void onProblems(Runnable open) {
    problems.setOnAction(e -> open.run());
  }

  public void analysed(List<Analysis> list) {
    double encode = list.stream().mapToDouble(Analysis::encodeMillis).sum();
    double fuse = list.stream().mapToDouble(Analysis::fuseMillis).sum();
    timing.setText(
        list.stream().allMatch(Analysis::cached)
            ? Messages.get("status.cached", format(fuse))
            : Messages.get("status.analysis", format(encode), format(fuse)));
    message.setText("");
    showDevice(); // loading the model may have shown an engine to be wrong
  }

  private static String format(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }

  public Node node() {
    return node;
  }
}
