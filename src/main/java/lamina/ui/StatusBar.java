package lamina.ui;

import java.util.List;
import java.util.Locale;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import lamina.service.Analysis;
import org.controlsfx.control.PopOver;

/** Where it computes, how long it took, how far it is, and what went wrong. */
final class StatusBar {
  private final HBox node = new HBox();
  private final Label device = new Label();
  private final Label timing = new Label();
  private final Label message = new Label();
  private final ProgressBar progress = new ProgressBar();
  private final Label what = new Label();
  private final Button cancel = new Button(Messages.get("status.cancel"));
  private final Button problems = new Button();
  private final Work work;

  StatusBar(Work work) {
    this.work = work;
    node.getStyleClass().add("status");
    device.setId("device");
    timing.setId("timing");
    message.setId("message");
    message.getStyleClass().add("problem-badge");
    message.setMaxWidth(560);
    problems.setId("problems");
    cancel.setId("cancel");
    progress.setPrefWidth(140);
    var spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    node.getChildren().addAll(device, timing, spring, message, what, progress, cancel, problems);
    show(false);
    work.progressProperty()
        .addListener(
            (o, was, is) -> {
              show(is != null);
              if (is != null) {
                what.setText(is.what());
                progress.setProgress(is.fraction());
              }
            });
    work.problems().addListener((ListChangeListener<String>) c -> count());
    problems.setOnAction(e -> list());
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

  private void show(boolean running) {
    for (Node part : List.of(what, progress, cancel)) {
      part.setVisible(running);
      part.setManaged(running);
    }
  }

  private void count() {
    problems.setText(Messages.get("status.problems") + " " + work.problems().size());
    message.setText(work.problems().isEmpty() ? "" : work.problems().getLast());
  }

  private void list() {
    var list = new ListView<>(work.problems());
    list.setPlaceholder(new Label(Messages.get("status.none")));
    list.setPrefSize(640, 200);
    var over = new PopOver(list);
    over.setTitle(Messages.get("status.problems"));
    over.setArrowLocation(PopOver.ArrowLocation.BOTTOM_RIGHT);
    over.show(problems);
  }

  /** Sets what the cancel button stops. */
  void onCancel(Runnable stop) {
    cancel.setOnAction(e -> stop.run());
  }

  void analysed(List<Analysis> list) {
    double encode = list.stream().mapToDouble(Analysis::encodeMillis).sum();
    double fuse = list.stream().mapToDouble(Analysis::fuseMillis).sum();
    timing.setText(
        list.stream().allMatch(Analysis::cached)
            ? Messages.get("status.cached", format(fuse))
            : Messages.get("status.analysis", format(encode), format(fuse)));
    message.setText("");
  }

  private static String format(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }

  Node node() {
    return node;
  }
}
