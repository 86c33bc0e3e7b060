package lamina.ui.window;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureRows;
import lamina.chart.view.FigureView;
import lamina.ui.control.FittedTable;
import lamina.ui.control.TableColumns;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;

/** The numbers of the charts in front, one table a chart. */
final class FigureTables {
  /** A chart's numbers; the same table shows the next chart of its kind. */
  private record Shown(List<String> header, WrappedLabel title, TableView<List<String>> table) {}

  private final BackgroundTasks work;
  private final VBox node = new VBox(8);
  private final List<Shown> tables = new ArrayList<>();
  private final InvalidationListener changed = o -> fill();
  private List<FigureView> views = List.of();
  private int fills;

  FigureTables(BackgroundTasks work) {
    this.work = work;
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

  /** Makes the rows in the background: a long text's chart has thousands. */
  private void fill() {
    int mine = ++fills;
    var words = FigureTexts.words();
    var figures = views.stream().map(FigureView::figure).filter(f -> f != null).toList();
    if (figures.isEmpty()) {
      var empty = new WrappedLabel(Messages.get("tables.empty"));
      empty.getStyleClass().add("empty");
      tables.clear();
      node.getChildren().setAll(empty);
      return;
    }
    work.read(
        () -> figures.stream().map(f -> FigureRows.of(f, words)).toList(),
        rows -> {
          if (mine == fills) {
            show(figures, rows);
          }
        });
  }

  private void show(List<Figure> figures, List<FigureRows> rows) {
    for (int i = 0; i < figures.size(); i++) {
      if (i >= tables.size()) {
        tables.add(table(rows.get(i)));
      } else if (!tables.get(i).header.equals(rows.get(i).header())) {
        tables.set(i, table(rows.get(i)));
      }
      var table = tables.get(i);
      table.title.say(figures.get(i).title());
      table.table.setAccessibleText(figures.get(i).title());
      table.table.getItems().setAll(rows.get(i).rows());
    }
    tables.subList(figures.size(), tables.size()).clear();
    var nodes = new ArrayList<Node>();
    tables.forEach(t -> nodes.addAll(List.of(t.title, t.table)));
    if (!nodes.equals(node.getChildren())) {
      node.getChildren().setAll(nodes);
    }
  }

  private static Shown table(FigureRows rows) {
    var title = new WrappedLabel();
    title.getStyleClass().add("field-label");
    var table = new TableView<List<String>>();
    title.setLabelFor(table);
    table.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    FittedTable.follow(table, ""); // named when it is filled
    table.setPrefHeight(200);
    table.setMinHeight(120);
    VBox.setVgrow(table, Priority.ALWAYS);
    for (int i = 0; i < rows.header().size(); i++) {
      int index = i;
      var column = TableColumns.<List<String>>text(rows.header().get(i), r -> r.get(index));
      column.setSortable(false);
      table.getColumns().add(column);
    }
    return new Shown(rows.header(), title, table);
  }

  Node node() {
    return node;
  }
}
