package lamina.ui;

import java.util.function.Consumer;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;

/** Buttons of which exactly one is chosen. */
final class Toggles {
  private Toggles() {}

  /** Tells of every choice; a press on the chosen button leaves it chosen. */
  static void always(ToggleGroup group, Consumer<Toggle> chosen) {
    group
        .selectedToggleProperty()
        .addListener(
            (o, was, is) -> {
              if (is == null) {
                group.selectToggle(was);
              } else {
                chosen.accept(is);
              }
            });
  }
}
