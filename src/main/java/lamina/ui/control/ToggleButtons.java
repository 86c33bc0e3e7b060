package lamina.ui.control;

import java.util.function.Consumer;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;

/** Buttons of which exactly one is chosen. */
public final class ToggleButtons {
  private ToggleButtons() {}

  /** Tells of every choice; a press on the chosen button leaves it chosen. */
  public static void always(ToggleGroup group, Consumer<Toggle> chosen) {
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
