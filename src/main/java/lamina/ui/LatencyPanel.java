package lamina.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import lamina.bench.LatencyReport;
import lamina.chart.FigureView;
import lamina.data.SampleData;
import lamina.data.Task;
import lamina.evaluate.Percentiles;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;
import lamina.model.ModelSummary;
import lamina.service.Request;
import lamina.text.Input;
import lamina.text.Tokenizer;

/** Teacher against student, measured on demand, with all conditions. */
final class LatencyPanel implements Panel {
  private static final int INPUTS = 20;
  private static final int WARMUP = 30;
  private static final int ROUNDS = 200;

  private record Row(ModelSummary model, LatencyReport.Series series, Score mean) {}

  private final Selection selection;
  private final ModelBook models;
  private final SampleData sample;
  private final Work work;
  private final StatusBar status;
  private final VBox node = new VBox();
  private final Button measure = new Button(Messages.get("latency.measure"));
  private final FigureView chart = new FigureView();
  private final TableView<Row> table = new TableView<>();
  private final VBox warnings = new VBox(2);
  private final StackPane hero = new StackPane();

  LatencyPanel(
      Selection selection, ModelBook models, SampleData sample, Work work, StatusBar status) {
    this.selection = selection;
    this.models = models;
    this.sample = sample;
    this.work = work;
    this.status = status;
    node.getStyleClass().add("panel");
    measure.setId("measure");
    measure.getStyleClass().add("accent");
    measure.setOnAction(e -> measure());
    chart.setId("latency-chart");
    table.setId("latency-table");
    table.getStyleClass().add("short-table");
    FittedTable.follow(table);
    VBox.setVgrow(hero, Priority.ALWAYS);
    var bar = new HBox(measure);
    node.getChildren().addAll(bar, hero, table, warnings);
    clear();
    selection.task().addListener(o -> clear());
  }

  private void clear() {
    chart.setFigure(null);
    table.setVisible(false);
    warnings.getChildren().clear();
    var empty = new WrappedLabel(Messages.get("latency.empty"));
    empty.getStyleClass().add("empty");
    empty.setMinHeight(Region.USE_PREF_SIZE);
    hero.getChildren().setAll(empty);
  }

  /** Measures now. */
  void measure() {
    var task = selection.task().get();
    var language = selection.language().get();
    var list = models.shown(task, Roles.BOTH);
    measure.setDisable(true);
    measure.setText(Messages.get("latency.measuring"));
    work.read(
        () ->
            sample.dataset(task, language).examples().stream()
                .limit(INPUTS)
                .map(Tokenizer::input)
                .toList(),
        inputs -> submit(task, list, inputs));
  }

  private void submit(Task task, List<ModelSummary> list, List<Input> inputs) {
    var request =
        new Request.Measure(
            list.stream().map(ModelSummary::name).toList(),
            list.stream().map(ModelSummary::chosen).toList(),
            List.of(),
            inputs,
            WARMUP,
            ROUNDS);
    var ticket =
        work.ask(
            request,
            report -> {
              if (selection.task().get() == task) {
                show(report, list);
              }
            });
    ticket
        .result()
        .whenComplete(
            (r, f) ->
                javafx.application.Platform.runLater(
                    () -> {
                      measure.setDisable(false);
                      measure.setText(Messages.get("latency.measure"));
                    }));
  }

  private void show(LatencyReport report, List<ModelSummary> list) {
    chart.draw(() -> Figures.latency(report, list));
    hero.getChildren().setAll(chart);
    table.setVisible(true);
    table.getColumns().clear();
    var columns = new ArrayList<TableColumn<Row, String>>();
    columns.add(column("latency.model", r -> r.model.name(), false));
    columns.add(column("latency.p50", r -> percentile(r, 50), true));
    columns.add(column("latency.p90", r -> percentile(r, 90), true));
    columns.add(column("latency.p99", r -> percentile(r, 99), true));
    columns.add(column("latency.first", r -> format(r.series.firstMillis()), true));
    columns.add(column("latency.parameters", r -> millions(r.series.parameters()), true));
    columns.add(
        column(
            "latency.encoder",
            r -> millions(r.series.parameters() - r.series.embeddingParameters()),
            true));
    columns.add(
        column(
            "latency.score",
            r ->
                r.mean == null
                    ? ""
                    : String.format(
                        Locale.ROOT,
                        "%.1f  [%.1f, %.1f]",
                        100 * r.mean.value(),
                        100 * r.mean.interval().low(),
                        100 * r.mean.interval().high()),
            true));
    table.getColumns().setAll(columns);
    var rows = new ArrayList<Row>();
    for (int i = 0; i < list.size(); i++) {
      var model = list.get(i);
      rows.add(
          new Row(
              model,
              report.series().get(i),
              models.scores(model).find(ScoreTable.MEAN, model.chosen()).orElse(null)));
    }
    table.getItems().setAll(rows);
    warnings.getChildren().clear();
    for (var warning : report.warnings()) {
      var label = new WrappedLabel(warning);
      label.getStyleClass().add("note");
      warnings.getChildren().add(label);
    }
  }

  private static String percentile(Row row, double percent) {
    var p = Percentiles.of(row.series.millis(), percent);
    return format(p.value())
        + (p.reliable() ? "" : "?")
        + "  ["
        + format(p.interval().low())
        + ", "
        + format(p.interval().high())
        + "]";
  }

  private static String format(double millis) {
    return String.format(Locale.ROOT, "%.2f", millis);
  }

  private static String millions(long count) {
    return String.format(Locale.ROOT, "%.2f M", count / 1e6);
  }

  private static TableColumn<Row, String> column(
      String key, Function<Row, String> value, boolean number) {
    var name = Messages.get(key);
    TableColumn<Row, String> column =
        number ? Columns.number(name, value) : Columns.text(name, value);
    return column;
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
