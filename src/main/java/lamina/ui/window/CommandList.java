package lamina.ui.window;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import lamina.ui.control.Overlay;
import lamina.ui.text.Messages;

/** Every command, found by typing a part of its name. */
final class CommandList {
  private final Commands commands;
  private final Overlay overlay;
  private final TextField query = new TextField();
  private final ListView<Command> list = new ListView<>();
  private final VBox node = new VBox(8, query, list);

  CommandList(Commands commands, Overlay overlay) {
    this.commands = commands;
    this.overlay = overlay;
    query.setId("command-query");
    query.setPromptText(Messages.get("commands.prompt"));
    query.setAccessibleText(Messages.get("commands.prompt"));
    list.setId("command-results");
    list.setAccessibleText(Messages.get("command.commands"));
    list.setPlaceholder(new Label(Messages.get("commands.none")));
    list.setCellFactory(l -> new Cell());
    list.setFocusTraversable(false);
    list.setPrefHeight(320);
    node.setPrefWidth(560);
    query.textProperty().addListener(o -> filter());
    query.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.setOnMouseClicked(e -> run());
  }

  void show() {
    query.clear();
    filter();
    overlay.show(node, query);
  }

  private void filter() {
    list.getItems().setAll(commands.matching(query.getText()));
    list.getSelectionModel().selectFirst();
    list.scrollTo(0);
  }

  private void key(KeyEvent event) {
    var selection = list.getSelectionModel();
    switch (event.getCode()) {
      case KeyCode.DOWN -> selection.selectNext();
      case KeyCode.UP -> selection.selectPrevious();
      case KeyCode.ENTER -> run();
      default -> {
        return;
      }
    }
    list.scrollTo(selection.getSelectedIndex());
    event.consume();
  }

  private void run() {
    var command = list.getSelectionModel().getSelectedItem();
    if (command != null) {
      overlay.close();
      command.run();
    }
  }

  private static final class Cell extends ListCell<Command> {
    @Override
    protected void updateItem(Command command, boolean empty) {
      super.updateItem(command, empty);
      setText(null);
      if (empty || command == null) {
        setGraphic(null);
        return;
      }
      var keys = new Label(command.shortcut().map(s -> s.getDisplayText()).orElse(""));
      keys.getStyleClass().add("note");
      keys.setMinWidth(Region.USE_PREF_SIZE);
      var spring = new Region();
      HBox.setHgrow(spring, Priority.ALWAYS);
      setGraphic(new HBox(8, new Label(command.text()), spring, keys));
      getGraphic().setDisable(!command.enabled().get());
      setAccessibleText(command.tip());
    }
  }
}
