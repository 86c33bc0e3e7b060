package lamina.ui.similarity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import lamina.chart.view.FigureView;
import lamina.data.Tasks;
import lamina.data.format.SampleData;
import lamina.language.Languages;
import lamina.model.ModelSummary;
import lamina.service.Request;
import lamina.service.StatesReport;
import lamina.service.Ticket;
import lamina.similarity.Representation;
import lamina.similarity.SimilarityReport;
import lamina.ui.control.HelpMark;
import lamina.ui.control.LabelledFields;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.KeptStates;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Selection;
import org.jspecify.annotations.Nullable;

/**
 * How alike languages are at the slider's layer, with their tree; below it what can be found and
 * read off at every layer. It shows what is kept beside a model, or measures it.
 */
public final class SimilarityPanel implements Panel {
  /** Its name. */
  public static final PanelKind KIND = new PanelKind("similarity");

  private static final double MAP_HEIGHT = 330;
  private static final double LINES_HEIGHT = 280;
  private static final int SENTENCES = 400;

  /** How sessions name the encoder before fine-tuning: no model is called so. */
  private static final String ENCODER = "/encoder";

  private static final String SLIDER = "slider";
  private static final String LAST = "last";

  private final Selection selection;
  private final ModelRegistry models;
  private final SampleData sample;
  private final Path base;
  private final BackgroundTasks work;
  private final VBox node = new VBox();
  private final VBox charts = new VBox(12);
  private final ComboBox<String> model = new ComboBox<>();
  private final ComboBox<String> measure = new ComboBox<>();
  private final ComboBox<String> at = new ComboBox<>();
  private final Button measureNow = new Button(Messages.get("similarity.measureNow"));
  private final FigureView map = new FigureView();
  private final FigureView lines = new FigureView();
  private final KeptStates states;
  private final Map<Path, Kin> tested = new HashMap<>();
  private @Nullable SimilarityReport testing;
  private @Nullable Ticket<StatesReport> running;
  private boolean filling;
  private String wantedAt = "";

  /** Whose states are looked at. */
  private record Choice(String name, Path directory, Optional<ModelSummary> model) {}

  /**
   * A panel of nothing yet.
   *
   * @param base directory of the bundled encoder, which is shown before fine-tuning
   */
  public SimilarityPanel(
      Selection selection,
      ModelRegistry models,
      SampleData sample,
      Path base,
      KeptStates states,
      BackgroundTasks work) {
    this.selection = selection;
    this.models = models;
    this.sample = sample;
    this.base = base;
    this.states = states;
    this.work = work;
    states.onChange(this::refresh);
    node.getStyleClass().add("panel");
    model.setId("similarity-model");
    measure.setId("similarity-measure");
    measure.getItems().setAll(Measure.labels());
    measure.getSelectionModel().select(0);
    at.setId("similarity-at");
    measureNow.setId("similarity-now");
    measureNow.setOnAction(e -> press());
    map.setId("similarity-map");
    map.setLeastHeight(MAP_HEIGHT);
    map.setOnCell((row, column) -> select(row));
    lines.setId("similarity-lines");
    lines.setLeastHeight(LINES_HEIGHT);
    for (var box : List.of(model, measure, at)) {
      box.valueProperty().addListener(o -> refresh());
    }
    var bar =
        new FlowPane(
            12,
            8,
            LabelledFields.field("similarity.model", model),
            LabelledFields.field("similarity.measure", measure),
            LabelledFields.field("similarity.of", at),
            measureNow,
            new HelpMark("similarity"));
    bar.setRowValignment(javafx.geometry.VPos.CENTER);
    VBox.setVgrow(charts, Priority.ALWAYS);
    VBox.setVgrow(map, Priority.ALWAYS);
    node.getChildren().addAll(bar, charts);
    List.of(selection.roles(), selection.variant(), selection.layer())
        .forEach(p -> p.addListener(o -> refresh()));
  }

  private void refresh() {
    if (!filling && node.getScene() != null) {
      draw();
    }
  }

  @Override
  public void shown() {
    draw();
    states.renew();
  }

  private List<Choice> choices() {
    var all = new ArrayList<Choice>();
    for (var m : models.shown(selection.task().get(), selection.roles().get())) {
      all.add(new Choice(m.name(), m.directory(), Optional.of(m)));
    }
    all.add(new Choice(Messages.get("similarity.base"), base, Optional.empty()));
    return all;
  }

  private Optional<Choice> choice() {
    return choices().stream().filter(c -> c.name.equals(model.getValue())).findFirst();
  }

  private void draw() {
    fill(model, choices().stream().map(Choice::name).toList());
    var choice = choice().orElseThrow();
    boolean known = states.knows(choice.directory);
    var report = states.find(choice.directory);
    var kin = tested.get(choice.directory);
    if (known && report.isEmpty()) {
      say(Messages.get("similarity.missing", choice.name, choice.directory.toString()));
    } else if (kin == null) {
      say(Messages.get("similarity.reading"));
    } else {
      show(choice, kin);
    }
    report.filter(r -> kin == null || kin.report() != r).ifPresent(r -> test(choice, r));
  }

  /** Tests a report, which takes a second; what was tested before is shown meanwhile. */
  private void test(Choice choice, SimilarityReport report) {
    if (testing == report) {
      return;
    }
    testing = report;
    work.read(
        () -> Kin.of(choice.name, report),
        kin -> {
          tested.put(choice.directory, kin);
          refresh();
        },
        why -> testing = null);
  }

  private void fill(ComboBox<String> box, List<String> items) {
    filling = true;
    var before = box.getValue();
    if (!box.getItems().equals(items)) {
      box.getItems().setAll(items);
    }
    box.setValue(items.contains(before) ? before : items.getFirst());
    filling = false;
  }

  private void press() {
    if (running == null) {
      begin();
    } else {
      running.cancel().run();
    }
  }

  /** Measures the model that is chosen, on the parallel samples, and keeps the result beside it. */
  private void begin() {
    var choice = choice().orElse(null);
    if (choice == null || running != null) {
      return;
    }
    var task = Tasks.KNOWN.ofTreebanks();
    var files =
        sample.evaluations(task).stream()
            .filter(SampleData.Entry::parallel)
            .map(SampleData.Entry::path)
            .toList();
    // models learn from the training split, and by the development split a head is chosen
    var probe = sample.find(task, Languages.of("en"), SampleData.DEV).map(SampleData.Entry::path);
    measureNow.setText(Messages.get("similarity.cancel"));
    running =
        work.ask(
            new Request.SurveyStates(choice.directory, files, probe, SENTENCES),
            report -> {
              idle();
              keep(choice, report);
            },
            why -> idle());
  }

  private void idle() {
    running = null;
    measureNow.setText(Messages.get("similarity.measureNow"));
  }

  /** What can't be written beside the model is shown all the same. */
  private void keep(Choice choice, StatesReport found) {
    states.measured(choice.directory, found.report());
    work.read(() -> found.report().keep(choice.directory, found.contents()), done -> {});
  }

  private void show(Choice choice, Kin kin) {
    var report = kin.report();
    var keys = keys(report);
    fill(at, keys.stream().map(SimilarityPanel::named).toList());
    if (keys.contains(wantedAt)) {
      filling = true;
      at.getSelectionModel().select(keys.indexOf(wantedAt));
      filling = false;
      wantedAt = "";
    }
    int layer = layer(choice, report);
    int index = at.getSelectionModel().getSelectedIndex();
    var row =
        switch (index) {
          case 0 -> report.layer(layer);
          case 1 -> report.layer(report.layers());
          default -> report.rows().get(report.layers() + index - 1);
        };
    var chosen = likeness();
    map.draw(() -> SimilarityFigures.map(kin, row, chosen));
    var head = choice.model.map(ModelSummary::chosen);
    lines.draw(() -> SimilarityFigures.balance(kin, head, layer));
    if (!charts.getChildren().equals(List.of(map, lines))) {
      charts.getChildren().setAll(map, lines);
    }
  }

  /** What {@code at} offers, as sessions name it. */
  private static List<String> keys(SimilarityReport report) {
    var keys = new ArrayList<>(List.of(SLIDER, LAST));
    report.rows().stream()
        .map(SimilarityReport.Row::at)
        .filter(r -> r instanceof Representation.Fused)
        .forEach(r -> keys.add(r.key()));
    return keys;
  }

  private static String named(String key) {
    return switch (key) {
      case SLIDER -> Messages.get("similarity.slider");
      case LAST -> Messages.get("similarity.last");
      default -> Messages.get("similarity.fusedOf", key);
    };
  }

  private Measure likeness() {
    return Measure.values()[Math.max(0, measure.getSelectionModel().getSelectedIndex())];
  }

  /** The slider's layer on the scale of what is shown; the last where the fusion uses none. */
  private int layer(Choice choice, SimilarityReport report) {
    int most = report.layers();
    int slider = selection.layer().get();
    if (!selection.variant().get().usesLayer()) {
      return most;
    }
    int layer =
        choice
            .model
            .map(m -> models.head(m, selection.variant().get(), slider))
            .filter(h -> h.variant().usesLayer())
            .map(h -> h.layer())
            .orElse(slider);
    return Math.clamp(layer, 0, most);
  }

  /** A row of the map is a language. */
  private void select(int row) {
    if (map.figure() instanceof lamina.chart.figure.HeatMapFigure f) {
      var language = Languages.of(f.columns().get(row));
      selection.language().set(language);
    }
  }

  private void say(String text) {
    map.setFigure(null);
    lines.setFigure(null);
    var label = new WrappedLabel(text);
    label.getStyleClass().add("empty");
    charts.getChildren().setAll(label);
  }

  @Override
  public PanelState state() {
    return new PanelState(
        Map.of(
            "model",
            choice().map(c -> c.model.map(ModelSummary::name).orElse(ENCODER)).orElse(""),
            "measure",
            likeness().key(),
            "at",
            place()),
        Map.of());
  }

  @Override
  public void restore(PanelState state) {
    var name = state.option("model", "");
    var wanted =
        choices().stream()
            .filter(c -> c.model.map(ModelSummary::name).orElse(ENCODER).equals(name))
            .findFirst();
    filling = true; // nothing is read for a panel that isn't in front
    if (wanted.isPresent()) {
      model.getItems().setAll(choices().stream().map(Choice::name).toList());
      model.setValue(wanted.get().name);
    } else {
      model.setValue(null);
    }
    filling = false;
    for (var m : Measure.values()) {
      if (m.key().equals(state.option("measure", ""))) {
        measure.getSelectionModel().select(m.ordinal());
      }
    }
    wantedAt = state.option("at", "");
    refresh();
  }

  private String place() {
    int index = at.getSelectionModel().getSelectedIndex();
    return choice()
        .flatMap(c -> states.find(c.directory))
        .filter(r -> index >= 0 && index < keys(r).size())
        .map(r -> keys(r).get(index))
        .orElse(wantedAt);
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public List<FigureView> figures() {
    return List.of(map, lines).stream().filter(v -> v.figure() != null).toList();
  }

  @Override
  public List<FigureView> allViews() {
    return List.of(map, lines);
  }
}
