package lamina.ui.training;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.cell.ProgressBarTableCell;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import lamina.experiment.JobQueue;
import lamina.experiment.JobQueue.State;
import lamina.model.ModelSummary.Role;
import lamina.ui.control.FittedTable;
import lamina.ui.control.TableColumns;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;

/** The runs with how they differ, where they stand and what can be done with them. */
final class RunList {
  private final VBox node = new VBox(8);
  private final TableView<RunRow> table = new TableView<>();
  private final Button pause = button("pause");
  private final Button resume = button("resume");
  private final Button cancel = button("cancel");
  private final Button teacher = button("use.teacher");
  private final Button student = button("use.student");
  private final Button compare = button("compare");
  private final Button remove = button("remove");
  private final Consumer<Optional<RunRow>> chosen;
  private boolean filling;

  /** What is done to the run that is chosen, in the background. */
  interface Steering {
    void steer(Consumer<Path> action);
  }

  /**
   * Shows no runs yet.
   *
   * @param chosen told the run that is chosen, and again when it has changed
   */
  RunList(JobQueue queue, Steering steering, RunOffers offers, Consumer<Optional<RunRow>> chosen) {
    this.chosen = chosen;
    table.setId("training-runs");
    table.getStyleClass().add("tall-table");
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    var empty =
        new WrappedLabel(Messages.get("training.empty", queue.root().toAbsolutePath().normalize()));
    empty.getStyleClass().add("empty");
    table.setPlaceholder(empty);
    var progress = new TableColumn<RunRow, Double>(Messages.get("training.progress"));
    progress.setCellValueFactory(
        c -> new SimpleDoubleProperty(c.getValue().progress().share()).asObject());
    progress.setCellFactory(ProgressBarTableCell.forTableColumn());
    var phase = TableColumns.text(Messages.get("training.state"), RunRow::phase);
    phase.setId("run-phase");
    table
        .getColumns()
        .setAll(
            List.of(
                TableColumns.text(Messages.get("training.run"), RunRow::name),
                phase,
                TableColumns.number(Messages.get("training.score"), RunRow::bestScore),
                progress,
                TableColumns.text(Messages.get("training.settings"), RunRow::settings),
                TableColumns.number(Messages.get("training.loss"), RunRow::lastLoss)));
    FittedTable.follow(table, Messages.get("table.runs"));
    table.getSelectionModel().selectedItemProperty().addListener(o -> selected());
    table
        .getSelectionModel()
        .getSelectedItems()
        .addListener((InvalidationListener) o -> selected());
    pause.setOnAction(e -> steering.steer(queue::pause));
    resume.setOnAction(e -> steering.steer(queue::resume));
    cancel.setOnAction(e -> steering.steer(queue::cancel));
    remove.setOnAction(e -> steering.steer(queue::remove));
    teacher.setOnAction(e -> model().ifPresent(m -> offers.use(m, Role.TEACHER)));
    student.setOnAction(e -> model().ifPresent(m -> offers.use(m, Role.STUDENT)));
    compare.setOnAction(
        e -> offers.compare(all().stream().flatMap(r -> r.model().stream()).toList()));
    var buttons = new FlowPane(8, 8, pause, resume, cancel, teacher, student, compare, remove);
    node.getChildren().addAll(table, buttons);
    VBox.setVgrow(table, Priority.ALWAYS);
    selected();
  }

  private static Button button(String name) {
    var button = new Button(Messages.get("training." + name));
    button.setId("training-" + name.replace('.', '-'));
    button.setTooltip(new Tooltip(Messages.get("training." + name + ".tip")));
    return button;
  }

  /** Shows the runs; the one that is chosen stays so. */
  void show(List<RunRow> rows, Optional<Path> wanted) {
    if (!rows.equals(table.getItems())) {
      var before = new LinkedHashSet<Path>();
      table.getSelectionModel().getSelectedItems().forEach(r -> before.add(r.directory()));
      selection().map(RunRow::directory).ifPresent(before::addLast); // which buttons act on
      var now = wanted.<Set<Path>>map(Set::of).orElse(before);
      filling = true;
      table.getItems().setAll(rows);
      table.getSelectionModel().clearSelection();
      for (var directory : now) {
        rows.stream()
            .filter(r -> r.directory().equals(directory))
            .forEach(table.getSelectionModel()::select);
      }
      if (table.getSelectionModel().isEmpty() && now.isEmpty() && !rows.isEmpty()) {
        table.getSelectionModel().selectFirst();
      }
      filling = false;
      selected();
    }
  }

  /** The run that is chosen. */
  Optional<RunRow> selection() {
    return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
  }

  private Optional<Path> model() {
    return selection().flatMap(RunRow::model);
  }

  private List<RunRow> all() {
    return List.copyOf(table.getSelectionModel().getSelectedItems());
  }

  /** One run, or two of one task, whose models are there. */
  private boolean comparable() {
    var all = all();
    return !all.isEmpty()
        && all.size() <= 2
        && all.stream().allMatch(r -> r.model().isPresent())
        && all.stream().map(RunRow::task).distinct().count() == 1;
  }

  private void selected() {
    if (filling) {
      return;
    }
    boolean one = all().size() == 1; // all but the comparison is done to one run
    var row = selection().filter(r -> one);
    var state = row.map(RunRow::state);
    pause.setDisable(row.filter(RunRow::busy).isEmpty());
    resume.setDisable(state.filter(s -> s == State.PAUSED || s == State.FAILED).isEmpty());
    cancel.setDisable(row.filter(RunRow::busy).isEmpty());
    remove.setDisable(row.filter(r -> !r.busy()).isEmpty());
    for (var button : List.of(teacher, student)) {
      button.setDisable(row.flatMap(RunRow::model).isEmpty());
    }
    compare.setDisable(!comparable());
    chosen.accept(selection());
  }

  Node node() {
    return node;
  }
}
