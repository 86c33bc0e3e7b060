package lamina.ui.control;

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
import lamina.data.format.TextLimit;
import lamina.problem.Problem;
import lamina.ui.text.Messages;

/** Controls beside their names, and the names of what they offer. */
public final class LabelledFields {
  private LabelledFields() {}

  /** A control with its name, kept on one line. */
  public static HBox field(String key, Control control) {
    var label = label(key);
    label.setLabelFor(control);
    var box = new HBox(8, label, control);
    box.setAlignment(Pos.CENTER_LEFT);
    return box;
  }

  /** A name that is never cut off. */
  public static Label label(String key) {
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
  public static void limit(
      TextInputControl field, TextInputControl other, Consumer<Problem> refused) {
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
  public static <T> StringConverter<T> named(Function<T, String> name) {
    return new StringConverter<>() {
      @Override
      public String toString(T value) {
        return value == null ? "" : Messages.apart(name.apply(value));
      }

      @Override
      public T fromString(String text) {
        throw new UnsupportedOperationException("these boxes aren't typed into");
      }
    };
  }
}
