package lamina.ui.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.experiment.ExperimentJob;
import lamina.experiment.JobProgress;
import lamina.experiment.JobQueue;
import lamina.experiment.JobQueue.State;
import lamina.experiment.Journal;
import lamina.experiment.RemovedRun;
import lamina.experiment.Store;
import lamina.problem.Problem;
import lamina.ui.control.SaveDialog;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Selection;
import org.jspecify.annotations.Nullable;

/** Runs: a form to start them, a table to steer them, their curves while they run. */
public final class TrainingPanel implements Panel {
  /** Its name. */
  public static final PanelKind KIND = new PanelKind("training");

  private static final double LOOK_SECONDS = 1;

  private final JobQueue queue;
  private final BackgroundTasks work;
  private final RunOffers offers;
  private final TrainingForm form;
  private final VBox node = new VBox();
  private final FigureView loss = new FigureView();
  private final FigureView score = new FigureView();
  private final RunList runs;
  private final VBox curves = new VBox(8);
  private final SplitPane split = new SplitPane();
  private final Set<Path> seenDone = new HashSet<>();
  private final Map<Path, RunWords> words = new LinkedHashMap<>(); // of jobs, which don't change
  private final RunCurves journals = new RunCurves();
  private final Timeline timer;
  private boolean looking;
  private boolean looked;
  private String failed = "";
  private @Nullable Path added;

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
    runs = new RunList(queue, this::steer, offers, this::selected);
    curves.getChildren().addAll(loss, score);
    VBox.setVgrow(loss, Priority.ALWAYS);
    VBox.setVgrow(score, Priority.ALWAYS);
    split.getItems().add(runs.node());
    VBox.setVgrow(split, Priority.ALWAYS);
    node.getChildren().addAll(form.node(), split);
    timer = new Timeline(new KeyFrame(Duration.seconds(LOOK_SECONDS), e -> look()));
    timer.setCycleCount(Animation.INDEFINITE);
    timer.play();
    look();
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
    runs.selection()
        .ifPresent(
            row ->
                work.read(
                    () -> {
                      action.accept(row.directory());
                      return row;
                    },
                    done -> look()));
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
          return new Seen(rows(jobs), queue.removed());
        },
        seen -> {
          looking = false;
          failed = "";
          show(seen.rows);
          seen.removed.forEach(run -> offers.removed(run, then -> restore(run, then)));
        },
        why -> {
          looking = false;
          if (!failed.equals(why.words())) { // it is looked again every second
            failed = why.words();
            work.report(why);
          }
        });
  }

  private record Seen(List<RunRow> rows, List<RemovedRun> removed) {}

  private void restore(RemovedRun run, Runnable then) {
    work.read(
        () -> {
          run.restore();
          return run;
        },
        done -> {
          then.run();
          look();
        });
  }

  private List<RunRow> rows(List<Path> directories) {
    words.keySet().retainAll(directories);
    var damaged = new HashMap<Path, String>();
    for (var directory : directories) {
      try {
        words.computeIfAbsent(directory, d -> RunWords.of(ExperimentJob.read(d)));
      } catch (Problem e) {
        damaged.put(directory, e.getMessage());
      }
    }
    return directories.stream()
        .map(
            d -> {
              var own = words.get(d);
              return own == null ? broken(d, "", damaged.getOrDefault(d, "")) : row(d, own);
            })
        .toList();
  }

  private RunRow row(Path directory, RunWords own) {
    try {
      return new RunRow(
          directory,
          own.task(),
          own.name(),
          own.settings(words.values()),
          queue.state(directory),
          Store.progress(directory),
          queue.failure(directory),
          journals.losses(directory),
          journals.scores(directory));
    } catch (RuntimeException e) {
      return broken(directory, own.task(), Problem.inWords(e));
    }
  }

  /**
   * A run whose files are damaged is a row that says so; the others are there all the same. It may
   * run, in a process that read them before.
   */
  private RunRow broken(Path directory, String task, String why) {
    boolean running = queue.state(directory) == State.RUNNING;
    return new RunRow(
        directory,
        task,
        directory.getFileName().toString(),
        "",
        running ? State.RUNNING : State.FAILED,
        JobProgress.NONE,
        running ? "" : why,
        new Journal.Losses(0, new TreeMap<>()),
        Map.of());
  }

  private void show(List<RunRow> rows) {
    if (rows.isEmpty()) {
      split.getItems().setAll(runs.node());
    } else if (split.getItems().size() == 1) {
      split.getItems().add(curves);
      split.setDividerPositions(0.62);
    }
    var wanted = rows.stream().map(RunRow::directory).filter(d -> d.equals(added)).findFirst();
    runs.show(rows, wanted);
    if (wanted.isPresent()) {
      added = null; // a look that began before it was added doesn't hold it
    }
    for (var row : rows) {
      if (row.state() == State.DONE && seenDone.add(row.directory()) && looked) {
        row.model().ifPresent(model -> offers.finished(row.title(), model));
      }
    }
    looked = true;
  }

  private void selected(Optional<RunRow> row) {
    loss.draw(
        () ->
            row.filter(r -> !r.losses().loss().isEmpty())
                .map(r -> TrainingFigures.loss(r.title(), r.losses()))
                .orElse(null));
    score.draw(
        () ->
            row.filter(r -> !r.scores().isEmpty())
                .map(r -> TrainingFigures.scores(r.title(), r.scores()))
                .orElse(null));
    for (var view : List.of(loss, score)) {
      view.setManaged(view.figure() != null);
    }
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
    form.fill(); // models may have come or gone
    look();
  }
}
