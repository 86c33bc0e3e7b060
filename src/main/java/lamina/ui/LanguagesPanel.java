package lamina.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import lamina.chart.FigureView;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;

/** Scores by language, grouped by family or script, the table beneath. */
final class LanguagesPanel implements Panel {
  private record Row(Language language, List<Optional<Score>> scores, Optional<Score> baseline) {
    Optional<Score> any() {
      return scores.stream().flatMap(Optional::stream).findFirst();
    }
  }

  private final Selection selection;
  private final ModelBook models;
  private final VBox node = new VBox();
  private final ComboBox<String> grouping = new ComboBox<>();
  private final FigureView chart = new FigureView();
  private final TableView<Row> table = new TableView<>();

  LanguagesPanel(Selection selection, ModelBook models) {
    this.selection = selection;
    this.models = models;
    node.getStyleClass().add("panel");
    grouping.setId("grouping");
    grouping
        .getItems()
        .addAll(
            Messages.get("languages.family"),
            Messages.get("languages.script"),
            Messages.get("languages.score"));
    grouping.setValue(grouping.getItems().getFirst());
    grouping.valueProperty().addListener(o -> refresh());
    chart.setId("languages-chart");
    VBox.setVgrow(chart, Priority.ALWAYS);
    chart.setPrefHeight(320);
    table.setId("languages-table");
    table.setPrefHeight(250);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
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
    var list = models.shown(task, selection.roles().get());
    var tables = new HashMap<String, ScoreTable>();
    var heads = new HashMap<String, HeadKey>();
    var codes = new TreeSet<String>();
    for (var m : list) {
      tables.put(m.name(), models.scores(m));
      heads.put(m.name(), models.head(m, selection.variant().get(), selection.layer().get()));
      codes.addAll(models.scores(m).languages());
    }
    node.getChildren().clear();
    if (codes.isEmpty()) {
      chart.setFigure(null);
      var path = list.isEmpty() ? "" : list.getFirst().directory().toString();
      var empty = new Label(Messages.get("layers.empty", task.key(), path));
      empty.getStyleClass().add("empty");
      node.getChildren().add(empty);
      return;
    }
    var order = order(codes, list.getFirst(), tables, heads);
    chart.setFigure(
        Figures.languages(list, tables, heads, order, title(list.getFirst(), tables, heads)));
    fill(list, tables, heads, order);
    var label = new Label(Messages.get("languages.group"));
    label.getStyleClass().add("field-label");
    var bar = new HBox(8, label, grouping);
    bar.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    node.getChildren().addAll(bar, chart, table);
  }

  private List<Language> order(
      TreeSet<String> codes,
      ModelSummary first,
      Map<String, ScoreTable> tables,
      Map<String, HeadKey> heads) {
    var languages = new ArrayList<>(codes.stream().map(Languages::of).toList());
    Comparator<Language> byScore =
        Comparator.comparingDouble(
            l ->
                -tables
                    .get(first.name())
                    .find(l.code(), heads.get(first.name()))
                    .map(Score::value)
                    .orElse(0.0));
    int choice = grouping.getSelectionModel().getSelectedIndex();
    Comparator<Language> group =
        switch (choice) {
          case 0 -> Comparator.comparing(Language::family).thenComparing(Language::branch);
          case 1 -> Comparator.comparing(Language::script);
          default -> (a, b) -> 0;
        };
    languages.sort(group.thenComparing(byScore));
    return languages;
  }

  private static String title(
      ModelSummary model, Map<String, ScoreTable> tables, Map<String, HeadKey> heads) {
    var table = tables.get(model.name());
    var mean = table.find(ScoreTable.MEAN, heads.get(model.name()));
    var english = table.find("en", heads.get(model.name()));
    if (mean.isEmpty() || english.isEmpty()) {
      return Messages.get("languages.titleShort", model.task().label());
    }
    return Messages.get(
        "languages.title",
        Figures.role(model.role()).label(),
        percent(mean.get().value()),
        percent(english.get().value() - mean.get().value()));
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f", 100 * value);
  }

  private void fill(
      List<ModelSummary> list,
      Map<String, ScoreTable> tables,
      Map<String, HeadKey> heads,
      List<Language> order) {
    table.getColumns().clear();
    var columns = new ArrayList<TableColumn<Row, String>>();
    columns.add(column(Messages.get("column.language"), r -> r.language.name(), false));
    columns.add(column(Messages.get("column.family"), r -> r.language.family(), false));
    columns.add(
        column(Messages.get("column.n"), r -> r.any().map(s -> "" + s.n()).orElse(""), true));
    for (int i = 0; i < list.size(); i++) {
      int index = i;
      var english = tables.get(list.get(i).name()).find("en", heads.get(list.get(i).name()));
      var name = Figures.role(list.get(i).role()).label();
      columns.add(
          column(
              name + ", %", r -> r.scores.get(index).map(LanguagesPanel::cell).orElse(""), true));
      columns.add(
          column(
              Messages.get("column.gap"),
              r ->
                  r.scores
                      .get(index)
                      .filter(s -> english.isPresent() && !r.language.code().equals("en"))
                      .map(s -> percent(english.get().value() - s.value()))
                      .orElse(""),
              true));
    }
    columns.add(
        column(
            Messages.get("bar.last") + ", %",
            r -> r.baseline.map(LanguagesPanel::cell).orElse(""),
            true));
    columns.add(
        column(
            Messages.get("column.pieces"),
            r -> r.any().map(s -> String.format(Locale.ROOT, "%.2f", s.piecesPerWord())).orElse(""),
            true));
    table.getColumns().setAll(columns);
    var rows = new ArrayList<Row>();
    for (var language : order) {
      rows.add(
          new Row(
              language,
              list.stream()
                  .map(m -> tables.get(m.name()).find(language.code(), heads.get(m.name())))
                  .toList(),
              tables.get(list.getFirst().name()).find(language.code(), HeadKey.LAST)));
    }
    table.getItems().setAll(rows);
  }

  private static String cell(Score s) {
    return percent(s.value())
        + "  ["
        + percent(s.interval().low())
        + ", "
        + percent(s.interval().high())
        + "]";
  }

  private static TableColumn<Row, String> column(
      String name, Function<Row, String> value, boolean number) {
    return number ? Columns.number(name, value) : Columns.text(name, value);
  }

  @Override
  public PanelState state() {
    var groups = List.of("family", "script", "score");
    int index = grouping.getSelectionModel().getSelectedIndex();
    return new PanelState(Map.of("group", groups.get(index)), Map.of());
  }

  @Override
  public void restore(PanelState state) {
    var groups = List.of("family", "script", "score");
    grouping.getSelectionModel().select(Math.max(0, groups.indexOf(state.option("group", ""))));
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
