package lamina.ui;

import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import lamina.chart.Figure;
import lamina.chart.FigureRows;
import lamina.chart.FigureView;

/** The numbers of the charts in front, one table a chart. */
final class FigureTables {
  private final VBox node = new VBox(8);
  private final InvalidationListener changed = o -> fill();
  private List<FigureView> views = List.of();

  FigureTables() {
    node.setId("figure-tables");
    node.getStyleClass().add("panel");
  }

  /** Follows other charts. */
  void follow(List<FigureView> shown) {
    views.forEach(v -> v.figureProperty().removeListener(changed));
    views = shown;
    views.forEach(v -> v.figureProperty().addListener(changed));
    fill();
  }

  private void fill() {
    node.getChildren().clear();
    for (var view : views) {
      if (view.figure() != null) {
        var title = new Label(view.figure().title());
        title.getStyleClass().add("field-label");
        title.setWrapText(true);
        var table = table(view.figure());
        title.setLabelFor(table);
        node.getChildren().addAll(title, table);
      }
    }
    if (node.getChildren().isEmpty()) {
      var empty = new Label(Messages.get("tables.empty"));
      empty.getStyleClass().add("empty");
      node.getChildren().add(empty);
    }
  }

  private static TableView<List<String>> table(Figure figure) {
    var rows = FigureRows.of(figure);
    var table = new TableView<List<String>>();
    table.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    table.setAccessibleText(figure.title());
    FittedTable.follow(table);
    table.setPrefHeight(200);
    table.setMinHeight(120);
    VBox.setVgrow(table, Priority.ALWAYS);
    for (int i = 0; i < rows.header().size(); i++) {
      int index = i;
      var column = Columns.<List<String>>text(rows.header().get(i), r -> r.get(index));
      column.setSortable(false);
      table.getColumns().add(column);
    }
    table.getItems().setAll(rows.rows());
    return table;
  }

  Node node() {
    return node;
  }
}
