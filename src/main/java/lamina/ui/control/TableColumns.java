package lamina.ui.control;

import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import lamina.ui.text.Messages;

/** Columns of the window's tables. */
public final class TableColumns {
  private TableColumns() {}

  /** A column of words, aligned left. */
  public static <R> TableColumn<R, String> text(String name, Function<R, String> value) {
    var column = new TableColumn<R, String>(name);
    column.setCellValueFactory(
        c -> new SimpleStringProperty(Messages.apart(value.apply(c.getValue()))));
    column.setUserData(value);
    return column;
  }

  /** A column of numbers that sorts by value, what is missing (NaN) last. */
  public static <R> TableColumn<R, R> number(
      String name, ToDoubleFunction<R> value, Function<R, String> text) {
    var column = new TableColumn<R, R>(name);
    column.getStyleClass().add("number");
    column.setCellValueFactory(c -> new SimpleObjectProperty<>(c.getValue()));
    column.setComparator(Comparator.comparingDouble(value));
    column.setUserData(text);
    column.setCellFactory(
        c ->
            new TableCell<>() {
              @Override
              protected void updateItem(R row, boolean empty) {
                super.updateItem(row, empty);
                setText(empty || row == null ? null : text.apply(row));
              }
            });
    return column;
  }

  /** A column of numbers, its head and its cells aligned right. */
  public static <R> TableColumn<R, String> number(String name, Function<R, String> value) {
    var column = text(name, value);
    column.getStyleClass().add("number");
    return column;
  }
}
