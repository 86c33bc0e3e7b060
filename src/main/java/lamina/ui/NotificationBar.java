package lamina.ui;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** One message at a time under the selection bar; it blocks nothing and stays until dismissed. */
final class NotificationBar {
  private final WrappedLabel text = new WrappedLabel();
  private final HBox actions = new HBox(8);
  private final HBox node = new HBox(12, text, actions);

  NotificationBar() {
    node.setId("notification");
    node.getStyleClass().add("notification");
    text.setId("notification-text");
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    hide();
  }

  /** Shows a message that can only be dismissed. */
  void show(String message) {
    show(message, "", () -> {}, () -> {});
  }

  /**
   * Shows a message with something to do about it.
   *
   * @param action text of the button, or empty for none
   * @param dismissed run where the person doesn't want it
   */
  void show(String message, String action, Runnable doing, Runnable dismissed) {
    text.say(message);
    actions.getChildren().clear();
    if (!action.isEmpty()) {
      var button = new Button(action);
      button.setId("notification-action");
      button.getStyleClass().add("accent");
      button.setOnAction(
          e -> {
            hide();
            doing.run();
          });
      actions.getChildren().add(button);
    }
    var close = new Button(Messages.get("notification.dismiss"));
    close.setId("notification-dismiss");
    close.setOnAction(
        e -> {
          hide();
          dismissed.run();
        });
    actions.getChildren().add(close);
    actions.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    node.setVisible(true);
    node.setManaged(true);
  }

  private void hide() {
    node.setVisible(false);
    node.setManaged(false);
  }

  Node node() {
    return node;
  }
}
