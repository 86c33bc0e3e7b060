package lamina.ui.window;

import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import lamina.ui.control.Overlay;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;
import lamina.ui.workspace.MessageLog;

/** The log, newest last, to read and copy. */
final class LogSheet {
  private final ListView<MessageLog.Entry> list;
  private final VBox node = new VBox(8);
  private final Overlay overlay;

  LogSheet(MessageLog log, Overlay overlay) {
    this.overlay = overlay;
    list = new ListView<>(log.entries());
    list.setId("log");
    list.setAccessibleText(Messages.get("status.problems"));
    list.setPlaceholder(new Label(Messages.get("status.none")));
    list.setPrefSize(760, 360);
    list.setCellFactory(l -> new Cell());
    var title = new Label(Messages.get("status.problems"));
    title.getStyleClass().add("sheet-title");
    title.setLabelFor(list);
    var copy = new Button(Messages.get("log.copy"));
    copy.setId("log-copy");
    copy.setOnAction(
        e -> {
          var content = new ClipboardContent();
          content.putString(
              log.entries().stream().map(MessageLog.Entry::text).collect(Collectors.joining("\n")));
          Clipboard.getSystemClipboard().setContent(content);
        });
    copy.disableProperty().bind(Bindings.isEmpty(log.entries()));
    var close = new Button(Messages.get("sheet.close"));
    close.setOnAction(e -> overlay.close());
    node.getChildren().addAll(title, list, new HBox(8, copy, close));
  }

  void show() {
    overlay.show(node, list);
    list.scrollTo(list.getItems().size() - 1);
  }

  private static final class Cell extends ListCell<MessageLog.Entry> {
    private final WrappedLabel text = new WrappedLabel();

    Cell() {
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(MessageLog.Entry entry, boolean empty) {
      super.updateItem(entry, empty);
      text.getStyleClass().remove("problem-badge");
      setGraphic(empty || entry == null ? null : text);
      if (entry != null && !empty) {
        text.say(entry.text());
        text.setMaxWidth(Double.MAX_VALUE);
        if (entry.error()) {
          text.getStyleClass().add("problem-badge");
        }
      }
    }
  }
}
