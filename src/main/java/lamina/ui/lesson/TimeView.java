package lamina.ui.lesson;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import lamina.bench.LatencyPlan;
import lamina.bench.LatencyReport;
import lamina.evaluate.Interval;
import lamina.evaluate.Percentiles;
import lamina.lesson.Findings;
import lamina.model.ModelSummary.Role;
import lamina.problem.Problem;
import lamina.service.Request;
import lamina.text.Input;
import lamina.ui.control.ShareBar;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.LatencyTexts;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;

/** How long teacher and student take, measured when it is first shown. */
final class TimeView implements StepView {
  private static final int WARMUP = 20;
  private static final int ROUNDS = 200;

  /** Medians with intervals, in milliseconds, the teacher first; and what makes them doubtful. */
  record Times(List<Percentiles> medians, String conditions) {}

  private final Findings findings;
  private final BackgroundTasks work;
  private final VBox node = new VBox(14);
  private boolean asked;

  TimeView(Findings findings, BackgroundTasks work) {
    this.findings = findings;
    this.work = work;
    node.setId("lesson-time");
    node.getChildren().setAll(line(Messages.get("latency.measuring"), "lesson-line"));
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public void show(int beat, OptionalInt guess) {
    if (asked) {
      return;
    }
    asked = true;
    var models = List.of(Role.values()).stream().map(r -> findings.model(r).model()).toList();
    var inputs =
        findings.sentences().values().stream().<Input>map(s -> new Input.Words(s.words())).toList();
    var request =
        new Request.Measure(
            models.stream().map(m -> m.name()).toList(),
            models.stream().map(m -> m.chosen()).toList(),
            List.of(),
            LatencyPlan.single(inputs, WARMUP, ROUNDS),
            false);
    work.ask(
        request,
        report -> work.read(() -> times(report), this::show, failure -> failed()),
        failure -> failed());
  }

  private void failed() {
    node.getChildren().setAll(line(Messages.get("lesson.unmeasured"), "lesson-line"));
    asked = false;
  }

  private static Times times(LatencyReport report) {
    var missing = report.leftOut();
    if (!missing.isEmpty()) { // a lesson compares the two
      throw new Problem(missing.getFirst().text());
    }
    var medians = report.series().stream().map(s -> s.latency().p50()).toList();
    return new Times(medians, LatencyTexts.stream(report.conditions()));
  }

  private void show(Times times) {
    node.getChildren().clear();
    double longest = times.medians().stream().mapToDouble(m -> m.interval().high()).max().orElse(1);
    for (var role : Role.values()) {
      var median = times.medians().get(role.ordinal());
      var i = median.interval();
      var said =
          Messages.get(
              "lesson.median",
              LessonTexts.role(role),
              millis(median.value()),
              LessonTexts.apart("[" + millis(i.low()) + ", " + millis(i.high()) + "]"),
              ROUNDS);
      var bar =
          new ShareBar(
              median.value() / longest,
              new Interval(i.low() / longest, i.high() / longest),
              -1,
              role);
      bar.setAccessibleText(said);
      node.getChildren().add(new VBox(4, line(said, "lesson-line"), bar));
    }
    double ratio = times.medians().getFirst().value() / times.medians().getLast().value();
    var fast = String.format(Locale.ROOT, "%.2f", ratio);
    node.getChildren().add(line(Messages.get("lesson.ratio", fast), "lesson-sum"));
    node.getChildren().add(line(times.conditions(), "lesson-note"));
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static Label line(String text, String style) {
    var label = new WrappedLabel(text);
    label.getStyleClass().add(style);
    return label;
  }
}
