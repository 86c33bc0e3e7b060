package lamina.ui;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import lamina.chart.FigureView;
import lamina.data.Example;
import lamina.data.SampleData;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.fusion.Variant;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.service.Analysis;
import lamina.service.Replaced;
import lamina.service.Request;
import lamina.text.Input;

/** Text in; prediction and gate map out. A layer change is pure view work. */
final class ExplorePanel implements Panel {
  private static final int SAMPLES = 40;

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
  private final ToggleButton languages = new ToggleButton(Messages.get("aligned.show"));
  private final AnswerView answers;
  private final AlignedView aligned;
  private final VBox results = new VBox();
  private final StatusBar status;
  private Example chosen;
  private boolean filling;
  private int loads;
  private int asks;
  private PanelState restored = PanelState.NONE;

  ExplorePanel(
      Selection selection, ModelBook models, SampleData sample, Work work, StatusBar status) {
    this.selection = selection;
    this.models = models;
    this.sample = sample;
    this.work = work;
    this.status = status;
    answers = new AnswerView(work, this::position);
    aligned = new AlignedView(sample, work, this::position);
    parallel = new ParallelLines(sample, work, found -> languages.setDisable(!found));
    build();
    Fields.limit(text, second, work::report);
    Fields.limit(second, text, work::report);
    text.textProperty().addListener(o -> edited());
    second.textProperty().addListener(o -> edited());
    samples.valueProperty().addListener((o, was, is) -> pick(is));
    selection.language().addListener(o -> languageChanged());
    selection.variant().addListener(o -> analyse());
    selection.roles().addListener(o -> analyse());
    languages.selectedProperty().addListener(o -> analyse());
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
    languages.setId("aligned-show");
    languages.setMinWidth(Region.USE_PREF_SIZE);
    languages.setTooltip(new Tooltip(Messages.get("aligned.show.tip")));
    VBox.setVgrow(results, Priority.ALWAYS);
    results.getChildren().add(answers.node());
    node.getStyleClass().add("panel");
    node.getChildren()
        .addAll(
            line(pick, samples, languages),
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
      answers.openCell(restored.option("cell", ""));
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
      if (!answers.cell().isEmpty()) {
        options.put("cell", answers.cell());
      }
      if (languages.isSelected()) {
        options.put("view", "languages");
      }
    }
    var file = sample.ownFile(selection.task().get(), chosen);
    return new PanelState(options, file.map(f -> Map.of("data", f)).orElse(Map.of()));
  }

  @Override
  public void restore(PanelState state) {
    restored = state;
    languages.setSelected(state.option("view", "").equals("languages"));
    load();
  }

  private void pick(Example example) {
    if (filling || example == null) {
      return;
    }
    answers.openCell("");
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

  /** Shows the sample in all its languages, or in its own alone. */
  void switchLanguages() {
    languages.setSelected(!languages.isSelected());
  }

  /** Replaces the sample sentence by a text of one's own. */
  void setText(String own) {
    text.setText(own);
  }

  private void edited() {
    if (!filling) {
      answers.openCell("");
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
    asks++;
    if (chosen == null) {
      return;
    }
    boolean own = gold().isEmpty(); // a text of one's own has no translation
    parallel.setVisible(!own && !languages.isSelected());
    languages.setDisable(own || !parallel.found());
    var shown = models.shown(selection.task().get(), selection.roles().get());
    if (nothing() || shown.isEmpty()) {
      aligned.clear();
      answers.say(
          nothing()
              ? Messages.get("explore.empty")
              : ModelBook.none(selection.task().get(), selection.roles().get()));
      bring(answers.node());
    } else if (languages.isSelected() && !own) {
      aligned.show(
          selection.task().get(),
          chosen,
          shown,
          selection.variant().get(),
          () -> bring(aligned.node()),
          () -> analyseOne(shown),
          this::fail);
    } else {
      aligned.clear();
      analyseOne(shown);
    }
  }

  private void bring(Node wanted) {
    if (!results.getChildren().equals(List.of(wanted))) {
      results.getChildren().setAll(wanted);
    }
  }

  private void analyseOne(List<ModelSummary> shown) {
    int mine = ++asks; // only the newest question is answered on screen
    var input = input();
    var variant = selection.variant().get();
    var found = new HashMap<String, Analysis>();
    for (var model : shown) {
      work.ask(
          new Request.Analyse(model.name(), input, ModelBook.variant(model, variant)),
          analysis -> {
            found.put(model.name(), analysis);
            if (found.size() == shown.size() && mine == asks) {
              show(shown, input, variant, shown.stream().map(m -> found.get(m.name())).toList());
            }
          },
          failure -> {
            if (mine == asks && !(failure instanceof Replaced)) {
              fail(failure);
            }
          });
    }
  }

  /** Answers to another text would be taken for answers to this one. */
  private void fail(Throwable why) {
    answers.say(
        why instanceof CancellationException
            ? Messages.get("explore.stopped")
            : Problem.inWords(why));
    bring(answers.node());
  }

  private void show(List<ModelSummary> shown, Input input, Variant variant, List<Analysis> list) {
    answers.show(
        new AnswerView.Answers(
            shown, list, input, gold(), variant, selection.language().get().rightToLeft()));
    bring(answers.node());
    status.analysed(list);
  }

  private int position(ModelSummary model, Analysis analysis) {
    return models.position(model, analysis, selection.layer().get());
  }

  private void layerChanged() {
    aligned.layer();
    answers.layer();
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public List<FigureView> figures() {
    return results.getChildren().contains(aligned.node()) ? aligned.figures() : answers.figures();
  }

  @Override
  public List<FigureView> allViews() {
    return Stream.concat(answers.allViews().stream(), aligned.allViews().stream()).toList();
  }
}
