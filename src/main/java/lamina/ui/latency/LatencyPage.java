package lamina.ui.latency;

import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.NodeOrientation;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import lamina.chart.figure.Figure;
import lamina.chart.view.FigureView;
import lamina.ui.control.FittedTable;
import lamina.ui.text.Messages;

/**
 * One view of a measurement: its chart, and its numbers under it.
 *
 * @param <R> a row of the table
 */
final class LatencyPage<R> {
  private final FigureView chart = new FigureView();
  private final TableView<R> table = new TableView<>();
  private final VBox node = new VBox(12, chart, table);
  private final ToggleButton button;

  /**
   * An empty page.
   *
   * @param name of the page in ids and messages, for example {@code stream}
   */
  LatencyPage(String name) {
    button = new ToggleButton(Messages.get("latency.page." + name));
    button.setId("latency-" + name);
    button.setUserData(this);
    chart.setId("latency-chart-" + name);
    chart.setLeastHeight(210);
    table.setId("latency-table-" + name);
    table.getStyleClass().add("contenders");
    table.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT); // intervals read so
    FittedTable.follow(table, button.getText());
    VBox.setVgrow(chart, Priority.ALWAYS);
    VBox.setVgrow(node, Priority.ALWAYS);
  }

  /** Shows what was measured; no figure where there is too little for one. */
  void show(Supplier<Figure> figure, List<TableColumn<R, ?>> columns, List<R> rows) {
    chart.draw(figure);
    button.setDisable(chart.figure() == null);
    table.getColumns().setAll(columns);
    table.getItems().setAll(rows);
  }

  /** Sets who is told of a mark of the chart that is clicked, by series and item. */
  void onMark(FigureView.CellHandler marks) {
    chart.setOnCell(marks);
  }

  /** Shows nothing. */
  void clear() {
    chart.setFigure(null);
    button.setDisable(true);
  }

  VBox node() {
    return node;
  }

  FigureView chart() {
    return chart;
  }

  ToggleButton button() {
    return button;
  }
}
