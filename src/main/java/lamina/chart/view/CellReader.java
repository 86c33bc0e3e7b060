package lamina.chart.view;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import lamina.chart.paint.FigureCells;

/** Says the value that mouse or keyboard has reached in a figure, and tells who is clicked. */
final class CellReader {
  private final FigureView view;
  private final Outlines outlines;
  private final Supplier<Optional<FigureCells>> cells;
  private final Consumer<FigureCells.Cell> bring;
  private final Tooltip tooltip = new Tooltip();
  private final CellCursor keys = new CellCursor(this::moved, this::chosen);
  private FigureView.CellHandler handler = (row, column) -> {};

  /**
   * A reader of a view's figure.
   *
   * @param cells of the figure that is shown
   * @param bring told a cell that the keyboard has reached, so that it can be seen
   */
  CellReader(
      FigureView view,
      Outlines outlines,
      Supplier<Optional<FigureCells>> cells,
      Consumer<FigureCells.Cell> bring) {
    this.view = view;
    this.outlines = outlines;
    this.cells = cells;
    this.bring = bring;
  }

  /** Begins. */
  void listen() {
    view.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
    view.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
    view.addEventHandler(MouseEvent.MOUSE_EXITED, e -> tooltip.hide());
    view.addEventHandler(KeyEvent.KEY_PRESSED, e -> cells.get().ifPresent(c -> keys.pressed(e, c)));
    view.focusedProperty()
        .addListener(
            o -> {
              placeCursor();
              tooltip.hide();
            });
  }

  /** Sets who is told of clicks. */
  void handler(FigureView.CellHandler told) {
    handler = told;
  }

  /** Where a cell is in the view; empty where it isn't shown. */
  Optional<Bounds> place(FigureCells.Cell cell) {
    double larger = view.zoomProperty().get();
    return cells
        .get()
        .flatMap(c -> c.shown(Optional.of(cell)))
        .map(
            a ->
                new BoundingBox(
                    a.getX() * larger,
                    a.getY() * larger,
                    a.getWidth() * larger,
                    a.getHeight() * larger));
  }

  /** What is said now; empty where nothing is reached. */
  String said() {
    return tooltip.isShowing() ? tooltip.getText() : "";
  }

  /** Outlines what the keyboard has reached, while the view has the focus. */
  void placeCursor() {
    var reached = view.isFocused() ? cells.get() : Optional.<FigureCells>empty();
    outlines.cursor(
        reached.filter(keys::inside).flatMap(c -> c.shown(keys.cell())), view.zoomProperty().get());
  }

  private void moved(FigureCells.Cell cell) {
    bring.accept(cell);
    placeCursor();
    var said = cells.get().map(c -> c.described(cell)).orElse("");
    view.setAccessibleText(said);
    place(cell)
        .map(view::localToScreen)
        .ifPresentOrElse(at -> tell(said, at.getCenterX(), at.getMaxY() + 4), tooltip::hide);
  }

  private void tell(String said, double x, double y) {
    tooltip.setText(said);
    tooltip.show(view, x, y);
  }

  private void chosen(FigureCells.Cell cell) {
    handler.clicked(cell.row(), cell.column());
  }

  private Optional<FigureCells.Cell> at(MouseEvent event) {
    double larger = view.zoomProperty().get();
    return cells.get().flatMap(c -> c.at(event.getX() / larger, event.getY() / larger));
  }

  private void hover(MouseEvent event) {
    at(event)
        .flatMap(cell -> cells.get().map(c -> c.described(cell)))
        .ifPresentOrElse(
            said -> tell(said, event.getScreenX() + 12, event.getScreenY() + 12), tooltip::hide);
  }

  private void click(MouseEvent event) {
    if (!event.isStillSincePress()) {
      return; // the end of a drag
    }
    at(event)
        .ifPresent(
            cell -> {
              view.requestFocus();
              keys.set(cell);
              placeCursor();
              chosen(cell);
            });
  }
}
