package lamina.chart.view;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.input.KeyEvent;
import lamina.chart.paint.FigureCells;

/** The cell of a map that the keyboard has reached. */
final class CellCursor {
  private final Consumer<FigureCells.Cell> moved;
  private final Consumer<FigureCells.Cell> chosen;
  private Optional<FigureCells.Cell> cell = Optional.empty();

  /**
   * A cursor that is nowhere yet.
   *
   * @param moved told the cell after every move
   * @param chosen told the cell that Enter or the space bar was pressed on
   */
  CellCursor(Consumer<FigureCells.Cell> moved, Consumer<FigureCells.Cell> chosen) {
    this.moved = moved;
    this.chosen = chosen;
  }

  Optional<FigureCells.Cell> cell() {
    return cell;
  }

  void set(FigureCells.Cell at) {
    cell = Optional.of(at);
  }

  /** Whether the cell is one of a map's: another text may have fewer tokens. */
  boolean inside(FigureCells map) {
    return cell.filter(map::has).isPresent();
  }

  /** Arrows move by a cell, Home and End to the text's ends; the first key shows the first cell. */
  void pressed(KeyEvent event, FigureCells map) {
    int forward = map.rightToLeft() ? -1 : 1;
    switch (event.getCode()) {
      case LEFT, KP_LEFT -> move(map, 0, -forward);
      case RIGHT, KP_RIGHT -> move(map, 0, forward);
      case UP, KP_UP -> move(map, -1, 0);
      case DOWN, KP_DOWN -> move(map, 1, 0);
      case HOME -> move(map, 0, -Integer.MAX_VALUE / 2);
      case END -> move(map, 0, Integer.MAX_VALUE / 2);
      case ENTER, SPACE -> {
        if (!inside(map)) {
          return;
        }
        chosen.accept(cell.get());
      }
      default -> {
        return; // the window's
      }
    }
    event.consume();
  }

  private void move(FigureCells map, int rows, int columns) {
    var from = inside(map) ? cell.get() : new FigureCells.Cell(0, 0);
    boolean first = !inside(map);
    int row = Math.clamp(from.row() + rows, 0, map.rows() - 1);
    int column = Math.clamp(from.column() + columns, 0, Math.max(0, map.columns(row) - 1));
    cell = Optional.of(first ? from : new FigureCells.Cell(row, column));
    moved.accept(cell.get());
  }
}
