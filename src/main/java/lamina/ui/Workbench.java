package lamina.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.application.Application;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import lamina.chart.Figure;
import lamina.chart.FigureView;
import lamina.chart.Fonts;
import lamina.chart.Theme;
import lamina.data.SampleData;
import lamina.evaluate.ScoreTable;
import lamina.experiment.JobQueue;
import lamina.fusion.Variant;
import lamina.language.Languages;
import lamina.model.Description;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.service.InferenceService;
import lamina.service.Request;

/** The window: a selection on top, a panel under it, the status at the bottom. */
public final class Workbench {
  private final Selection selection = new Selection();
  private final ModelBook models;
  private final SampleData sample;
  private final SaveDialog dialog;
  private final Work work;
  private final BorderPane root = new BorderPane();
  private final SelectionBar bar;
  private final StatusBar status;
  private final ExplorePanel explore;
  private final LayersPanel layers;
  private final LanguagesPanel languages;
  private final LatencyPanel latency;
  private final TrainingPanel training;
  private final Map<PanelKind, Panel> panels = new EnumMap<>(PanelKind.class);
  private final ToggleGroup rail = new ToggleGroup();
  private PanelKind panel = PanelKind.EXPLORE;
  private boolean dark;

  /**
   * Builds the window's content; on the UI thread.
   *
   * @param models in use, with their scores; at least one
   * @param queue of training runs
   * @param base directory of the bundled encoder, to train from
   * @param experiments folder of results of sweeps; it need not exist
   */
  public Workbench(
      InferenceService service,
      ModelBook models,
      SampleData sample,
      SaveDialog dialog,
      JobQueue queue,
      Path base,
      Path experiments) {
    this.models = models;
    this.sample = sample;
    this.dialog = dialog;
    work = new Work(service);
    status = new StatusBar(work);
    var open = button("open", "bar.open", () -> dialog.directory().ifPresent(this::open));
    var export = button("export", "bar.export", this::export);
    var theme = button("theme", "bar.theme", () -> setDark(!dark));
    theme.setAccessibleText(Messages.get("bar.theme.tip"));
    bar = new SelectionBar(selection, models, sample, open, export, theme);
    explore = new ExplorePanel(selection, models, sample, work, status);
    var evidence = new EvidenceBook(work, experiments);
    layers = new LayersPanel(selection, models, evidence);
    languages = new LanguagesPanel(selection, models, evidence, dialog, work);
    latency = new LatencyPanel(selection, models, sample, work, status);
    panels.put(PanelKind.EXPLORE, explore);
    panels.put(PanelKind.LAYERS, layers);
    panels.put(PanelKind.LANGUAGES, languages);
    panels.put(PanelKind.LATENCY, latency);
    training = new TrainingPanel(selection, models, sample, dialog, queue, base, work, this::open);
    panels.put(PanelKind.TRAINING, training);
    root.getStyleClass().add("workbench");
    root.setTop(bar.node());
    root.setLeft(rail());
    root.setBottom(status.node());
    selection.task().addListener(o -> taskChanged());
    dropTarget();
  }

  private static Button button(String id, String key, Runnable action) {
    var button = new Button(Messages.get(key));
    button.setId(id);
    button.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    button.setTooltip(new Tooltip(Messages.get(key + ".tip")));
    button.setOnAction(e -> action.run());
    return button;
  }

  private VBox rail() {
    var box = new VBox();
    box.getStyleClass().add("rail");
    for (var kind : PanelKind.values()) {
      var button = new ToggleButton(Messages.get("panel." + kind.key()));
      button.setId("panel-" + kind.key());
      button.setToggleGroup(rail);
      button.setUserData(kind);
      int number = kind.ordinal() + 1;
      button.setTooltip(new Tooltip("Ctrl+" + number));
      box.getChildren().add(button);
    }
    rail.selectedToggleProperty()
        .addListener(
            (o, was, is) -> {
              if (is == null) {
                rail.selectToggle(was);
              } else {
                show((PanelKind) is.getUserData());
              }
            });
    return box;
  }

  /** The scene with its style and shortcuts. */
  public Scene scene(double width, double height) {
    Fonts.load();
    var scene = new Scene(root, width, height);
    scene.getStylesheets().add(Workbench.class.getResource("lamina.css").toExternalForm());
    shortcut(scene, KeyCode.E, this::export);
    shortcut(scene, KeyCode.O, () -> dialog.directory().ifPresent(this::open));
    shortcut(scene, KeyCode.T, () -> setDark(!dark));
    for (var kind : PanelKind.values()) {
      shortcut(scene, KeyCode.valueOf("DIGIT" + (kind.ordinal() + 1)), () -> choose(kind));
    }
    return scene;
  }

  private static void shortcut(Scene scene, KeyCode key, Runnable action) {
    scene.getAccelerators().put(new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN), action);
  }

  /** Begins: chooses what the settings leave open and shows the panel. */
  public void start(WorkbenchSettings settings) {
    setDark(settings.dark());
    var task =
        settings
            .task()
            .filter(models.tasks()::contains)
            .orElseGet(
                () -> {
                  settings
                      .task()
                      .ifPresent(
                          t ->
                              work.report(new Problem("There is no model for " + t.label() + ".")));
                  return models.tasks().getFirst();
                });
    selection.task().set(task);
    taskChanged();
    settings.roles().ifPresent(selection.roles()::set);
    settings.variant().ifPresent(selection.variant()::set);
    int depth = models.scale(task).map(ModelSummary::layers).orElse(1);
    settings.layer().ifPresent(l -> selection.layer().set(Math.clamp(l, 1, depth)));
    settings.language().map(Languages::of).ifPresent(selection.language()::set);
    choose(settings.panel());
    settings.text().ifPresent(t -> whenSettled(() -> explore.setText(t)));
  }

  private void taskChanged() {
    var task = selection.task().get();
    var offered = sample.languages(task);
    if (!offered.contains(selection.language().get())) {
      selection
          .language()
          .set(
              offered.stream()
                  .filter(l -> l.code().equals("ar"))
                  .findFirst()
                  .orElse(offered.getFirst()));
    }
    models
        .scale(task)
        .ifPresent(
            model -> {
              var chosen = model.chosen();
              boolean gated = chosen.variant().hasGate();
              selection.variant().set(gated ? chosen.variant() : gatedVariant(model));
              selection.layer().set(gated ? chosen.layer() : model.layers() / 2);
            });
    bar.fill();
    explore.load();
    panels.get(panel).shown();
  }

  private static Variant gatedVariant(ModelSummary model) {
    return model.variants().stream()
        .filter(Variant::hasGate)
        .findFirst()
        .orElse(model.variants().getFirst());
  }

  /** Brings a panel to the front. */
  public void choose(PanelKind kind) {
    rail.getToggles().stream().filter(t -> t.getUserData() == kind).forEach(rail::selectToggle);
  }

  private void show(PanelKind kind) {
    panel = kind;
    var scroll = new ScrollPane(panels.get(kind).node());
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    root.setCenter(scroll);
    panels.get(kind).shown();
  }

  /** Light or dark. */
  public void setDark(boolean on) {
    dark = on;
    Application.setUserAgentStylesheet(
        (on ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
    root.getStyleClass().remove("dark");
    if (on) {
      root.getStyleClass().add("dark");
    }
    var all = new ArrayList<FigureView>(explore.allViews());
    all.addAll(layers.allViews());
    all.addAll(languages.allViews());
    all.addAll(latency.allViews());
    all.addAll(training.allViews());
    all.forEach(v -> v.setTheme(on ? Theme.DARK : Theme.LIGHT));
  }

  private void export() {
    var figures = figures();
    if (figures.isEmpty()) {
      work.report(new Problem("This panel has no chart yet to export."));
      return;
    }
    var shown = List.copyOf(models.shown(selection.task().get(), selection.roles().get()));
    new ExportWindow(
            panel.key(), figures, () -> FigureOrigin.of(shown, sample.directory()), dialog, work)
        .show(root.getScene().getWindow(), root.getScene().getStylesheets());
  }

  /** The charts of the panel in front. */
  public List<Figure> figures() {
    return panels.get(panel).figures().stream().map(FigureView::figure).toList();
  }

  private void open(Path directory) {
    work.ask(
        new Request.Open(directory),
        model -> {
          models.add(model, ScoreTable.read(model.directory()));
          if (selection.task().get() == model.task()) {
            taskChanged();
          } else {
            selection.task().set(model.task());
          }
        });
  }

  private void dropTarget() {
    root.setOnDragOver(
        e -> {
          if (e.getDragboard().hasFiles()) {
            e.acceptTransferModes(TransferMode.COPY);
          }
        });
    root.setOnDragDropped(
        e -> {
          for (var file : e.getDragboard().getFiles()) {
            var path = file.toPath();
            if (Files.isRegularFile(path.resolve(Description.FILE))) {
              open(path);
            } else {
              work.report(new Problem(path + " is no model's directory: no lamina.json in it."));
            }
          }
          e.setDropCompleted(true);
        });
  }

  /** Whether nothing is on its way: no request runs and every chart in front is painted. */
  public boolean settled() {
    return !work.busyProperty().get()
        && panels.get(panel).figures().stream().allMatch(v -> v.readyProperty().get());
  }

  private void whenSettled(Runnable then) {
    if (settled()) {
      then.run();
    } else {
      var timer = new javafx.animation.PauseTransition(javafx.util.Duration.millis(30));
      timer.setOnFinished(e -> whenSettled(then));
      timer.play();
    }
  }

  /** What the person has chosen. */
  public Selection selection() {
    return selection;
  }

  /** Measures latency, as the button does. */
  public void measure() {
    latency.measure();
  }

  /** Replaces the sentence, as typing does. */
  public void setText(String text) {
    explore.setText(text);
  }

  /** The layer slider, to measure its way to the screen. */
  public Slider layerSlider() {
    return bar.slider();
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
