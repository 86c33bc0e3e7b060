package lamina.ui.window;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.chart.Axis;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.language.Language;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.ui.control.HelpMark;
import lamina.ui.control.LabelledFields;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Roles;
import lamina.ui.workspace.Selection;
import org.controlsfx.control.SearchableComboBox;

/** The bar on top: what the person chooses goes into the selection. */
final class SelectionBar {
  private static final double BESIDE = 2 * 16; // padding of the style sheet

  private final Selection selection;
  private final ModelRegistry models;
  private final SampleData sample;
  private final VBox node = new VBox();
  private final ComboBox<Task> tasks = new ComboBox<>();
  private final SearchableComboBox<Language> languages = new SearchableComboBox<>();
  private final ComboBox<Variant> variants = new ComboBox<>();
  private final Slider slider = new Slider();
  private final Label student = new Label();
  private final ModelPicker choice;
  private boolean updating;

  /**
   * Builds the bar.
   *
   * @param otherModel told when the person chose another model
   */
  SelectionBar(Selection selection, ModelRegistry models, SampleData sample, Runnable otherModel) {
    choice = new ModelPicker(selection, models, otherModel);
    this.selection = selection;
    this.models = models;
    this.sample = sample;
    tasks.setId("task");
    tasks.setConverter(LabelledFields.named(Task::label));
    languages.setId("language");
    languages.setConverter(LabelledFields.named(LanguageWords::label));
    languages.getStyleClass().add("language-choice");
    variants.setId("variant");
    variants.setConverter(LabelledFields.named(Variant::key));
    List.of(tasks, languages, variants).forEach(c -> c.setMinWidth(Region.USE_PREF_SIZE));
    tasks.setAccessibleText(Messages.get("bar.task"));
    languages.setAccessibleText(Messages.get("bar.language"));
    variants.setAccessibleText(Messages.get("bar.variant"));
    slider.setAccessibleText(Messages.get("bar.layer"));
    var choices =
        new FlowPane(
            12,
            8,
            LabelledFields.field("bar.task", tasks),
            LabelledFields.field("bar.language", languages),
            new HBox(4, LabelledFields.field("bar.variant", variants), new HelpMark("fusion")));
    choices.getChildren().addAll(choice.nodes());
    choices.getStyleClass().add("selection-bar");
    // A box asks its flow for the height at the preferred width, so that has to be the true one.
    choices.prefWrapLengthProperty().bind(node.widthProperty().subtract(BESIDE));
    node.getChildren().addAll(choices, layerBar());
    wire();
  }

  private HBox layerBar() {
    slider.setId("layer");
    slider.setMin(1);
    slider.setMajorTickUnit(1);
    slider.setMinorTickCount(0);
    slider.setSnapToTicks(true);
    slider.setShowTickMarks(true);
    slider.setShowTickLabels(true);
    slider.setBlockIncrement(1);
    slider.setTooltip(new Tooltip(Messages.get("bar.layer.tip")));
    slider.skinProperty().addListener(o -> showTicksAtOnce());
    // On a track of whole pixels the last label may lie a rounding error past its end and is
    // hidden.
    slider.setSnapToPixel(false);
    slider.setPadding(new javafx.geometry.Insets(0, 0.25, 0, 0));
    HBox.setHgrow(slider, Priority.ALWAYS);
    student.setMinWidth(Region.USE_PREF_SIZE);
    student.setId("student-layer");
    var caption = LabelledFields.label("bar.layer");
    var bar = new HBox(caption, slider, student);
    bar.getStyleClass().add("layer-bar");
    return bar;
  }

  private void wire() {
    tasks.valueProperty().addListener((o, was, is) -> set(() -> selection.task().set(is), is));
    languages
        .valueProperty()
        .addListener((o, was, is) -> set(() -> selection.language().set(is), is));
    variants
        .valueProperty()
        .addListener((o, was, is) -> set(() -> selection.variant().set(is), is));
    slider
        .valueProperty()
        .addListener((o, was, is) -> selection.layer().set((int) Math.round(is.doubleValue())));
    selection.task().addListener(o -> fill());
    selection.language().addListener((o, was, is) -> languages.setValue(is));
    selection.variant().addListener((o, was, is) -> variants.setValue(is));
    selection
        .layer()
        .addListener(
            (o, was, is) -> {
              if (Math.round(slider.getValue()) != is.intValue()) {
                slider.setValue(is.intValue());
              }
              showStudent();
            });
  }

  private void set(Runnable change, Object value) {
    if (!updating && value != null) {
      change.run();
    }
  }

  /** Offers what there is for the task. */
  void fill() {
    updating = true;
    try {
      var task = selection.task().get();
      tasks.getItems().setAll(models.tasks());
      tasks.setValue(task);
      languages.getItems().setAll(sample.languages(task));
      languages.setValue(selection.language().get());
      choice.fill(task);
      variants.getItems().setAll(models.variants(task));
      variants.setValue(selection.variant().get());
      slider.setDisable(models.variants(task).stream().noneMatch(Variant::usesLayer));
      int depth = models.scale(task).map(ModelSummary::layers).orElse(2);
      slider.setMax(depth);
      slider.setLabelFormatter(
          LabelledFields.named(
              value ->
                  value >= depth
                      ? Messages.get("bar.last")
                      : Integer.toString((int) Math.round(value))));
      slider.setValue(selection.layer().get());
      showStudent();
    } finally {
      updating = false;
    }
  }

  private void showStudent() {
    var task = selection.task().get();
    var counted = models.scale(task);
    student.setText(
        models.shown(task, Roles.BOTH).stream()
            .filter(m -> !counted.equals(Optional.of(m)))
            .findFirst()
            .map(m -> place(m, models.head(m, Variants.KNOWN.gated(), selection.layer().get())))
            .orElse(""));
  }

  /** "Student 3": the layer of a model that the slider doesn't count. */
  private static String place(ModelSummary model, HeadKey head) {
    return FigureTexts.name(FigureTexts.role(model.role()))
        + " "
        + (head.variant().isBaseline() ? Messages.get("bar.last") : head.layer());
  }

  Node node() {
    return node;
  }

  /** The axis would fade its new labels in for most of a second whenever the task changes. */
  private void showTicksAtOnce() {
    if (slider.lookup(".axis") instanceof Axis<?> axis) {
      axis.setAnimated(false);
    }
  }

  Slider slider() {
    return slider;
  }
}
