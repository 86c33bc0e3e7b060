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
import lamina.chart.paint.LayerCells;
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
  void rows(Optional<LayerCells> cells, LayerMapFigure figure, double zoom) {
    var areas = cells.map(c -> c.chosen(figure.chosen())).orElse(List.of());
    for (int i = 0; i < ROWS; i++) {
      place(rows.get(i), areas.stream().skip(i).findFirst(), zoom);
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
