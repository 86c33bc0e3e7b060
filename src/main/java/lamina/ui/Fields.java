package lamina.ui;

import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import lamina.data.TextLimit;
import lamina.problem.Problem;

/** Controls beside their names, and the names of what they offer. */
final class Fields {
  private Fields() {}

  /** A control with its name, kept on one line. */
  static HBox field(String key, Control control) {
    var label = label(key);
    label.setLabelFor(control);
    var box = new HBox(8, label, control);
    box.setAlignment(Pos.CENTER_LEFT);
    return box;
  }

  /** A name that is never cut off. */
  static Label label(String key) {
    var label = new Label(Messages.get(key));
    label.getStyleClass().add("field-label");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  /**
   * Refuses what would make two texts together longer than is read at once; the field keeps what it
   * had.
   *
   * @param refused told why
   */
  static void limit(TextInputControl field, TextInputControl other, Consumer<Problem> refused) {
    field.setTextFormatter(
        new TextFormatter<>(
            change -> {
              long before = change.getControlText().length();
              long removed = change.getRangeEnd() - change.getRangeStart();
              try {
                TextLimit.check(before - removed + change.getText().length() + other.getLength());
                return change;
              } catch (Problem e) {
                refused.accept(e);
                return null;
              }
            }));
  }

  /** Values by their names, for boxes that aren't typed into; nothing for null. */
  static <T> StringConverter<T> named(Function<T, String> name) {
    return new StringConverter<>() {
      @Override
      public String toString(T value) {
        return value == null ? "" : name.apply(value);
      }

      @Override
      public T fromString(String text) {
        throw new UnsupportedOperationException("these boxes aren't typed into");
      }
    };
  }
}
