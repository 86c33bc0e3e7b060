package lamina.ui.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.cell.ProgressBarTableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.experiment.ExperimentJob;
import lamina.experiment.JobQueue;
import lamina.experiment.JobQueue.State;
import lamina.experiment.JobRun;
import lamina.experiment.Journal;
import lamina.experiment.RemovedRun;
import lamina.experiment.Store;
import lamina.model.HeadKey;
import lamina.problem.Problem;
import lamina.ui.control.FittedTable;
import lamina.ui.control.SaveDialog;
import lamina.ui.control.TableColumns;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Selection;

/** Runs: a form to start them, a table to steer them, their curves while they run. */
public final class TrainingPanel implements Panel {
  /** Its name. */
  public static final PanelKind KIND = new PanelKind("training");

  private static final double LOOK_SECONDS = 1;

  /** A run as the table shows it. */
  private record Row(
      Path directory,
      String name,
      State state,
      double progress,
      String failure,
      Journal.Losses losses,
      Map<HeadKey, TreeMap<Integer, Double>> scores) {}

  private final JobQueue queue;
  private final BackgroundTasks work;
  private final RunOffers offers;
  private final TrainingForm form;
  private final VBox node = new VBox();
  private final TableView<Row> table = new TableView<>();
  private final FigureView loss = new FigureView();
  private final FigureView score = new FigureView();
  private final Button pause = button("training.pause", "training-pause");
  private final Button resume = button("training.resume", "training-resume");
  private final Button cancel = button("training.cancel", "training-cancel");
  private final Button use = button("training.use", "training-use");
  private final Button remove = button("training.remove", "training-remove");
  private final VBox runs = new VBox(8);
  private final VBox curves = new VBox(8);
  private final SplitPane split = new SplitPane();
  private final Set<Path> seenDone = new HashSet<>();
  private final RunCurves journals = new RunCurves();
  private final Timeline timer;
  private boolean looking;
  private boolean looked;
  private String failed = "";
  private Path added;

  /**
   * Builds the panel and begins to look after the queue.
   *
   * @param base directory of the bundled encoder
   */
  public TrainingPanel(
      Selection selection,
      ModelRegistry models,
      SampleData sample,
      SaveDialog dialog,
      JobQueue queue,
      Path base,
      BackgroundTasks work,
      RunOffers offers) {
    this.queue = queue;
    this.work = work;
    this.offers = offers;
    form = new TrainingForm(selection, models, sample, dialog, base, this::start);
    node.getStyleClass().add("panel");
    loss.setId("training-loss");
    score.setId("training-score");
    table.setId("training-runs");
    var empty =
        new WrappedLabel(Messages.get("training.empty", queue.root().toAbsolutePath().normalize()));
    empty.getStyleClass().add("empty");
    table.getStyleClass().add("tall-table");
    table.setPlaceholder(empty);
    var name = TableColumns.<Row>text(Messages.get("training.run"), Row::name);
    var progress = new TableColumn<Row, Double>(Messages.get("training.progress"));
    progress.setCellValueFactory(c -> new SimpleDoubleProperty(c.getValue().progress).asObject());
    progress.setCellFactory(ProgressBarTableCell.forTableColumn());
    table
        .getColumns()
        .setAll(
            List.of(
                name,
                TableColumns.text(Messages.get("training.state"), TrainingPanel::state),
                progress,
                TableColumns.number(Messages.get("training.loss"), TrainingPanel::lastLoss),
                TableColumns.number(Messages.get("training.score"), TrainingPanel::bestScore)));
    FittedTable.follow(table);
    table.getSelectionModel().selectedItemProperty().addListener(o -> selected());
    pause.setOnAction(e -> steer(queue::pause));
    resume.setOnAction(e -> steer(queue::resume));
    cancel.setOnAction(e -> steer(queue::cancel));
    remove.setOnAction(e -> steer(queue::remove));
    use.setOnAction(e -> model().ifPresent(offers::use));
    for (var button : List.of(cancel, use, remove)) {
      button.setTooltip(new Tooltip(Messages.get(button.getId().replace('-', '.') + ".tip")));
    }
    runs.getChildren().addAll(table, new HBox(8, pause, resume, cancel, use, remove));
    VBox.setVgrow(table, Priority.ALWAYS);
    curves.getChildren().addAll(loss, score);
    VBox.setVgrow(loss, Priority.ALWAYS);
    VBox.setVgrow(score, Priority.ALWAYS);
    split.getItems().add(runs);
    VBox.setVgrow(split, Priority.ALWAYS);
    node.getChildren().addAll(form.node(), split);
    selected();
    timer = new Timeline(new KeyFrame(Duration.seconds(LOOK_SECONDS), e -> look()));
    timer.setCycleCount(Animation.INDEFINITE);
    timer.play();
    look();
  }

  private static Button button(String key, String id) {
    var button = new Button(Messages.get(key));
    button.setId(id);
    return button;
  }

  private void start(Supplier<ExperimentJob> job) {
    work.quietly(
        () -> queue.add(job.get()),
        directory -> {
          added = directory;
          look();
        },
        why -> form.refuse(why.words()));
  }

  private void steer(Consumer<Path> action) {
    var row = table.getSelectionModel().getSelectedItem();
    if (row != null) {
      work.read(
          () -> {
            action.accept(row.directory);
            return row;
          },
          done -> look());
    }
  }

  /** Reads the jobs' folders in the background; one look at a time. */
  private void look() {
    if (looking) {
      return;
    }
    looking = true;
    work.quietly(
        () -> {
          queue.tick();
          var jobs =
              queue.jobs().stream()
                  .filter(d -> Files.exists(d.resolve(ExperimentJob.FILE)))
                  .toList();
          journals.keep(jobs);
          return new Seen(jobs.stream().map(this::row).toList(), queue.removed());
        },
        seen -> {
          looking = false;
          failed = "";
          show(seen.rows);
          seen.removed.forEach(run -> offers.removed(run, () -> restore(run)));
        },
        why -> {
          looking = false;
          if (!failed.equals(why.words())) { // it is looked again every second
            failed = why.words();
            work.report(why);
          }
        });
  }

  private record Seen(List<Row> rows, List<RemovedRun> removed) {}

  private void restore(RemovedRun run) {
    work.read(
        () -> {
          run.restore();
          return run;
        },
        done -> look());
  }

  /** A run whose files are damaged is a row that says so; the others are there all the same. */
  private Row row(Path directory) {
    var name = directory.getFileName().toString();
    try {
      return new Row(
          directory,
          name,
          queue.state(directory),
          Store.progress(directory),
          queue.failure(directory),
          journals.losses(directory),
          journals.scores(directory));
    } catch (RuntimeException e) {
      return new Row(
          directory,
          name,
          State.FAILED,
          0,
          Problem.inWords(e),
          new Journal.Losses(0, new TreeMap<>()),
          Map.of());
    }
  }

  private void show(List<Row> rows) {
    var selected = table.getSelectionModel().getSelectedItem();
    if (!rows.equals(table.getItems())) {
      table.getItems().setAll(rows);
      if (rows.isEmpty()) {
        split.getItems().setAll(runs);
      } else if (split.getItems().size() == 1) {
        split.getItems().add(curves);
        split.setDividerPositions(0.52);
      }
      var wanted = added != null ? added : selected == null ? null : selected.directory;
      rows.stream()
          .filter(r -> wanted == null || r.directory.equals(wanted))
          .findFirst()
          .ifPresent(table.getSelectionModel()::select);
      added = null;
    }
    for (var row : rows) {
      if (row.state == State.DONE && seenDone.add(row.directory) && looked) {
        var model = row.directory.resolve(JobRun.MODEL);
        if (Files.isDirectory(model)) {
          offers.finished(row.name, model);
        }
      }
    }
    looked = true;
  }

  /** The model of the run that is chosen, where it has made one. */
  private Optional<Path> model() {
    return Optional.ofNullable(table.getSelectionModel().getSelectedItem())
        .filter(row -> row.state == State.DONE)
        .map(row -> row.directory.resolve(JobRun.MODEL))
        .filter(Files::isDirectory);
  }

  private void selected() {
    var row = table.getSelectionModel().getSelectedItem();
    pause.setDisable(row == null || row.state != State.RUNNING && row.state != State.WAITING);
    resume.setDisable(row == null || row.state != State.PAUSED && row.state != State.FAILED);
    boolean busy = row != null && (row.state == State.RUNNING || row.state == State.WAITING);
    cancel.setDisable(!busy);
    remove.setDisable(row == null || busy);
    use.setDisable(model().isEmpty());
    loss.draw(
        () ->
            row == null || row.losses.loss().isEmpty()
                ? null
                : TrainingFigures.loss(row.name, row.losses));
    score.draw(
        () ->
            row == null || row.scores.isEmpty()
                ? null
                : TrainingFigures.scores(row.name, row.scores));
    for (var view : List.of(loss, score)) {
      view.setManaged(view.figure() != null);
    }
  }

  private static String state(Row row) {
    var state = Messages.get("training.state." + row.state.name().toLowerCase(Locale.ROOT));
    return row.failure.isEmpty() ? state : state + ": " + row.failure;
  }

  private static String lastLoss(Row row) {
    return row.losses.loss().isEmpty()
        ? ""
        : String.format(Locale.ROOT, "%.3f", row.losses.loss().lastEntry().getValue());
  }

  private static String bestScore(Row row) {
    return row.scores.values().stream()
        .flatMap(s -> s.values().stream())
        .max(Double::compare)
        .map(s -> String.format(Locale.ROOT, "%.2f %%", 100 * s))
        .orElse("");
  }

  /** Takes a file as training data of a task. */
  public void useData(Task task, Path file) {
    form.useData(task, file);
  }

  /** Offers a directory's encoder to train from. */
  public void offerBase(Path directory) {
    form.offerBase(directory);
  }

  /** Takes an encoder of a person's own to train heads on. */
  public void useBase(Path directory) {
    form.useBase(directory);
  }

  @Override
  public void end() {
    timer.stop();
  }

  @Override
  public PanelState state() {
    return form.state();
  }

  @Override
  public void restore(PanelState state) {
    form.restore(state);
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public List<FigureView> figures() {
    return List.of(loss, score).stream().filter(v -> v.figure() != null).toList();
  }

  @Override
  public List<FigureView> allViews() {
    return List.of(loss, score);
  }

  @Override
  public void shown() {
    look();
  }
}
