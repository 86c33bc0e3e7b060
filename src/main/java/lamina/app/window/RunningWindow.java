package lamina.app.window;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;
import lamina.cli.ModelLookup;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.evaluate.ScoreTable;
import lamina.experiment.JobQueue;
import lamina.experiment.Store;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.process.ChildProcess;
import lamina.service.LocalService;
import lamina.service.Request;
import lamina.ui.control.SaveDialog;
import lamina.ui.session.Preferences;
import lamina.ui.session.SessionState;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.window.Panels;
import lamina.ui.window.Workbench;
import lamina.ui.workspace.ModelOrigin;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Roles;

/** A running workbench: the service, the window and the way to wait for it. */
public final class RunningWindow implements AutoCloseable {
  /** By name, since it is the program that opens this window. */
  private static final String PROGRAM = "lamina.app.Main";

  private static final int PATIENCE_SECONDS = 300;
  private static final int POLL_MILLIS = 25;

  /** Style sheets of libraries warn by the dozen of what a person cannot change. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("javafx"), Logger.getLogger("com.sun.javafx"));

  private static final boolean HEADLESS = "Headless".equals(System.getProperty("glass.platform"));

  private final LocalService service;
  private final JobQueue queue;
  private final Workbench workbench;
  private final Stage stage;
  private final MemoryTrimmer memory = new MemoryTrimmer();

  private RunningWindow(LocalService service, JobQueue queue, Workbench workbench, Stage stage) {
    this.service = service;
    this.queue = queue;
    this.workbench = workbench;
    this.stage = stage;
  }

  /**
   * Opens the workbench on the bundled models and sample data; nothing of the user is read or kept.
   *
   * @throws Problem where models or sample data are missing
   */
  public static RunningWindow open(
      WorkbenchSettings settings,
      java.util.function.Function<Stage, SaveDialog> dialogs,
      double width,
      double height) {
    return open(
        settings, dialogs, Folders.standard(), Preferences.defaults().lightTheme(), width, height);
  }

  /**
   * Opens the workbench on the bundled models and sample data.
   *
   * @param preferences to begin with; their language holds for the whole program from now
   * @throws Problem where models or sample data are missing
   */
  public static RunningWindow open(
      WorkbenchSettings settings,
      java.util.function.Function<Stage, SaveDialog> dialogs,
      Folders folders,
      Preferences preferences,
      double width,
      double height) {
    return open(Panels.KNOWN, settings, dialogs, folders, preferences, width, height);
  }

  /**
   * Opens the workbench with the panels that it is to have.
   *
   * @throws Problem where models or sample data are missing
   */
  static RunningWindow open(
      Panels panels,
      WorkbenchSettings settings,
      java.util.function.Function<Stage, SaveDialog> dialogs,
      Folders folders,
      Preferences preferences,
      double width,
      double height) {
    if (!preferences.language().isEmpty()) {
      Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(preferences.language()));
    }
    var toolkit = CompletableFuture.runAsync(RunningWindow::startToolkit);
    var damaged = new ArrayList<Problem>();
    var models = ModelLookup.bundled(damaged::add);
    var home = ModelLookup.home();
    if (models.isEmpty()) {
      throw new Problem(
          "There is no task model in "
              + home.resolve("models").toAbsolutePath()
              + "; restore it."
              + damaged.stream().map(p -> " " + p.getMessage()).collect(Collectors.joining()));
    }
    var sample = SampleData.open(home.resolve("sample-data"));
    var book = new ModelRegistry();
    models.forEach(m -> book.add(m, scores(m, damaged::add), ModelOrigin.BUNDLED));
    var service = new LocalService(models);
    // What is shown first is loaded while the window is built.
    var roles = settings.roles().orElse(Roles.BOTH).shown();
    models.stream()
        .filter(m -> m.task() == settings.task().orElse(Task.DEFAULT) && roles.contains(m.role()))
        .forEach(m -> service.submit(new Request.Ready(m.name()), progress -> {}));
    var queue =
        new JobQueue(
            new Store(folders.runs()),
            job -> ChildProcess.command(PROGRAM, "job", job.toString()),
            Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    started(toolkit);
    return onFx(
        () -> {
          var stage = new Stage();
          var workbench =
              new Workbench(
                  panels,
                  service,
                  book,
                  sample,
                  dialogs.apply(stage),
                  queue,
                  home,
                  folders.experiments(),
                  folders.user(),
                  preferences);
          Scene scene = workbench.scene(width, height);
          stage.titleProperty().bind(workbench.title());
          // What an event's handler throws is told in the window, which goes on.
          Thread.currentThread().setUncaughtExceptionHandler((t, e) -> workbench.report(e));
          try (var icon = RunningWindow.class.getResourceAsStream("/icons/lamina.png")) {
            if (icon != null) {
              stage.getIcons().add(new Image(icon));
            }
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          stage.setScene(scene);
          stage.setMinWidth(960);
          stage.setMinHeight(640);
          damaged.forEach(workbench::report);
          workbench.start(settings);
          workbench.keep();
          // The headless screen can't hold more; what is minimised is laid out but not painted
          // there.
          stage.setIconified(HEADLESS && width * height > screenArea());
          stage.show();
          return new RunningWindow(service, queue, workbench, stage);
        });
  }

  private static ScoreTable scores(ModelSummary model, Consumer<Problem> damaged) {
    try {
      return ScoreTable.read(model.directory());
    } catch (Problem e) {
      damaged.accept(e);
      return new ScoreTable(List.of());
    }
  }

  private static void started(CompletableFuture<Void> toolkit) {
    try {
      toolkit.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : e;
    }
  }

  private static double screenArea() {
    var bounds = Screen.getPrimary().getBounds();
    return bounds.getWidth() * bounds.getHeight();
  }

  private static void startToolkit() {
    QUIET.forEach(l -> l.setLevel(Level.SEVERE));
    try {
      Platform.startup(() -> {});
    } catch (IllegalStateException e) {
      return; // it runs already
    } catch (UnsupportedOperationException e) {
      throw new Problem(
          "The window could not be opened ("
              + e.getMessage()
              + "). A display and libgtk-3-0 are"
              + " needed: sudo apt install libgtk-3-0",
          e);
    }
  }

  /** Runs something on the UI thread and waits for it. */
  public static <T> T onFx(Supplier<T> work) {
    var result = new CompletableFuture<T>();
    Platform.runLater(
        () -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw new Problem("The window didn't answer for " + PATIENCE_SECONDS + " s.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted.", e);
    }
  }

  /** Does something with the window and waits for it to come to rest. */
  public void act(Consumer<Workbench> work) {
    onFx(
        () -> {
          work.accept(workbench);
          return null;
        });
    settle();
  }

  /** Waits until no request runs and every chart in front is painted. */
  public void settle() {
    var done = new CompletableFuture<Void>();
    Platform.runLater(() -> poll(done, 0));
    try {
      done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new Problem("The window didn't come to rest in " + PATIENCE_SECONDS + " s.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted.", e);
    }
  }

  private void poll(CompletableFuture<Void> done, int quiet) {
    int now = workbench.settled() ? quiet + 1 : 0;
    if (now >= 4) {
      done.complete(null);
      return;
    }
    var pause = new PauseTransition(Duration.millis(POLL_MILLIS));
    pause.setOnFinished(e -> poll(done, now));
    pause.play();
  }

  /** Writes the window's picture. */
  public void picture(Path file) {
    var image = onFx(() -> stage.getScene().snapshot(null));
    var buffered = javafx.embed.swing.SwingFXUtils.fromFXImage(image, null);
    lamina.files.AtomicFile.write(file, out -> javax.imageio.ImageIO.write(buffered, "png", out));
  }

  /** Shows a session's state and waits for it. */
  public void restore(SessionState state) {
    onFx(
        () -> {
          workbench.restore(state);
          return null;
        });
    settle();
  }

  public Workbench workbench() {
    return workbench;
  }

  public Stage stage() {
    return stage;
  }

  @Override
  public void close() {
    try (service;
        queue;
        memory) {
      onFx(
          () -> {
            Thread.currentThread().setUncaughtExceptionHandler(null);
            workbench.end();
            stage.hide();
            return null;
          });
    }
  }
}
