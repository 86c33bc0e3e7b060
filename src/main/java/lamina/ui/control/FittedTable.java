package lamina.ui.control;

import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** Keeps the columns of a table as wide as their texts, at every size of text. */
public final class FittedTable<R> {
  private static final int MEASURED = 3;
  private static final double PADDING = 1.6;
  private static final double SORT_ARROW = 1.5;
  private static final double BORDER = 2;

  private final TableView<R> table;
  private final InvalidationListener changed = o -> request();
  private boolean requested;

  private FittedTable(TableView<R> table) {
    this.table = table;
  }

  /**
   * From now on; the columns are those of {@link TableColumns}, which share spare room.
   *
   * @param name what the table holds, for who can't see it
   */
  public static <R> void follow(TableView<R> table, String name) {
    table.setAccessibleText(name);
    var fitted = new FittedTable<>(table);
    table.getStyleClass().add("compact-table");
    table.getColumns().addListener(fitted.changed);
    table.getItems().addListener(fitted.changed);
    table
        .itemsProperty()
        .addListener(
            (o, was, is) -> {
              was.removeListener(fitted.changed);
              is.addListener(fitted.changed);
              fitted.request();
            });
    table.skinProperty().addListener(fitted.changed);
    table.widthProperty().addListener(fitted.changed);
    table.heightProperty().addListener(fitted.changed);
    // Set in em by the style sheet: the one property that follows the size of text.
    table.fixedCellSizeProperty().addListener(fitted.changed);
  }

  private void request() {
    if (!requested) {
      requested = true;
      Platform.runLater(
          () -> {
            requested = false;
            fit();
          });
    }
  }

  private void fit() {
    if (!(table.lookup(".column-header .label") instanceof Labeled head) || table.getWidth() == 0) {
      return;
    }
    double used = 0;
    for (var column : table.getColumns()) {
      double width = width(column, head.getFont());
      column.setMinWidth(width);
      used += width;
    }
    double spare = Math.max(0, table.getWidth() - used - BORDER - bar());
    double each = Math.floor(spare / Math.max(1, table.getColumns().size()));
    table.getColumns().forEach(c -> c.setPrefWidth(c.getMinWidth() + each));
  }

  /** Width of the bar that scrolls the rows, where they don't all fit. */
  private double bar() {
    double rows = table.getFixedCellSize() * table.getItems().size();
    double head = table.lookup(".column-header-background").getLayoutBounds().getHeight();
    boolean scrolls = table.getHeight() > 0 && head + rows > table.getHeight();
    return scrolls && table.lookup(".scroll-bar:vertical") instanceof Region bar
        ? bar.prefWidth(-1)
        : 0;
  }

  private double width(TableColumn<R, ?> column, Font headFont) {
    double em = headFont.getSize();
    var bold = Font.font(headFont.getFamily(), javafx.scene.text.FontWeight.BOLD, em);
    double widest = measure(column.getText(), bold) + (column.isSortable() ? SORT_ARROW * em : 0);
    @SuppressWarnings("unchecked") // Columns puts it there
    var text = (Function<R, String>) column.getUserData();
    var longest =
        (text == null ? Stream.<String>of() : table.getItems().stream().map(text))
            .filter(t -> t != null)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .limit(MEASURED)
            .toList();
    for (var cell : longest) {
      widest = Math.max(widest, measure(cell, headFont));
    }
    return Math.ceil(widest + PADDING * em);
  }

  private static double measure(String text, Font font) {
    var drawn = new Text(text);
    drawn.setFont(font);
    return drawn.getLayoutBounds().getWidth();
  }
}
