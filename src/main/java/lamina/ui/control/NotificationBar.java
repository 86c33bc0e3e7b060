package lamina.ui.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import lamina.ui.text.Messages;

/**
 * Messages that lie over the window's lower edge, the newest in sight: nothing moves when one comes
 * or goes, and nothing is blocked. One that offers to do something stays until somebody has
 * answered it: newer ones only stand before it.
 */
public final class NotificationBar {
  private static final double WIDEST = 900;
  private static final double BESIDE = 44; // above the status bar

  /**
   * Something to do about a message.
   *
   * @param text of its button
   */
  public record Action(String text, Runnable doing) {}

  private record Message(String text, List<Action> actions, Runnable dismissed) {}

  private final WrappedLabel text = new WrappedLabel();
  private final HBox actions = new HBox(8);
  private final HBox node = new HBox(12, text, actions);
  private final Deque<Message> messages = new ArrayDeque<>(); // the newest first

  public NotificationBar() {
    node.setId("notification");
    node.getStyleClass().add("notification");
    text.setId("notification-text");
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    actions.setMinWidth(Region.USE_PREF_SIZE);
    node.managedProperty().bind(node.visibleProperty());
    node.setMaxSize(WIDEST, Region.USE_PREF_SIZE);
    StackPane.setAlignment(node, Pos.BOTTOM_CENTER);
    StackPane.setMargin(node, new Insets(0, BESIDE, BESIDE, BESIDE));
    write();
  }

  /** Shows a message that can only be dismissed. */
  public void show(String message) {
    show(message, List.of(), () -> {});
  }

  /**
   * Shows a message with something to do about it.
   *
   * @param dismissed run where the person doesn't want it
   */
  public void show(String message, String action, Runnable doing, Runnable dismissed) {
    show(message, List.of(new Action(action, doing)), dismissed);
  }

  /** The same with several things to do, of which one is done. */
  public void show(String message, List<Action> offered, Runnable dismissed) {
    messages.removeIf(m -> m.actions.isEmpty() || m.text.equals(message));
    messages.addFirst(new Message(message, offered, dismissed));
    write();
  }

  private void write() {
    var message = messages.peekFirst();
    node.setVisible(message != null);
    actions.getChildren().clear();
    if (message == null) {
      return;
    }
    text.say(message.text);
    for (int i = 0; i < message.actions.size(); i++) {
      var action = message.actions.get(i);
      var button =
          button(action.text, "notification-action" + (i == 0 ? "" : "-" + (i + 1)), message);
      button.getStyleClass().add("accent");
      button.setOnAction(e -> answer(message, action.doing));
      actions.getChildren().add(button);
    }
    var close = button(Messages.get("notification.dismiss"), "notification-dismiss", message);
    actions.getChildren().add(close);
  }

  private Button button(String label, String id, Message message) {
    var button = new Button(label);
    button.setId(id);
    button.setOnAction(e -> answer(message, message.dismissed));
    return button;
  }

  private void answer(Message message, Runnable doing) {
    messages.remove(message);
    write();
    doing.run();
  }

  public Node node() {
    return node;
  }
}
