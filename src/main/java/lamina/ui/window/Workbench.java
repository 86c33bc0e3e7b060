package lamina.ui.window;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Slider;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import lamina.chart.export.Provenance;
import lamina.chart.figure.Figure;
import lamina.chart.view.WindowFonts;
import lamina.data.Example;
import lamina.data.format.SampleData;
import lamina.experiment.JobQueue;
import lamina.problem.Problem;
import lamina.service.InferenceService;
import lamina.ui.control.NotificationBar;
import lamina.ui.control.Overlay;
import lamina.ui.control.SaveDialog;
import lamina.ui.explore.ExplorePanel;
import lamina.ui.export.ExportWindow;
import lamina.ui.export.FigureProvenance;
import lamina.ui.latency.LatencyPanel;
import lamina.ui.lesson.Lessons;
import lamina.ui.scores.LayersPanel;
import lamina.ui.session.Preferences;
import lamina.ui.session.SessionCapture;
import lamina.ui.session.SessionState;
import lamina.ui.session.Sessions;
import lamina.ui.session.UserFolder;
import lamina.ui.session.WorkbenchSettings;
import lamina.ui.training.RunOffers;
import lamina.ui.training.TrainingPanel;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ExperimentScores;
import lamina.ui.workspace.KeptStates;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelKinds;
import lamina.ui.workspace.Selection;
import lamina.ui.workspace.StatusBar;

/** The window: a selection on top, a panel under it, the status at the bottom. */
public final class Workbench {
  private final Selection selection = new Selection();
  private final ModelRegistry models;
  private final SampleData sample;
  private final SaveDialog dialog;
  private final BackgroundTasks work;
  private final BorderPane content = new BorderPane();
  private final StackPane root = new StackPane(content);
  private final Overlay overlay = new Overlay(root);
  private final NotificationBar notifications = new NotificationBar();
  private final Commands commands = new Commands();
  private final PanelArea area;
  private final SelectionBar bar;
  private final StatusBar status;
  private final EngineSwitch engines;
  private final ExplorePanel explore;
  private final Map<PanelKind, Panel> panels = new LinkedHashMap<>();
  private final NavigationBar navigation;
  private final SessionCapture capture;
  private final CurrentPreferences preferences;
  private final Sessions sessions;
  private final FileDropHandler dropHandler;
  private final FileOpener opener;
  private final Lessons lessons;

  /**
   * Builds the window's content; on the UI thread.
   *
   * @param known panels that it has; those of {@link Panels#KNOWN} are among them
   * @param models in use, with their scores; at least one
   * @param queue of training runs
   * @param home the program's own folder, with the bundled models and the encoder to train from
   * @param experiments folder of results of sweeps; it need not exist
   * @param folder of the user, where preferences and states are kept; empty to keep nothing
   * @param preferences to begin with
   */
  public Workbench(
      Panels known,
      InferenceService service,
      ModelRegistry models,
      SampleData sample,
      SaveDialog dialog,
      JobQueue queue,
      Path home,
      Path experiments,
      Optional<UserFolder> folder,
      Preferences preferences) {
    this.models = models;
    this.sample = sample;
    this.dialog = dialog;
    work = new BackgroundTasks(service);
    var kinds = known.kinds();
    area = new PanelArea(content, panels, kinds.first(), work);
    status = new StatusBar(work);
    engines = new EngineSwitch(work, this::engineChanged);
    capture = new SessionCapture(selection, models, work, panels);
    sessions =
        new Sessions(
            kinds,
            this::state,
            () -> this.explore().hasOwn(),
            this::restore,
            dialog,
            work,
            notifications,
            folder,
            () -> preferences().get(),
            p -> preferences().change(p));
    Runnable lessonLeft = () -> explore().load(); // its questions may have taken the place
    lessons =
        new Lessons(
            root, content, overlay, models, sample, work, notifications, dialog, lessonLeft);
    register(kinds);
    bar = new SelectionBar(selection, models, sample, this::modelsChanged);
    panels.putAll(
        known.make(
            new PanelParts(
                selection,
                models,
                sample,
                dialog,
                work,
                status,
                new ExperimentScores(work, experiments),
                new KeptStates(work),
                queue,
                home,
                experiments,
                new RunOffers(notifications, this::opener),
                this::open,
                d -> opener().lost(d))));
    explore = (ExplorePanel) panels.get(ExplorePanel.KIND);
    opener =
        new FileOpener(
            selection,
            models,
            sample,
            work,
            notifications,
            dialog,
            overlay,
            capture,
            explore,
            (TrainingPanel) panels.get(TrainingPanel.KIND),
            this::choose,
            this::taskChanged,
            this::modelsChanged,
            this::dataChanged);
    navigation = new NavigationBar(commands, kinds, area::show);
    var views = panels.values().stream().flatMap(p -> p.allViews().stream()).toList();
    root.getStyleClass().add("workbench");
    this.preferences =
        new CurrentPreferences(preferences, new Appearance(root, views), engines, folder, work);
    dropHandler =
        new FileDropHandler(
            opener::directory, sessions::open, lessons::open, opener::data, opener::refuse);
    dropHandler.install(root);
    status.onProblems(commands.get("log")::run);
    var top =
        commands.bar(Map.of(Command.Group.FILE, sessions.recent()), "open", "export", "theme");
    content.setTop(new VBox(top, bar.node()));
    root.getChildren().add(notifications.node());
    content.setLeft(navigation.node());
    content.setBottom(status.node());
    selection.task().addListener(o -> taskChanged());
  }

  private void register(PanelKinds kinds) {
    var list = new CommandList(commands, overlay);
    var log = new LogSheet(work.log(), overlay);
    var guide = new GuideSheet(root, overlay);
    var start =
        new StartSheet(
            overlay,
            sample,
            work,
            Map.of(
                "sentence", () -> choose(ExplorePanel.KIND),
                "lesson", lessons::list,
                "figure", this::firstFigure));
    var sheet =
        new PreferencesSheet(
            overlay, engines, () -> preferences().get(), p -> preferences().change(p));
    var file = Command.Group.FILE;
    var view = Command.Group.VIEW;
    commands.add("open", "bar.open", file, "Shortcut+O", () -> opener().chooseDirectory());
    commands.add("data-open", "data.open", file, "Shortcut+D", () -> opener().chooseData());
    commands.add("predict", "predict.command", file, "", () -> opener().choosePrediction());
    commands.add("export", "bar.export", file, "Shortcut+E", this::export);
    commands.add("session-open", "session.open", file, "Shortcut+Shift+O", sessions::open);
    commands.add("session-save", "session.save", file, "Shortcut+S", sessions::save);
    commands.add("session-save-as", "session.saveAs", file, "Shortcut+Shift+S", sessions::saveAs);
    commands.add("session-missing", "session.missing", file, "", () -> opener().missing());
    commands.add("theme", "bar.theme", view, "Shortcut+T", () -> preferences().switchTheme());
    commands.add(
        "tables",
        "command.tables",
        view,
        "Shortcut+Shift+T",
        () -> area.showTables(!area.tables()));
    commands.add("aligned", "aligned.command", view, "", this::switchLanguages);
    commands.add("larger", "command.larger", view, Commands.PLUS, () -> preferences().resize(25));
    commands.add(
        "smaller", "command.smaller", view, Commands.MINUS, () -> preferences().resize(-25));
    commands.add("preferences", "command.preferences", view, "Shortcut+Comma", sheet::show);
    NavigationBar.register(commands, kinds, this::choose);
    commands.add("lessons", "lesson.list", Command.Group.GO, "Shortcut+Shift+L", lessons::list);
    var idle = work.busyProperty().not();
    var running = work.busyProperty();
    commands.add(
        "go-layer", "command.layer", Command.Group.GO, "", () -> bar.slider().requestFocus());
    commands.add("measure-now", "command.measure", Command.Group.GO, "", this::measureNow, idle);
    commands.add("stop", "status.cancel", Command.Group.GO, "", work::cancel, running);
    commands.add(
        "commands", "command.commands", Command.Group.HELP, "Shortcut+Shift+P", list::show);
    commands.add("start", "start.command", Command.Group.HELP, "", start::show);
    commands.add("guide", "guide.command", Command.Group.HELP, "F1", guide::show);
    commands.add("log", "status.problems", Command.Group.HELP, "Shortcut+L", log::show);
  }

  /** The scene with its style and shortcuts. */
  public Scene scene(double width, double height) {
    WindowFonts.load();
    var scene = new Scene(root, width, height);
    scene.getStylesheets().add(Workbench.class.getResource("lamina.css").toExternalForm());
    commands.install(scene);
    return scene;
  }

  private ExplorePanel explore() {
    return explore;
  }

  private FileOpener opener() {
    return opener; // what is built before it is given the way to it
  }

  private CurrentPreferences preferences() {
    return preferences;
  }

  private void engineChanged() {
    status.showDevice();
    explore.load();
  }

  private void switchLanguages() {
    choose(ExplorePanel.KIND);
    explore.switchLanguages();
  }

  /** Shows an example in Explore. */
  private void open(Example example) {
    choose(ExplorePanel.KIND);
    explore.open(example);
  }

  private void firstFigure() {
    choose(LayersPanel.KIND);
    area.whenSettled(this::export);
  }

  private void measureNow() {
    choose(LatencyPanel.KIND);
    panels.get(LatencyPanel.KIND).measure();
  }

  /** Everything on capture, to be saved. */
  public SessionState state() {
    return capture.state(area.kind(), preferences.dark(), area.tables());
  }

  /** Shows what a session holds; it is there when the window has settled. */
  public void restore(SessionState state) {
    capture.openModels(
        state.models(),
        opener::lost,
        () -> {
          preferences.setDark(state.dark());
          capture.apply(state);
          bar.fill();
          choose(state.panel());
          area.showTables(state.tables());
        });
  }

  /**
   * Offers what an earlier window left behind in a crash, and keeps this one's state from now. Who
   * is here for the first time is greeted.
   */
  public void keep() {
    sessions.start();
    if (preferences.first()) {
      run("start");
    }
  }

  /** The window closes as it should. */
  public void end() {
    panels.values().forEach(Panel::end);
    sessions.end();
    if (root.getScene().getWindow() instanceof Stage stage && !stage.isMaximized()) {
      preferences.end(root.getWidth(), root.getHeight());
    }
  }

  /**
   * Runs a command, as its menu item does.
   *
   * @throws Problem naming the commands there are
   */
  public void run(String id) {
    commands.run(id);
  }

  /** Takes files as if they were dropped on the window. */
  public void drop(List<Path> files) {
    overlay.close(); // what greets a newcomer would cover them
    dropHandler.take(files);
  }

  /** Begins: chooses what the settings leave open and shows the panel. */
  public void start(WorkbenchSettings settings) {
    preferences.apply();
    if (settings.dark()) {
      preferences.setDark(true);
    }
    selection.task().set(DefaultSelection.task(settings, models, work));
    taskChanged();
    DefaultSelection.apply(settings, selection, models);
    choose(settings.panel().orElse(area.kind()));
    settings.text().ifPresent(t -> area.whenSettled(() -> explore.setText(t)));
  }

  private void taskChanged() {
    DefaultSelection.of(selection, models, sample);
    modelsChanged();
  }

  private void modelsChanged() {
    DefaultSelection.keep(selection, models);
    bar.fill();
    explore.load();
    area.panel().shown();
  }

  private void dataChanged() {
    bar.fill();
    area.panel().shown();
  }

  /** Brings a panel to the front. */
  public void choose(PanelKind kind) {
    navigation.choose(kind);
  }

  private void export() {
    var figures = figures();
    if (figures.isEmpty()) {
      work.report(new Problem("This panel has no chart yet to export."));
      return;
    }
    new ExportWindow(area.kind().key(), area.makers(), provenance(), dialog, work)
        .show(root.getScene().getWindow(), root.getScene().getStylesheets());
  }

  /** Tells where the charts in area come from; slow, since it reads and hashes files. */
  public Supplier<Provenance> provenance() {
    var shown = List.copyOf(models.shown(selection.task().get(), selection.roles().get()));
    return () -> FigureProvenance.of(shown, sample.directory());
  }

  /** The charts of the panel in area. */
  public List<Figure> figures() {
    return area.figures();
  }

  /**
   * The charts of the panel in area with their texts in a language.
   *
   * @param language as a tag; another than those of the interface gives English
   */
  public List<Figure> figures(String language) {
    return area.figures(language);
  }

  /** Whether nothing is on its way: no request runs and every chart in area is painted. */
  public boolean settled() {
    return area.settled();
  }

  /** Lessons for a class. */
  public Lessons lessons() {
    return lessons;
  }

  /** What the window is called: its session, where that has a name. */
  public ReadOnlyStringProperty title() {
    return sessions.title();
  }

  /** What the person has chosen. */
  public Selection selection() {
    return selection;
  }

  /** Measures what the panel in front shows, as its button does. */
  public void measureShown() {
    area.panel().measure();
  }

  /** Replaces the sentence, as typing does. */
  public void setText(String text) {
    explore.setText(text);
  }

  /** The layer slider, to measure its way to the capture. */
  public Slider layerSlider() {
    return bar.slider();
  }

  /** Tells a person of a failure that nothing else took care of. */
  public void report(Throwable failure) {
    work.report(failure);
  }

  /** Messages of failures so far, oldest first. */
  public List<String> problems() {
    return List.copyOf(work.problems());
  }

  /** The content. */
  public Parent root() {
    return root;
  }
}
