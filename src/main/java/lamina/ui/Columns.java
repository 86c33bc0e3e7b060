package lamina.ui;

import java.util.function.Function;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.TableColumn;

/** Columns of the window's tables. */
final class Columns {
  private Columns() {}

  /** A column of words, aligned left. */
  static <R> TableColumn<R, String> text(String name, Function<R, String> value) {
    var column = new TableColumn<R, String>(name);
    column.setCellValueFactory(c -> new SimpleStringProperty(value.apply(c.getValue())));
    return column;
  }

  /** A column of numbers, its head and its cells aligned right. */
  static <R> TableColumn<R, String> number(String name, Function<R, String> value) {
    var column = text(name, value);
    column.getStyleClass().add("number");
    return column;
  }
}
