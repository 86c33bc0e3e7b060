package lamina.ui.scores;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import lamina.data.format.SampleData;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoreTable;
import lamina.model.ModelSummary;
import lamina.service.Request;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ModelRegistry;

/** Offers to score a model that has no scores on the sample data; it can be stopped. */
final class ScoreOffer {
  private final ModelRegistry models;
  private final SampleData sample;
  private final BackgroundTasks work;
  private final Runnable scored;

  ScoreOffer(ModelRegistry models, SampleData sample, BackgroundTasks work, Runnable scored) {
    this.models = models;
    this.sample = sample;
    this.work = work;
    this.scored = scored;
  }

  /** A line for each of the models without scores. */
  List<HBox> lines(List<ModelSummary> shown) {
    return shown.stream().filter(m -> models.scores(m).scores().isEmpty()).map(this::line).toList();
  }

  private HBox line(ModelSummary model) {
    var files =
        sample.evaluations(model.task()).stream()
            .filter(entry -> entry.split().equals(SampleData.TEST))
            .map(SampleData.Entry::path)
            .toList();
    var text = new Label(Messages.get("score.none", model.name()));
    var button = new Button(Messages.get("score.now", files.size()));
    button.setId("score-" + model.role().name().toLowerCase(java.util.Locale.ROOT));
    button.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    button.setTooltip(new javafx.scene.control.Tooltip(Messages.get("score.now.tip")));
    button.setOnAction(
        e -> {
          button.setDisable(true);
          work.ask(
              new Request.Evaluate(
                  model.name(), files, "", List.copyOf(model.heads()), Metric.of(model.task())),
              found -> {
                button.setDisable(false);
                found.notes().forEach(work.log()::note);
                models.score(model, new ScoreTable(found.scores()));
                scored.run();
              },
              failure -> button.setDisable(false));
        });
    var line = new HBox(12, text, button);
    line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    return line;
  }
}
