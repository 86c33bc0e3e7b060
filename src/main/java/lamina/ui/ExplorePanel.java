package lamina.ui;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import lamina.chart.FigureView;
import lamina.data.Example;
import lamina.data.SampleData;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.fusion.Variant;
import lamina.model.ModelSummary;
import lamina.service.Analysis;
import lamina.service.Request;
import lamina.text.Input;

/** Text in; prediction and gate map out. A layer change is pure view work. */
final class ExplorePanel implements Panel {
  private static final int SAMPLES = 40;
  private static final double ROW_HEIGHT = 15;
  private static final double MAP_FRAME = 84;

  private final Selection selection;
  private final ModelBook models;
  private final SampleData sample;
  private final Work work;
  private final VBox node = new VBox();
  private final ComboBox<Example> samples = new ComboBox<>();
  private final TextField text = new TextField();
  private final TextField second = new TextField();
  private final Label textLabel = new Label();
  private final Label secondLabel = new Label();
  private final ParallelLines parallel;
  private final Label cut = new Label();
  private final Label change = new Label();
  private final Label empty = new Label();
  private final PredictionView prediction = new PredictionView();
  private final VBox maps = new VBox(8);
  private final Map<ModelSummary.Role, FigureView> views = new EnumMap<>(ModelSummary.Role.class);
  private final CellView details;
  private final EditEffect edit = new EditEffect();
  private final Label effect = new Label();
  private final VBox results = new VBox(12);
  private final Map<String, Analysis> analyses = new HashMap<>();
  private final StatusBar status;
  private Example chosen;
  private boolean filling;
  private int loads;
  private PanelState restored = PanelState.NONE;
  private String cell = "";

  ExplorePanel(
      Selection selection, ModelBook models, SampleData sample, Work work, StatusBar status) {
    this.selection = selection;
    this.models = models;
    this.sample = sample;
    this.work = work;
    this.status = status;
    details = new CellView(work);
    parallel = new ParallelLines(sample, work);
    build();
    text.textProperty().addListener(o -> edited());
    second.textProperty().addListener(o -> edited());
    samples.valueProperty().addListener((o, was, is) -> pick(is));
    selection.language().addListener(o -> languageChanged());
    selection.variant().addListener(o -> analyse());
    selection.roles().addListener(o -> analyse());
    selection.layer().addListener(o -> layerChanged());
  }

  private void build() {
    samples.setAccessibleText(Messages.get("explore.samples"));
    textLabel.setLabelFor(text);
    secondLabel.setLabelFor(second);
    samples.setId("samples");
    text.setId("text");
    second.setId("hypothesis");
    samples.setMaxWidth(Double.MAX_VALUE);
    samples.setPrefWidth(260);
    samples.setConverter(SampleTexts.converter());
    for (var label : List.of(textLabel, secondLabel)) {
      label.getStyleClass().add("field-label");
      label.setMinWidth(110);
    }
    var pick = new Label(Messages.get("explore.samples"));
    pick.getStyleClass().add("field-label");
    pick.setMinWidth(110);
    HBox.setHgrow(text, Priority.ALWAYS);
    HBox.setHgrow(second, Priority.ALWAYS);
    HBox.setHgrow(samples, Priority.ALWAYS);
    cut.getStyleClass().add("cut");
    cut.setId("cut");
    change.getStyleClass().add("note");
    change.setId("change");
    change.setWrapText(true);
    change.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
    empty.getStyleClass().add("empty");
    for (var role : ModelSummary.Role.values()) {
      var view = new FigureView();
      view.setId("gates-" + role.name().toLowerCase(java.util.Locale.ROOT));
      VBox.setVgrow(view, Priority.ALWAYS);
      view.setOnCell((row, token) -> showChannels(role, row, token));
      views.put(role, view);
    }
    effect.setId("edit-effect");
    effect.setWrapText(true);
    effect.managedProperty().bind(effect.visibleProperty());
    VBox.setVgrow(maps, Priority.ALWAYS);
    VBox.setVgrow(results, Priority.ALWAYS);
    results.getChildren().addAll(cut, prediction.node(), effect, change, maps);
    node.getStyleClass().add("panel");
    node.getChildren()
        .addAll(
            line(pick, samples),
            line(textLabel, text),
            line(secondLabel, second),
            parallel.node(),
            results);
  }

  private static HBox line(Node... parts) {
    var box = new HBox(8, parts);
    box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    return box;
  }

  /** A session's language may have data only once the session's own file is read. */
  private void languageChanged() {
    if (sample.languages(selection.task().get()).contains(selection.language().get())) {
      load();
    }
  }

  /** Loads the sample sentences of the language, then shows the first. */
  void load() {
    var task = selection.task().get();
    var language = selection.language().get();
    if (language == null) {
      return;
    }
    var own = List.copyOf(restored.files().values());
    int mine = ++loads; // only the newest load counts
    work.read(
        () -> {
          own.forEach(file -> sample.open(file, task, language));
          return sample.toExplore(task, language, SAMPLES);
        },
        list -> {
          if (mine == loads) {
            filling = true;
            samples.getItems().setAll(list);
            filling = false;
            // A sentence stays chosen when the language changes: its translation is shown.
            var id = restored.option("sample", chosen == null ? "" : chosen.id());
            var same = list.stream().filter(e -> e.id().equals(id)).findFirst();
            var before = samples.getValue();
            samples.setValue(same.orElse(list.getFirst()));
            if (samples.getValue().equals(before)) {
              analyse(); // the models may be others
            }
            takeText();
          }
        });
  }

  /** The same, and shows the first of them whatever was chosen before. */
  void loadAnew() {
    chosen = null;
    load();
  }

  private void takeText() {
    if (!restored.equals(PanelState.NONE)) {
      filling = true;
      text.setText(restored.option("text", text.getText()));
      second.setText(restored.option("second", second.getText()));
      filling = false;
      edited();
      cell = restored.option("cell", "");
      restored = PanelState.NONE;
    }
  }

  @Override
  public PanelState state() {
    var options = new HashMap<String, String>();
    if (chosen != null) {
      options.put("sample", chosen.id());
      options.put("text", text.getText());
      if (chosen instanceof SentencePair) {
        options.put("second", second.getText());
      }
      if (!cell.isEmpty()) {
        options.put("cell", cell);
      }
    }
    var file = sample.ownFile(selection.task().get(), chosen);
    return new PanelState(options, file.map(f -> Map.of("data", f)).orElse(Map.of()));
  }

  @Override
  public void restore(PanelState state) {
    restored = state;
    load();
  }

  private void pick(Example example) {
    if (filling || example == null) {
      return;
    }
    cell = "";
    chosen = example;
    filling = true;
    boolean pair = example instanceof SentencePair;
    var orientation =
        example.language().rightToLeft()
            ? NodeOrientation.RIGHT_TO_LEFT
            : NodeOrientation.LEFT_TO_RIGHT;
    text.setNodeOrientation(orientation);
    second.setNodeOrientation(orientation);
    boolean nli = selection.task().get() == lamina.data.Task.XNLI;
    textLabel.setText(Messages.get(pair && nli ? "explore.premise" : "explore.text"));
    secondLabel.setText(Messages.get(nli ? "explore.hypothesis" : "explore.second"));
    second.getParent().setVisible(pair);
    second.getParent().setManaged(pair);
    switch (example) {
      case TaggedSentence s -> text.setText(String.join(" ", s.words()));
      case SentencePair p -> {
        text.setText(p.premise());
        second.setText(p.hypothesis());
      }
    }
    filling = false;
    parallel.show(selection.task().get(), example);
    analyse();
  }

  /** Replaces the sample sentence by a text of one's own. */
  void setText(String own) {
    text.setText(own);
  }

  private void edited() {
    if (!filling) {
      cell = "";
      boolean own = gold().isEmpty(); // a text of one's own has no translation
      parallel.setVisible(!own);
      analyse();
    }
  }

  private Input input() {
    return SampleTexts.input(selection.task().get(), chosen, text.getText(), second.getText());
  }

  private boolean nothing() {
    return text.getText().isBlank()
        || !selection.task().get().tagsWords() && second.getText().isBlank();
  }

  private List<String> gold() {
    return SampleTexts.gold(chosen, text.getText(), second.getText());
  }

  private void analyse() {
    if (chosen == null) {
      return;
    }
    var shown = models.shown(selection.task().get(), selection.roles().get());
    if (nothing() || shown.isEmpty()) {
      analyses.clear();
      empty.setText(
          nothing()
              ? Messages.get("explore.empty")
              : ModelBook.none(selection.task().get(), selection.roles().get()));
      results.getChildren().setAll(new StackPane(empty));
      return;
    }
    var input = input();
    var variant = selection.variant().get();
    var found = new HashMap<String, Analysis>();
    for (var model : shown) {
      work.ask(
          new Request.Analyse(model.name(), input, ModelBook.variant(model, variant)),
          analysis -> {
            found.put(model.name(), analysis);
            boolean current = input.equals(input()) && variant == selection.variant().get();
            if (found.size() == shown.size() && current) {
              analyses.clear();
              analyses.putAll(found);
              show(shown);
            }
          });
    }
  }

  private void show(List<ModelSummary> shown) {
    var language = selection.language().get();
    var list = shown.stream().map(m -> analyses.get(m.name())).toList();
    results.getChildren().setAll(cut, prediction.node(), effect, change, maps);
    if (!gold().isEmpty()) {
      edit.keep(analyses); // an unedited sample, to compare edits with
    }
    var first = list.getFirst();
    cut.setText(first.tokens().cut().note());
    cut.setVisible(first.tokens().cut().happened());
    cut.setManaged(first.tokens().cut().happened());
    prediction.show(shown, list, gold(), language.rightToLeft());
    maps.getChildren().clear();
    for (var model : shown) {
      var view = views.get(model.role());
      var map = Figures.gateMap(model, analyses.get(model.name()), language.rightToLeft());
      map.ifPresent(
          figure -> {
            view.setFigure(figure);
            // Room for every layer's label, so that both maps have rows of about one height.
            view.setMinHeight(ROW_HEIGHT * figure.layers().size() + MAP_FRAME);
            view.setPrefHeight(view.getMinHeight());
            maps.getChildren().add(view);
          });
    }
    views.values().stream()
        .filter(v -> !maps.getChildren().contains(v))
        .forEach(v -> v.setFigure(null)); // the map of a model that isn't shown any more
    if (maps.getChildren().isEmpty()) {
      boolean ever = shown.stream().anyMatch(m -> m.variants().stream().anyMatch(Variant::hasGate));
      var none =
          new Label(
              ever
                  ? Messages.get("explore.nogate", selection.variant().get().key())
                  : Messages.get("explore.onehead", shown.getFirst().name()));
      none.getStyleClass().add("empty");
      maps.getChildren().add(none);
    } else if (details.shown()) {
      details.clear();
    }
    status.analysed(list);
    layerChanged();
    if (cell.matches("(TEACHER|STUDENT) \\d{1,4} \\d{1,4}")) {
      var parts = cell.split(" ");
      var role = ModelSummary.Role.valueOf(parts[0]);
      showChannels(role, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
  }

  private void layerChanged() {
    var shown = models.shown(selection.task().get(), selection.roles().get());
    if (shown.isEmpty() || !shown.stream().allMatch(m -> analyses.containsKey(m.name()))) {
      return;
    }
    var indices = new ArrayList<Integer>();
    for (var model : shown) {
      var analysis = analyses.get(model.name());
      var head = models.head(model, selection.variant().get(), selection.layer().get());
      int index = -1;
      for (int i = 0; i < analysis.layers().size(); i++) {
        index = analysis.layers().get(i).head().equals(head) ? i : index;
      }
      if (analysis.variant() == Variant.LAST) {
        index = 0;
      }
      indices.add(index);
      views.get(model.role()).setHighlightedRow(index);
    }
    int[] differing = prediction.update(indices);
    var words =
        IntStream.range(0, shown.size())
            .mapToObj(
                i -> edit.words(shown.get(i), analyses.get(shown.get(i).name()), indices.get(i)))
            .filter(w -> !w.isEmpty())
            .toList();
    effect.setText(String.join("  ·  ", words));
    effect.setVisible(!words.isEmpty());
    change.setText(
        indices.getFirst() < 0 || analyses.get(shown.getFirst().name()).variant() == Variant.LAST
            ? Messages.get("explore.baselineShown")
            : Messages.get(
                    "explore.change",
                    differing[0],
                    differing[1],
                    Figures.role(shown.getFirst().role())
                        .label()
                        .toLowerCase(java.util.Locale.ROOT))
                + (selection.variant().get().hasGate() ? " " + Messages.get("explore.click") : ""));
  }

  private void showChannels(ModelSummary.Role role, int row, int token) {
    var model = models.find(selection.task().get(), role);
    var analysis = model.map(m -> analyses.get(m.name()));
    boolean there =
        analysis.isPresent()
            && views.get(role).figure() instanceof lamina.chart.GateMapFigure map
            && row < map.layers().size()
            && token < map.tokens().size();
    if (there) {
      cell = role.name() + " " + row + " " + token;
      details.show(
          model.get(),
          analysis.get(),
          input(),
          row,
          token,
          selection.language().get().rightToLeft());
      if (!maps.getChildren().contains(details.node())) {
        maps.getChildren().add(details.node());
      }
    }
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public List<FigureView> figures() {
    var list = new ArrayList<FigureView>();
    list.add(views.get(ModelSummary.Role.TEACHER));
    list.add(views.get(ModelSummary.Role.STUDENT));
    list.addAll(details.views());
    list.removeIf(v -> v.figure() == null);
    return list;
  }

  @Override
  public List<FigureView> allViews() {
    var all = new ArrayList<>(views.values());
    all.addAll(details.views());
    return all;
  }
}
