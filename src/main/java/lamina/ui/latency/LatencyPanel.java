package lamina.ui.latency;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import lamina.bench.LatencyFiles;
import lamina.bench.LatencyPlan;
import lamina.bench.LatencyReport;
import lamina.bench.SamplePlan;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.model.ModelSummary;
import lamina.service.EngineInUse;
import lamina.service.Request;
import lamina.service.Ticket;
import lamina.ui.control.LabelledFields;
import lamina.ui.control.SaveDialog;
import lamina.ui.control.ToggleButtons;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.LatencyTexts;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.Roles;
import lamina.ui.workspace.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Teacher and student, exact and quantised, measured on demand, each in a process of its own, with
 * all conditions.
 */
public final class LatencyPanel implements Panel {
  /** Its name. */
  public static final PanelKind KIND = new PanelKind("latency");

  private static final List<Integer> ROUNDS = List.of(200, 1000, 5000);
  private static final int SENTENCES = 5;
  private static final int WARMUP = 30;
  private static final int BATCH_SENTENCES = 10;
  private static final int PASSES = 5;

  private final Selection selection;
  private final ModelRegistry models;
  private final SampleData sample;
  private final SaveDialog dialog;
  private final BackgroundTasks work;
  private final VBox node = new VBox();
  private final Button measure = new Button();
  private final Button save = new Button(Messages.get("latency.save"));
  private final ComboBox<Integer> rounds = new ComboBox<>();
  private final CheckBox accuracy = new CheckBox(Messages.get("latency.accuracy"));
  private final LatencyPage<LatencyFigures.Row> stream = new LatencyPage<>("stream");
  private final LatencyPage<LatencyFigures.Row> offline = new LatencyPage<>("offline");
  private final LatencyPage<LatencyFigures.Row> scored = new LatencyPage<>("accuracy");
  private final LatencyPage<LatencyLanguages.Row> languages = new LatencyPage<>("languages");
  private final List<LatencyPage<?>> pages = List.of(stream, offline, scored, languages);
  private final ToggleGroup group = new ToggleGroup();
  private final HBox choice = new HBox();
  private final VBox warnings = new VBox(2);
  private final StackPane hero = new StackPane();
  private @Nullable LatencyReport report;
  private @Nullable Ticket<LatencyReport> running;
  private final Map<Task, Measured> measured = new HashMap<>();

  /** What was measured of a task: it took minutes and stays whatever is looked at meanwhile. */
  private record Measured(LatencyReport report, List<ModelSummary> models, String unoffered) {}

  public LatencyPanel(
      Selection selection,
      ModelRegistry models,
      SampleData sample,
      SaveDialog dialog,
      BackgroundTasks work) {
    this.selection = selection;
    this.models = models;
    this.sample = sample;
    this.dialog = dialog;
    this.work = work;
    node.getStyleClass().add("panel");
    measure.setId("measure");
    measure.getStyleClass().add("accent");
    measure.setOnAction(
        e -> {
          if (running == null) {
            measure();
          } else {
            running.cancel().run();
          }
        });
    rounds.setId("latency-rounds");
    rounds.getItems().setAll(ROUNDS);
    rounds.setValue(ROUNDS.getFirst());
    accuracy.setId("latency-accuracy-too");
    save.setId("latency-save");
    save.setOnAction(e -> save());
    for (var page : pages) {
      page.button().setToggleGroup(group);
      choice.getChildren().add(page.button());
    }
    stream.button().getStyleClass().add(Styles.LEFT_PILL);
    offline.button().getStyleClass().add(Styles.CENTER_PILL);
    scored.button().getStyleClass().add(Styles.CENTER_PILL);
    languages.button().getStyleClass().add(Styles.RIGHT_PILL);
    ToggleButtons.always(group, is -> turn());
    var bar = new FlowPane(12, 8);
    bar.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    bar.prefWrapLengthProperty().bind(node.widthProperty().subtract(40));
    bar.getChildren()
        .addAll(measure, LabelledFields.field("latency.rounds", rounds), accuracy, save, choice);
    VBox.setVgrow(hero, Priority.ALWAYS);
    node.getChildren().addAll(bar, hero, warnings);
    group.selectToggle(stream.button());
    idle();
    clear();
    selection.task().addListener(o -> showKnown());
  }

  private void showKnown() {
    var known = measured.get(selection.task().get());
    if (known == null) {
      clear();
    } else {
      show(known.report, known.models, known.unoffered);
    }
  }

  private void idle() {
    running = null;
    measure.setText(Messages.get("latency.measure"));
    measure.setDisable(false);
  }

  private void clear() {
    report = null;
    pages.forEach(LatencyPage::clear);
    choice.setVisible(false);
    choice.setManaged(false);
    save.setDisable(true);
    warnings.getChildren().clear();
    var empty = new WrappedLabel(Messages.get("latency.empty"));
    empty.getStyleClass().add("empty");
    empty.setMinHeight(Region.USE_PREF_SIZE);
    hero.getChildren().setAll(empty);
  }

  /** Shows the page that was chosen. */
  private void turn() {
    if (report == null) {
      return;
    }
    pages.stream()
        .filter(p -> p.button().isSelected())
        .forEach(p -> hero.getChildren().setAll(p.node()));
  }

  /** Measures now. */
  public void measure() {
    var task = selection.task().get();
    var list = List.copyOf(models.shown(task, Roles.BOTH));
    var size =
        new SamplePlan(
            SENTENCES,
            WARMUP,
            rounds.getValue(),
            BATCH_SENTENCES,
            PASSES,
            LatencyPlan.BUDGET,
            accuracy.isSelected());
    measure.setDisable(true);
    work.read(
        () ->
            size.of(
                sample,
                task,
                sample.evaluations(task).stream().map(SampleData.Entry::language).toList()),
        plan ->
            work.ask(
                new Request.Offers(), inUse -> submit(task, list, plan, inUse), failure -> idle()),
        failure -> idle());
  }

  private void submit(Task task, List<ModelSummary> list, LatencyPlan plan, EngineInUse inUse) {
    var engines = new ArrayList<>(List.of(EngineChoice.AUTO, EngineChoice.of(inUse.engine())));
    var int8 =
        inUse.offers().stream().filter(o -> o.engine() == Engine.INT8).findFirst().orElseThrow();
    if (int8.offered()) {
      engines.add(EngineChoice.of(Engine.INT8));
    }
    var ticket =
        work.ask(
            new Request.Measure(
                list.stream().map(ModelSummary::name).toList(),
                list.stream().map(ModelSummary::chosen).toList(),
                engines,
                plan,
                true),
            found -> {
              idle();
              measured.put(task, new Measured(found, list, int8.reason()));
              showKnown();
            },
            failure -> idle());
    running = ticket;
    measure.setText(Messages.get("latency.cancel"));
    measure.setDisable(false);
  }

  private void show(LatencyReport found, List<ModelSummary> list, String unoffered) {
    report = found;
    var rows = LatencyFigures.rows(found, list);
    var byLanguage = LatencyLanguages.of(found, rows);
    stream.show(() -> LatencyFigures.stream(found, rows), LatencyColumns.stream(), rows);
    offline.show(() -> LatencyFigures.offline(found, rows), LatencyColumns.offline(), rows);
    scored.show(() -> LatencyFigures.accuracy(found, rows), LatencyColumns.accuracy(), rows);
    languages.show(
        () -> LatencyFigures.languages(found, byLanguage), LatencyColumns.languages(), byLanguage);
    stream.onMark((series, call) -> select(rows.get(series).model()));
    offline.onMark(
        (series, engine) ->
            select(rows.stream().map(LatencyFigures.Row::model).distinct().toList().get(series)));
    scored.onMark((point, item) -> select(LatencyFigures.compared(rows).get(point).model()));
    languages.onMark((series, group) -> selection.language().set(byLanguage.get(group).language()));
    choice.setVisible(true);
    choice.setManaged(true);
    if (((ToggleButton) group.getSelectedToggle()).isDisabled()) {
      group.selectToggle(stream.button());
    }
    save.setDisable(false);
    warnings.getChildren().clear();
    if (!unoffered.isEmpty()) {
      warn(Messages.get("latency.unoffered", unoffered));
    }
    found.warnings().forEach(w -> warn(LatencyTexts.warning(w)));
    turn();
  }

  /** What is clicked is shown in the whole window, where it still stands for a role. */
  private void select(ModelSummary model) {
    models.roles(model).stream()
        .findFirst()
        .ifPresent(role -> selection.roles().set(Roles.only(role)));
  }

  private void warn(String text) {
    var label = new WrappedLabel(text);
    label.getStyleClass().add("note");
    label.setMinHeight(Region.USE_PREF_SIZE);
    warnings.getChildren().add(label);
  }

  private void save() {
    var found = report;
    if (found == null) {
      return; // there is nothing to save yet
    }
    dialog
        .directory()
        .ifPresent(folder -> work.read(() -> LatencyFiles.write(found, folder), files -> {}));
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public List<FigureView> figures() {
    return allViews().stream().filter(v -> v.figure() != null).toList();
  }

  @Override
  public List<FigureView> allViews() {
    return pages.stream().map(LatencyPage::chart).toList();
  }
}
