package lamina.ui.scores;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.collections.FXCollections;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.Role;
import lamina.chart.view.FigureView;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.experiment.Estimate;
import lamina.experiment.ExperimentResults;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.ui.control.FittedTable;
import lamina.ui.control.HelpMark;
import lamina.ui.control.LabelledFields;
import lamina.ui.control.SaveDialog;
import lamina.ui.control.TableColumns;
import lamina.ui.control.WrappedLabel;
import lamina.ui.scores.LanguageTable.Column;
import lamina.ui.scores.LanguageTable.Row;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ExperimentScores;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Selection;

/** Scores by language, grouped and sorted, beside a table that can be searched and exported. */
public final class LanguagesPanel implements Panel {
  /** Its name. */
  public static final PanelKind KIND = new PanelKind("languages");

  private static final double SIDE_BY_SIDE = 1050;

  /** What papers are printed in. */
  private static final String ENGLISH = "en";

  private final Selection selection;
  private final ModelRegistry models;
  private final SaveDialog dialog;
  private final BackgroundTasks work;
  private final VBox node = new VBox();
  private final SourceChoice source;
  private final ScoreOffer scoreNow;
  private final ComboBox<String> condition = new ComboBox<>();
  private final HBox sourceField;
  private final HBox conditionField;
  private final HBox groupField;
  private final HBox orderField;
  private final FlowPane bar = new FlowPane(12, 8);
  private final HelpMark gap = new HelpMark("gap");

  private final ComboBox<String> grouping = choice("grouping", LanguageTable.Grouping.values());
  private final ComboBox<String> order = choice("languages-order", LanguageTable.Order.values());
  private final TextField search = new TextField();
  private final FigureView chart = new FigureView();
  private final TableView<Row> table = new TableView<>();
  private final WrappedLabel mean = new WrappedLabel();
  private final SplitPane split = new SplitPane();
  private LanguageTable all;
  private boolean filling;
  private String wanted = "";

  public LanguagesPanel(
      Selection selection,
      ModelRegistry models,
      SampleData sample,
      ExperimentScores experiments,
      SaveDialog dialog,
      BackgroundTasks work) {
    this.selection = selection;
    this.models = models;
    this.dialog = dialog;
    this.work = work;
    source = new SourceChoice("languages-source", experiments, this::refresh);
    scoreNow = new ScoreOffer(models, sample, work, this::refresh);
    node.getStyleClass().add("panel");
    condition.setId("languages-condition");
    condition.valueProperty().addListener(o -> refresh());
    // Once: a control keeps every label that was ever made for it.
    sourceField = LabelledFields.field("source.label", source.node());
    conditionField = LabelledFields.field("languages.condition", condition);
    groupField = LabelledFields.field("languages.group", grouping);
    orderField = LabelledFields.field("languages.sort", order);
    conditionField.managedProperty().bind(conditionField.visibleProperty());
    List.of(grouping, order).forEach(b -> b.valueProperty().addListener(o -> refresh()));
    search.setId("languages-search");
    search.setPromptText(Messages.get("languages.search"));
    search.textProperty().addListener(o -> filter());
    HBox.setHgrow(search, Priority.ALWAYS);
    chart.setId("languages-chart");
    chart.setLeastHeight(240);
    table.setId("languages-table");
    FittedTable.follow(table, Messages.get("table.languages"));
    table.setPlaceholder(new Label(Messages.get("languages.nomatch")));
    VBox.setVgrow(table, Priority.ALWAYS);
    var tools = new HBox(8, search, export("csv"), export("tex"));
    mean.setId("languages-mean");
    mean.setMinHeight(Region.USE_PREF_SIZE);
    var beside = new VBox(8, tools, table, mean);
    beside.setMinSize(300, 200);
    split.getItems().addAll(chart, beside);
    split.getStyleClass().add("plain-split");
    split.setDividerPositions(0.47);
    node.widthProperty().addListener((o, was, is) -> turn(is.doubleValue()));
    VBox.setVgrow(split, Priority.ALWAYS);
    List.of(selection.language(), selection.roles(), selection.variant(), selection.layer())
        .forEach(p -> p.addListener(o -> refresh()));
  }

  private void turn(double width) {
    var wanted = width > SIDE_BY_SIDE ? Orientation.HORIZONTAL : Orientation.VERTICAL;
    if (split.getOrientation() != wanted) {
      split.setOrientation(wanted);
      split.setDividerPositions(wanted == Orientation.HORIZONTAL ? 0.47 : 0.52);
    }
  }

  private static ComboBox<String> choice(String id, Enum<?>[] values) {
    var box = new ComboBox<String>();
    box.setId(id);
    for (var value : values) {
      box.getItems().add(Messages.get("languages." + value.name().toLowerCase(Locale.ROOT)));
    }
    box.setValue(box.getItems().getFirst());
    return box;
  }

  private Button export(String ending) {
    var button = new Button(Messages.get("languages.export." + ending));
    button.setId("languages-" + ending);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setTooltip(
        new javafx.scene.control.Tooltip(Messages.get("languages.export." + ending + ".tip")));
    button.setOnAction(e -> write(ending));
    return button;
  }

  private void write(String ending) {
    var shown = all.matching(search.getText());
    var group = chosen(grouping, LanguageTable.Grouping.values());
    var sorted = chosen(order, LanguageTable.Order.values());
    dialog
        .save("languages." + ending)
        .ifPresent(
            file ->
                work.read(
                    () -> {
                      LanguageTableText.write(
                          Messages.in(ENGLISH, () -> anew(shown, group, sorted)), file);
                      return file;
                    },
                    done -> {}));
  }

  /** The same rows with all texts in the language of the messages: a file has one language. */
  private static LanguageTable anew(
      LanguageTable shown, LanguageTable.Grouping group, LanguageTable.Order sorted) {
    var columns =
        shown.columns().stream().map(c -> column(c.role(), c.evidence(), c.condition())).toList();
    return LanguageTable.of(columns, group, sorted).with(shown.codes());
  }

  private static <T> T chosen(ComboBox<String> box, T[] values) {
    return values[box.getSelectionModel().getSelectedIndex()];
  }

  private void refresh() {
    if (node.getScene() != null && !filling) {
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
    var scored = list.stream().filter(e -> !e.languages().isEmpty()).toList();
    if (scored.isEmpty()) {
      var unscored = unscored(task);
      say(unscored.isEmpty() ? ModelRegistry.none(task, selection.roles().get()) : "");
      node.getChildren().addAll(unscored);
      return;
    }
    offerConditions(scored.getFirst());
    all =
        LanguageTable.of(
            columns(scored),
            chosen(grouping, LanguageTable.Grouping.values()),
            chosen(order, LanguageTable.Order.values()));
    tableColumns();
    filter();
    mean.say(means());
    bar.getChildren().setAll(sourceField, conditionField, groupField, orderField, gap);
    node.getChildren().setAll(bar, split);
    node.getChildren().addAll(1, unscored(task));
  }

  private List<HBox> unscored(Task task) {
    return source.experiment()
        ? List.of()
        : scoreNow.lines(models.shown(task, selection.roles().get()));
  }

  private void offerConditions(ExperimentResults evidence) {
    conditionField.setVisible(source.experiment());
    if (source.experiment() && !condition.getItems().equals(evidence.conditions())) {
      filling = true;
      condition.getItems().setAll(evidence.conditions());
      condition.setValue(evidence.conditions().contains(wanted) ? wanted : evidence.chosen());
      filling = false;
    }
  }

  private List<Column> columns(List<ExperimentResults> list) {
    var columns = new ArrayList<Column>();
    for (var evidence : list) {
      columns.add(column(LayerFigures.role(evidence), evidence, condition(evidence)));
    }
    var first = list.getFirst();
    if (columns.stream().noneMatch(c -> c.condition().equals(first.baseline()))) {
      columns.add(column(Role.BASELINE, first, first.baseline()));
    }
    return columns;
  }

  private static Column column(Role role, ExperimentResults evidence, String condition) {
    return new Column(name(role, evidence, condition), role, evidence, condition);
  }

  /** "Teacher paper.3" of a model's head, "student" of a sweep's runs. */
  private static String name(Role role, ExperimentResults evidence, String condition) {
    if (evidence.runs()) {
      return condition.equals(HeadKey.LAST.key()) ? Messages.get("role.baseline") : condition;
    }
    var whose = FigureTexts.name(LayerFigures.role(evidence));
    return role == Role.BASELINE
        ? Messages.get("languages.baseline", whose)
        : whose + " " + condition;
  }

  private static BarFigure figure(LanguageTable shown) {
    var named =
        shown.columns().stream().map(c -> column(c.role(), c.evidence(), c.condition())).toList();
    return shown.named(named).figure();
  }

  private String condition(ExperimentResults evidence) {
    if (source.experiment()) {
      return condition.getValue() == null ? evidence.baseline() : condition.getValue();
    }
    ModelSummary model = models.find(evidence.task(), evidence.role()).orElseThrow();
    return models.head(model, selection.variant().get(), selection.layer().get()).key();
  }

  private void filter() {
    if (all != null) {
      var shown = all.matching(search.getText());
      var sorting = List.copyOf(table.getSortOrder());
      table.setItems(FXCollections.observableArrayList(shown.rows()));
      table.getSortOrder().setAll(sorting);
      chart.draw(() -> shown.rows().isEmpty() ? null : figure(shown));
      chart.setOnCell(
          (series, group) -> selection.language().set(shown.rows().get(group).language()));
    }
  }

  /** "Mean without English: Teacher paper.6 76.8 [76.3, 77.2]; …", whatever the search leaves. */
  private String means() {
    var parts =
        all.columns().stream()
            .flatMap(c -> all.mean(c).stream().map(e -> c.name() + " " + cell(e)))
            .toList();
    return parts.isEmpty() ? "" : Messages.get("languages.mean", String.join("; ", parts));
  }

  private void tableColumns() {
    var columns = new ArrayList<TableColumn<Row, ?>>();
    columns.add(
        TableColumns.text(Messages.get("column.language"), r -> LanguageWords.name(r.language())));
    if (grouping.getSelectionModel().getSelectedIndex() < 3) {
      columns.add(TableColumns.text(capital(grouping.getValue()), Row::group));
    }
    columns.add(
        TableColumns.number(
            Messages.get("column.n"),
            r -> r.any().map(e -> (double) e.n()).orElse(Double.NaN),
            r -> r.any().map(e -> "" + e.n()).orElse("")));
    for (int i = 0; i < all.columns().size(); i++) {
      int c = i;
      var column = all.columns().get(c);
      columns.add(
          TableColumns.number(
              column.name() + ", %",
              r -> r.cells().get(c).map(Estimate::value).orElse(Double.NaN),
              r -> r.cells().get(c).map(LanguagesPanel::cell).orElse("")));
      if (column.role() != Role.BASELINE) {
        columns.add(
            TableColumns.number(
                Messages.get("column.gap"),
                r -> r.gaps()[c],
                r -> Double.isNaN(r.gaps()[c]) ? "" : LanguageTable.percent(r.gaps()[c])));
      }
    }
    columns.add(
        TableColumns.number(
            Messages.get("column.pieces"),
            r -> r.any().map(Estimate::piecesPerWord).orElse(Double.NaN),
            r ->
                r.any()
                    .map(e -> String.format(Locale.ROOT, "%.2f", e.piecesPerWord()))
                    .orElse("")));
    var names = columns.stream().map(TableColumn::getText).toList();
    if (!names.equals(table.getColumns().stream().map(TableColumn::getText).toList())) {
      table.getColumns().setAll(columns); // others would lose the order that a person chose
    }
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static String cell(Estimate e) {
    var sd = Double.isNaN(e.sd()) ? "" : " ± " + LanguageTable.percent(e.sd());
    return LanguageTable.percent(e.value())
        + sd
        + "  ["
        + LanguageTable.percent(e.interval().low())
        + ", "
        + LanguageTable.percent(e.interval().high())
        + "]";
  }

  private void say(String text) {
    chart.setFigure(null);
    all = null;
    var label = new WrappedLabel(text);
    label.getStyleClass().add("empty");
    node.getChildren().setAll(sourceField, label);
  }

  @Override
  public PanelState state() {
    return new PanelState(
        Map.of(
            "group", name(grouping, LanguageTable.Grouping.values()),
            "order", name(order, LanguageTable.Order.values()),
            "search", search.getText(),
            "source", source.chosen(),
            "condition", condition.getValue() == null ? "" : condition.getValue()),
        Map.of());
  }

  @Override
  public void restore(PanelState state) {
    choose(grouping, LanguageTable.Grouping.values(), state.option("group", ""));
    choose(order, LanguageTable.Order.values(), state.option("order", ""));
    search.setText(state.option("search", ""));
    source.fill(selection.task().get());
    source.choose(state.option("source", ""));
    wanted = state.option("condition", "");
  }

  private static String name(ComboBox<String> box, Enum<?>[] values) {
    return values[box.getSelectionModel().getSelectedIndex()].name().toLowerCase(Locale.ROOT);
  }

  private static void choose(ComboBox<String> box, Enum<?>[] values, String name) {
    int index = 0;
    for (int i = 0; i < values.length; i++) {
      index = values[i].name().equalsIgnoreCase(name) ? i : index;
    }
    box.getSelectionModel().select(index);
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public List<FigureView> figures() {
    return chart.figure() == null ? List.of() : List.of(chart);
  }

  @Override
  public List<FigureView> allViews() {
    return List.of(chart);
  }
}
