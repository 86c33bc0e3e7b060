package lamina.ui.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import lamina.chart.figure.Figure;
import lamina.chart.view.FigureView;
import lamina.claims.ClaimFinding;
import lamina.claims.ClaimReport;
import lamina.claims.Evidence;
import lamina.ui.control.FittedTable;
import lamina.ui.control.LabelledFields;
import lamina.ui.control.ScrollArea;
import lamina.ui.control.TableColumns;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;

/** Everything behind one verdict: why, the figure, the numbers, what was done, what is missing. */
final class ClaimDetails {
  private static final double FIGURE_HEIGHT = 260;
  private static final double MOST_ROWS = 12;

  private final VBox parts = new VBox(8);
  private final ScrollArea node = new ScrollArea(parts);
  private final FigureView chart = new FigureView();
  private final TableView<Evidence> numbers = new TableView<>();

  ClaimDetails() {
    node.setId("claims-details");
    node.setFitToWidth(true);
    parts.getStyleClass().add("claim-details");
    chart.setId("claims-chart");
    chart.setFixedHeight(FIGURE_HEIGHT);
    numbers.setId("claims-numbers");
    numbers.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    numbers.getColumns().add(TableColumns.text(Messages.get("claims.what"), Evidence::what));
    numbers
        .getColumns()
        .add(TableColumns.number(Messages.get("claims.value"), Evidence::value, this::value));
    numbers
        .getColumns()
        .add(TableColumns.number(Messages.get("claims.interval"), ClaimDetails::interval));
    numbers.getColumns().add(TableColumns.number("p", Evidence::p, ClaimDetails::p));
    numbers
        .getColumns()
        .add(TableColumns.number(Messages.get("column.n"), Evidence::n, e -> e.n() + " " + e.of()));
    FittedTable.follow(numbers, Messages.get("claims.numbers"));
  }

  Node node() {
    return node;
  }

  FigureView chart() {
    return chart;
  }

  /**
   * Shows a claim of a report.
   *
   * @param figure with its numbers; empty where there is none
   */
  void show(ClaimReport report, ClaimFinding finding, Optional<Figure> figure) {
    var all = new ArrayList<Node>();
    var wording = ClaimWords.english(finding.statement().wording());
    wording.getStyleClass().add("sheet-title");
    var verdict = new Label(ClaimWords.numbered(finding));
    verdict.getStyleClass().add("claim-verdict");
    ClaimWords.colour(verdict, finding.verdict());
    all.add(wording);
    all.add(verdict);
    if (!finding.statement().ownMark().isEmpty()) {
      var own = new Label(Messages.get("claims.own", finding.statement().ownMark()));
      own.getStyleClass().add("note");
      all.add(own);
    }
    add(all, "claims.why", finding.reason());
    add(all, "claims.confound", report.confound(finding));
    chart.setFigure(figure.orElse(null));
    figure.ifPresent(f -> all.add(chart));
    if (!finding.evidence().isEmpty()) {
      numbers.getItems().setAll(finding.evidence());
      double rows = Math.min(MOST_ROWS, finding.evidence().size()) + 1.6;
      numbers.setStyle(String.format(Locale.ROOT, "-fx-pref-height: %.1fem;", 2.3 * rows));
      numbers.setMinHeight(Region.USE_PREF_SIZE);
      all.add(numbers);
    }
    add(all, "claims.experiment", finding.experiment());
    add(all, "claims.data", finding.data());
    add(all, "claims.test", finding.test());
    add(all, "claims.encoder", report.encoder().name() + ", " + report.encoder().pretraining());
    if (!report.encoder().mbert()) {
      add(all, "claims.mbert", report.ofMbert());
    }
    if (!finding.command().isEmpty()) {
      all.add(command(finding.command()));
    }
    parts.getChildren().setAll(all);
    node.setVvalue(0);
  }

  private static void add(List<Node> all, String key, String text) {
    if (!text.isEmpty()) {
      all.add(new VBox(LabelledFields.label(key), ClaimWords.english(text)));
    }
  }

  /** What would make what is missing, to be copied. */
  private static Node command(String text) {
    var area = new TextArea(text);
    area.setId("claims-command");
    area.setEditable(false);
    area.setWrapText(true);
    area.setPrefRowCount(2 + text.length() / 90);
    area.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    area.setAccessibleText(Messages.get("claims.command"));
    var label = LabelledFields.label("claims.command");
    label.setLabelFor(area);
    return new VBox(label, area);
  }

  private String value(Evidence e) {
    return Evidence.number(e.value()) + (e.unit().isEmpty() ? "" : " " + e.unit());
  }

  private static String interval(Evidence e) {
    return e.hasInterval()
        ? "[%s, %s]"
            .formatted(Evidence.number(e.interval().low()), Evidence.number(e.interval().high()))
        : "–";
  }

  private static String p(Evidence e) {
    return Double.isNaN(e.p()) ? "–" : LessonTexts.p(e.p());
  }
}
