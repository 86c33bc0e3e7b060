package lamina.chart.view;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.paint.LayerMapLayout;
import lamina.chart.paint.Theme;

/** Outlines over a figure: rows that the slider stands at, a cell that is opened, the cursor. */
final class Outlines {
  private static final int ROWS = 4;
  private static final double ROW = 1.4;

  private final List<Rectangle> rows =
      IntStream.range(0, ROWS).mapToObj(i -> outline("#1F2328", ROW)).toList();
  private final Rectangle opened = outline("#8250DF", 2);
  private final Rectangle cursor = outline("#0969DA", 3);

  private static Rectangle outline(String color, double width) {
    var outline = new Rectangle();
    outline.setFill(Color.TRANSPARENT);
    outline.setStroke(Color.web(color));
    outline.setStrokeWidth(width);
    outline.setMouseTransparent(true);
    outline.setManaged(false);
    outline.setVisible(false);
    return outline;
  }

  List<Node> nodes() {
    var nodes = new ArrayList<Node>(rows);
    nodes.add(opened);
    nodes.add(cursor);
    return nodes;
  }

  /** Moves to the rows that are chosen; nothing is repainted. */
  void rows(Optional<FigureCells.Layers> cells, LayerMapFigure figure, double zoom) {
    int used = 0;
    for (int i = 0; cells.isPresent() && i < 2; i++) {
      boolean gates = i == 1;
      var places = gates ? figure.gateRows() : figure.answerRows();
      for (int r = 0; r < places.size() && used < ROWS; r++) {
        if (figure.chosen(places.get(r))) {
          var row = cells.get().layout().row(new LayerMapLayout.Place(gates, r, -1));
          place(rows.get(used++), Optional.of(row), zoom);
        }
      }
    }
    for (int i = used; i < ROWS; i++) {
      rows.get(i).setVisible(false);
    }
  }

  /** Gives the rows' outlines the colour of texts, which no answer and no gate has. */
  void theme(Theme theme) {
    var text = theme.text();
    var color = Color.rgb(text.getRed(), text.getGreen(), text.getBlue());
    for (var row : rows) {
      row.setStroke(color);
    }
  }

  void noRows() {
    rows.forEach(r -> r.setVisible(false));
  }

  /** The cell whose details are shown, whoever has the focus. */
  void opened(Optional<Rectangle2D> area, double zoom) {
    place(opened, area, zoom);
  }

  void cursor(Optional<Rectangle2D> area, double zoom) {
    place(cursor, area, zoom);
  }

  private static void place(Rectangle outline, Optional<Rectangle2D> area, double zoom) {
    outline.setVisible(area.isPresent());
    area.ifPresent(
        a -> {
          outline.setX(a.getX() * zoom);
          outline.setY(a.getY() * zoom);
          outline.setWidth(a.getWidth() * zoom);
          outline.setHeight(a.getHeight() * zoom);
        });
  }
}
