package lamina.ui.scores;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.evaluate.ScoreTable;
import lamina.experiment.ExperimentResults;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.ui.control.HelpMark;
import lamina.ui.control.LabelledFields;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;
import lamina.ui.workspace.ExperimentScores;
import lamina.ui.workspace.KeptStates;
import lamina.ui.workspace.LayerCurve;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Selection;

/** Score and gain against fusion layer: of a model's heads, or of the runs of an experiment. */
public final class LayersPanel implements Panel {
  /** Its name. */
  public static final PanelKind KIND = new PanelKind("layers");

  private final Selection selection;
  private final ModelRegistry models;
  private final VBox node = new VBox();
  private final SourceChoice source;
  private final ComboBox<String> what = new ComboBox<>();
  private final ComboBox<String> of = new ComboBox<>();
  private final ComboBox<String> below = new ComboBox<>();
  private final CheckBox reported = new CheckBox(Messages.get("layers.reported"));
  private final LayerCharts charts = new LayerCharts(this::select);
  private final KeptStates states;

  public LayersPanel(
      Selection selection, ModelRegistry models, ExperimentScores experiments, KeptStates states) {
    this.selection = selection;
    this.models = models;
    this.states = states;
    source = new SourceChoice("layers-source", experiments, this::refresh);
    states.onChange(this::refresh);
    node.getStyleClass().add("panel");
    what.setId("layers-what");
    what.getItems().addAll(Messages.get("layers.curve"), Messages.get("layers.map"));
    what.setValue(what.getItems().getFirst());
    of.setId("layers-of");
    of.getItems().addAll(Messages.get("layers.mean"), Messages.get("layers.language"));
    of.setValue(of.getItems().getFirst());
    reported.setId("layers-reported");
    below.setId("layers-below");
    below.getItems().add(Messages.get("layers.below.none"));
    Arrays.stream(LayerCurve.values()).forEach(c -> below.getItems().add(c.label()));
    below.setValue(below.getItems().getFirst());
    for (var box : List.of(what, of, below)) {
      box.valueProperty().addListener(o -> refresh());
    }
    reported.selectedProperty().addListener(o -> refresh());
    of.disableProperty().bind(what.getSelectionModel().selectedIndexProperty().isEqualTo(1));
    reported
        .disableProperty()
        .bind(
            what.getSelectionModel()
                .selectedIndexProperty()
                .isEqualTo(1)
                .or(of.getSelectionModel().selectedIndexProperty().isEqualTo(1)));
    // Runs of a sweep have states of their own, and the map has columns of its own.
    below
        .disableProperty()
        .bind(
            what.getSelectionModel()
                .selectedIndexProperty()
                .isEqualTo(1)
                .or(source.node().getSelectionModel().selectedIndexProperty().greaterThan(0)));
    var bar =
        new FlowPane(
            12,
            8,
            LabelledFields.field("source.label", source.node()),
            LabelledFields.field("layers.show", what),
            LabelledFields.field("layers.of", of),
            reported,
            LabelledFields.field("layers.below", below),
            new HelpMark("protocol"));
    bar.setRowValignment(javafx.geometry.VPos.CENTER);
    node.getChildren().addAll(bar, charts.node());
    List.of(selection.language(), selection.roles(), selection.variant(), selection.layer())
        .forEach(p -> p.addListener(o -> refresh()));
  }

  private void refresh() {
    if (node.getScene() != null) {
      draw();
    }
  }

  @Override
  public void shown() {
    states.renew();
    draw();
  }

  private void draw() {
    var task = selection.task().get();
    source.fill(task);
    source.evidence(
        () -> models.evidence(task, selection.roles().get()),
        list -> show(task, list),
        () -> charts.say(Messages.get("source.testing")),
        () -> charts.say(Messages.get("source.failed")));
  }

  private void show(Task task, List<ExperimentResults> list) {
    var sources = list.stream().flatMap(e -> variant(e).stream().map(v -> source(e, v))).toList();
    var language = language() ? selection.language().get().code() : ScoreTable.MEAN;
    var look =
        new LayerCharts.Look(
            map(), map() ? "" : language, reported.isSelected() && !map() && !language());
    if (!charts.show(sources, look, this::highlighted)) {
      charts.say(nothing(task, list));
    }
  }

  /** Scores with the curve that is chosen of the same model's states. */
  private LayerCharts.Source source(ExperimentResults evidence, Variant variant) {
    var curve = curve();
    var model = models.of(evidence);
    if (map() || source.experiment() || curve.isEmpty() || model.isEmpty()) {
      return new LayerCharts.Source(evidence, variant, Optional.empty(), "");
    }
    var directory = model.get().directory();
    boolean known = states.knows(directory);
    var report = states.find(directory);
    var found =
        report
            .filter(r -> curve.get().line(r).isPresent())
            .map(r -> new LayerCharts.Below(curve.get(), model.get().name(), r));
    var why =
        report.isEmpty()
            ? "layers.below.missing"
            : curve.get() == LayerCurve.TREES ? "layers.below.notrees" : "layers.below.noprobe";
    var note =
        found.isPresent()
            ? ""
            : known
                ? Messages.get(why, model.get().name(), directory.toString())
                : Messages.get("similarity.reading");
    return new LayerCharts.Source(evidence, variant, found, note);
  }

  private Optional<LayerCurve> curve() {
    int index = below.getSelectionModel().getSelectedIndex();
    return index > 0 ? Optional.of(LayerCurve.values()[index - 1]) : Optional.empty();
  }

  private void select(LayerCharts.Source of, int layer, String language) {
    models
        .of(of.evidence())
        .filter(m -> layer > 0)
        // a sweep's last layer with itself is no place of the slider
        .filter(m -> layer < m.layers() || !of.evidence().runs())
        .map(
            m ->
                models.layer(
                    m, layer < m.layers() ? new HeadKey(of.variant(), layer) : HeadKey.LAST))
        .ifPresent(at -> at.ifPresent(selection.layer()::set));
    if (!language.equals(ScoreTable.MEAN)) {
      selection.language().set(Languages.of(language));
    }
  }

  private String nothing(Task task, List<ExperimentResults> list) {
    var shown = models.shown(task, selection.roles().get());
    if (!source.experiment() && shown.isEmpty()) {
      return ModelRegistry.none(task, selection.roles().get());
    }
    boolean fused =
        shown.stream().anyMatch(m -> m.variants().stream().anyMatch(Variant::usesLayer));
    if (!source.experiment() && !fused) {
      var names = shown.stream().map(ModelSummary::name).collect(Collectors.joining(", "));
      return Messages.get("layers.onehead", names);
    }
    if (!selection.variant().get().usesLayer()) {
      return Messages.get(
          "layers.novariant",
          selection.variant().get().key(),
          Messages.anyOf(Variants.KNOWN.keys(Variant::usesLayer)));
    }
    if (language() && list.stream().anyMatch(e -> !e.languages().isEmpty())) {
      return Messages.get("layers.nolanguage", LanguageWords.name(selection.language().get()));
    }
    return source.experiment()
        ? Messages.get("layers.nolayers", list.getFirst().name())
        : Messages.get(
            "layers.empty",
            task.key(),
            shown.stream().findFirst().map(m -> m.directory().toString()).orElse("MODEL"));
  }

  /** The variant chosen; of an experiment that hasn't run it, the one that it has. */
  private Optional<Variant> variant(ExperimentResults evidence) {
    var chosen = selection.variant().get();
    if (!source.experiment()) {
      return Optional.of(chosen);
    }
    var there = evidence.layered();
    return there.contains(chosen) ? Optional.of(chosen) : there.stream().findFirst();
  }

  private boolean map() {
    return what.getSelectionModel().getSelectedIndex() == 1;
  }

  /** Whether lines are of the language that is chosen, rather than of the mean. */
  private boolean language() {
    return !map()
        && of.getSelectionModel().getSelectedIndex() == 1
        && selection.language().get() != null;
  }

  /** The slider's layer on this model's scale; NaN for the last layer alone. */
  private double highlighted(LayerCharts.Source of) {
    return models
        .of(of.evidence())
        .map(m -> models.head(m, of.variant(), selection.layer().get()))
        .filter(h -> h.variant().usesLayer())
        .map(h -> (double) h.layer())
        .orElse(Double.NaN);
  }

  @Override
  public PanelState state() {
    return new PanelState(
        Map.of(
            "show",
            map() ? "map" : "curve",
            "of",
            of.getSelectionModel().getSelectedIndex() == 1 ? "language" : "mean",
            "reported",
            String.valueOf(reported.isSelected()),
            "below",
            curve().map(LayerCurve::key).orElse(""),
            "source",
            source.chosen()),
        Map.of());
  }

  @Override
  public void restore(PanelState state) {
    what.getSelectionModel().select(state.option("show", "").equals("map") ? 1 : 0);
    of.getSelectionModel().select(state.option("of", "").equals("language") ? 1 : 0);
    reported.setSelected(Boolean.parseBoolean(state.option("reported", "false")));
    int curve = 0;
    for (var each : LayerCurve.values()) {
      curve = each.key().equals(state.option("below", "")) ? each.ordinal() + 1 : curve;
    }
    below.getSelectionModel().select(curve);
    source.fill(selection.task().get());
    source.choose(state.option("source", ""));
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
    return charts.allViews();
  }
}
