package lamina.ui.window;

import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import lamina.ui.control.ToggleButtons;
import lamina.ui.workspace.PanelKind;

/** The panels to choose from, at the window's side. */
final class NavigationBar {
  private final VBox node = new VBox();
  private final ToggleGroup group = new ToggleGroup();

  NavigationBar(Commands commands, Consumer<PanelKind> show) {
    node.getStyleClass().add("rail");
    for (var kind : PanelKind.values()) {
      var command = commands.get(id(kind));
      var button = new ToggleButton(command.text());
      button.setId(command.id());
      button.setToggleGroup(group);
      button.setUserData(kind);
      button.setMaxWidth(Double.MAX_VALUE);
      button.setTooltip(new Tooltip(command.tip()));
      node.getChildren().add(button);
    }
    ToggleButtons.always(group, is -> show.accept((PanelKind) is.getUserData()));
  }

  static String id(PanelKind kind) {
    return "panel-" + kind.key();
  }

  void choose(PanelKind kind) {
    group.getToggles().stream().filter(t -> t.getUserData() == kind).forEach(group::selectToggle);
  }

  Node node() {
    return node;
  }
}
