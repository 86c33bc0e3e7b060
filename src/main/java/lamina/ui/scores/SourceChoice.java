package lamina.ui.scores;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.ComboBox;
import lamina.data.Task;
import lamina.experiment.ExperimentResults;
import lamina.ui.text.Messages;
import lamina.ui.workspace.ExperimentScores;

/** Whether a panel shows the heads of the models in use or the runs of an experiment. */
final class SourceChoice {
  private final ExperimentScores experiments;
  private final ComboBox<String> box = new ComboBox<>();
  private final Runnable changed;
  private boolean filling;
  private int asked;

  SourceChoice(String id, ExperimentScores experiments, Runnable changed) {
    this.experiments = experiments;
    this.changed = changed;
    box.setId(id);
    box.valueProperty().addListener(o -> tell());
  }

  private void tell() {
    if (!filling) {
      changed.run();
    }
  }

  /** Offers what there is of a task; the choice stays where it still can. */
  void fill(Task task) {
    var items = new ArrayList<String>();
    items.add(Messages.get("source.models"));
    items.addAll(experiments.names(task));
    if (!items.equals(box.getItems())) {
      filling = true;
      var before = box.getValue();
      box.getItems().setAll(items);
      box.setValue(items.contains(before) ? before : items.getFirst());
      filling = false;
    }
  }

  /** The experiment chosen, by name; empty for the models' own heads. */
  String chosen() {
    return experiment() ? box.getValue() : "";
  }

  /** Chooses an experiment by name, where there is one, else the models' own heads. */
  void choose(String name) {
    box.setValue(box.getItems().contains(name) ? name : Messages.get("source.models"));
  }

  /** Whether an experiment is chosen. */
  boolean experiment() {
    return box.getSelectionModel().getSelectedIndex() > 0;
  }

  /**
   * Hands over the scores of what is chosen; a choice made meanwhile wins.
   *
   * @param heads scores of the models
   * @param wait told where an experiment must be tested first
   * @param failed told where that failed; why is in the list of messages
   */
  void evidence(
      Supplier<List<ExperimentResults>> heads,
      Consumer<List<ExperimentResults>> then,
      Runnable wait,
      Runnable failed) {
    int mine = ++asked;
    if (!experiment()) {
      then.accept(heads.get());
      return;
    }
    var answered = new java.util.concurrent.atomic.AtomicBoolean();
    experiments.get(
        box.getValue(),
        evidence -> {
          answered.set(true);
          if (mine == asked) {
            then.accept(List.of(evidence));
          }
        },
        () -> {
          if (mine == asked) {
            failed.run();
          }
        });
    if (!answered.get()) {
      wait.run();
    }
  }

  ComboBox<String> node() {
    return box;
  }
}
