package lamina.ui.scores;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import lamina.chart.figure.Figure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.evaluate.ScoreTable;
import lamina.experiment.ExperimentResults;
import lamina.experiment.Published;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.ui.control.HelpMark;
import lamina.ui.control.LabelledFields;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;
import lamina.ui.workspace.ExperimentScores;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Selection;

/** Score and gain against fusion layer: of a model's heads, or of the runs of an experiment. */
public final class LayersPanel implements Panel {
  /** Its name. */
  public static final PanelKind KIND = new PanelKind("layers");

  private static final double MAP_HEIGHT = 400;
  private static final double LINES_HEIGHT = 250;

  private final Selection selection;
  private final ModelRegistry models;
  private final Published published = Published.load();
  private final VBox node = new VBox();
  private final VBox charts = new VBox(12);
  private final SourceChoice source;
  private final ComboBox<String> what = new ComboBox<>();
  private final ComboBox<String> of = new ComboBox<>();
  private final CheckBox reported = new CheckBox(Messages.get("layers.reported"));
  private final FigureView first = new FigureView();
  private final FigureView second = new FigureView();

  public LayersPanel(Selection selection, ModelRegistry models, ExperimentScores experiments) {
    this.selection = selection;
    this.models = models;
    source = new SourceChoice("layers-source", experiments, this::refresh);
    node.getStyleClass().add("panel");
    what.setId("layers-what");
    what.getItems().addAll(Messages.get("layers.curve"), Messages.get("layers.map"));
    what.setValue(what.getItems().getFirst());
    of.setId("layers-of");
    of.getItems().addAll(Messages.get("layers.mean"), Messages.get("layers.language"));
    of.setValue(of.getItems().getFirst());
    reported.setId("layers-reported");
    for (var box : List.of(what, of)) {
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
    var bar =
        new FlowPane(
            12,
            8,
            LabelledFields.field("source.label", source.node()),
            LabelledFields.field("layers.show", what),
            LabelledFields.field("layers.of", of),
            reported,
            new HelpMark("protocol"));
    bar.setRowValignment(javafx.geometry.VPos.CENTER);
    VBox.setVgrow(charts, Priority.ALWAYS);
    node.getChildren().addAll(bar, charts);
    for (var view : List.of(first, second)) {
      VBox.setVgrow(view, Priority.ALWAYS);
    }
    first.setId("layers-first");
    second.setId("layers-second");
    List.of(selection.language(), selection.roles(), selection.variant(), selection.layer())
        .forEach(p -> p.addListener(o -> refresh()));
  }

  private void refresh() {
    if (node.getScene() != null) {
      shown();
    }
  }

  @Override
  public void shown() {
    var task = selection.task().get();
    source.fill(task);
    source.evidence(
        () -> models.evidence(task, selection.roles().get()),
        list -> show(task, list),
        () -> say(Messages.get("source.testing")),
        () -> say(Messages.get("source.failed")));
  }

  private void show(Task task, List<ExperimentResults> list) {
    charts.getChildren().clear();
    first.setFigure(null);
    second.setFigure(null);
    var free = new ArrayDeque<>(List.of(first, second));
    var made = new LinkedHashMap<ExperimentResults, Supplier<Optional<? extends Figure>>>();
    for (var evidence : list) {
      variant(evidence)
          .map(v -> figure(evidence, v))
          .filter(m -> m.get().isPresent())
          .ifPresent(m -> made.put(evidence, m));
    }
    var axis = axis(made.values());
    for (var evidence : list) {
      var variant = variant(evidence);
      if (made.containsKey(evidence)) {
        var view = free.remove();
        view.setLeastHeight(map() ? MAP_HEIGHT : LINES_HEIGHT);
        view.draw(() -> axis.apply(made.get(evidence).get().orElseThrow()));
        view.setOnCell((row, column) -> select(evidence, variant.orElseThrow(), row, column));
        charts.getChildren().add(view);
      }
    }
    if (charts.getChildren().isEmpty()) {
      say(nothing(task, list));
    }
  }

  /** Teacher and student stand on one axis, so that their heights can be compared. */
  private static UnaryOperator<Figure> axis(
      Collection<Supplier<Optional<? extends Figure>>> makers) {
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (var maker : makers) {
      if (maker.get().orElseThrow() instanceof LineFigure f) {
        low = Math.min(low, f.lowest());
        high = Math.max(high, f.highest());
      }
    }
    double from = low;
    double to = high;
    return figure -> figure instanceof LineFigure f ? f.within(from, to) : figure;
  }

  /** A point of the model's own line, or a cell of the map, selects its layer and its language. */
  private void select(ExperimentResults evidence, Variant variant, int row, int column) {
    if (!map() && row > 0) {
      return; // the baseline has no layer, the reported line is another model's
    }
    var code = map() ? LayerFigures.rows(evidence, variant).get(row) : ScoreTable.MEAN;
    int layer = LayerFigures.columns(evidence, variant).get(column);
    models
        .of(evidence)
        .map(m -> models.layer(m, new HeadKey(variant, layer)))
        .ifPresent(at -> at.ifPresent(selection.layer()::set));
    if (!code.equals(ScoreTable.MEAN)) {
      selection.language().set(Languages.of(code));
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
    var there = evidence.layered();
    return there.contains(chosen) || !source.experiment()
        ? Optional.of(chosen)
        : there.stream().findFirst();
  }

  private boolean map() {
    return what.getSelectionModel().getSelectedIndex() == 1;
  }

  private Supplier<Optional<? extends Figure>> figure(ExperimentResults evidence, Variant variant) {
    if (map()) {
      return () -> LayerFigures.gains(evidence, variant);
    }
    boolean language =
        of.getSelectionModel().getSelectedIndex() == 1 && selection.language().get() != null;
    double at = highlighted(evidence, variant);
    if (reported.isSelected() && !language && LayerFigures.role(evidence) == Role.TEACHER) {
      return () -> LayerFigures.besidePublished(evidence, variant, published, at);
    }
    var code = language ? selection.language().get().code() : ScoreTable.MEAN;
    return () -> LayerFigures.scores(evidence, variant, code, at);
  }

  /** The slider's layer on this model's scale; NaN for the last layer alone. */
  private double highlighted(ExperimentResults evidence, Variant variant) {
    return models
        .of(evidence)
        .map(m -> models.head(m, variant, selection.layer().get()))
        .filter(h -> h.variant().usesLayer())
        .map(h -> (double) h.layer())
        .orElse(Double.NaN);
  }

  private void say(String text) {
    first.setFigure(null);
    second.setFigure(null);
    var label = new WrappedLabel(text);
    label.getStyleClass().add("empty");
    charts.getChildren().setAll(label);
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
            "source",
            source.chosen()),
        Map.of());
  }

  @Override
  public void restore(PanelState state) {
    what.getSelectionModel().select(state.option("show", "").equals("map") ? 1 : 0);
    of.getSelectionModel().select(state.option("of", "").equals("language") ? 1 : 0);
    reported.setSelected(Boolean.parseBoolean(state.option("reported", "false")));
    source.fill(selection.task().get());
    source.choose(state.option("source", ""));
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public List<FigureView> figures() {
    return List.of(first, second).stream().filter(v -> v.figure() != null).toList();
  }

  @Override
  public List<FigureView> allViews() {
    return List.of(first, second);
  }
}
