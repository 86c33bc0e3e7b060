package lamina.ui.window;

import java.util.Optional;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import lamina.ui.text.Messages;

/**
 * Something a person can do; menus, buttons, tooltips, shortcuts and the command list all come from
 * it.
 *
 * @param id unique, also the id of its button
 * @param key of its text; the key with {@code .tip} has a longer one where there is one
 * @param group the menu that it stands in
 * @param shortcut keys that run it
 * @param action run on the UI thread
 * @param enabled whether it can be run now
 */
public record Command(
    String id,
    String key,
    Group group,
    Optional<KeyCombination> shortcut,
    Runnable action,
    ObservableBooleanValue enabled) {
  /** The menus, in their order. */
  public enum Group {
    FILE,
    VIEW,
    GO,
    HELP
  }

  String text() {
    return Messages.get(key);
  }

  /** The longer text, with the keys. */
  String tip() {
    var text = Messages.has(key + ".tip") ? Messages.get(key + ".tip") : text();
    return shortcut.map(s -> text + " (" + s.getDisplayText() + ")").orElse(text);
  }

  void run() {
    if (enabled.get()) {
      action.run();
    }
  }
}
