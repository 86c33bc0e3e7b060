package lamina.ui.window;

import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import lamina.ui.control.ToggleButtons;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelKinds;

/** The panels to choose from, at the window's side, and the lessons. */
final class NavigationBar {
  /** Keys 1 to 9 bring a panel to the front. */
  private static final int DIGITS = 9;

  private final VBox node = new VBox();
  private final ToggleGroup group = new ToggleGroup();

  NavigationBar(Commands commands, PanelKinds kinds, Consumer<PanelKind> show) {
    node.getStyleClass().add("rail");
    for (var kind : kinds.all()) {
      var command = commands.get(id(kind));
      var button = new ToggleButton(command.text());
      button.setId(command.id());
      button.setToggleGroup(group);
      button.setUserData(kind);
      button.setMaxWidth(Double.MAX_VALUE);
      button.setTooltip(new Tooltip(command.tip()));
      node.getChildren().add(button);
    }
    var lessons = commands.button("lessons");
    lessons.setId("rail-lessons");
    lessons.setMaxWidth(Double.MAX_VALUE);
    lessons.getStyleClass().add("rail-lessons");
    node.getChildren().addAll(new Separator(), lessons);
    ToggleButtons.always(group, is -> show.accept((PanelKind) is.getUserData()));
  }

  /** Adds the commands that bring a panel to the front. */
  static void register(Commands commands, PanelKinds kinds, Consumer<PanelKind> choose) {
    for (int i = 0; i < kinds.all().size(); i++) {
      var kind = kinds.all().get(i);
      var keys = i < DIGITS ? "Shortcut+" + (i + 1) : "";
      commands.add(id(kind), kind.title(), Command.Group.GO, keys, () -> choose.accept(kind));
    }
  }

  private static String id(PanelKind kind) {
    return "panel-" + kind.key();
  }

  void choose(PanelKind kind) {
    group.getToggles().stream()
        .filter(t -> t.getUserData().equals(kind))
        .forEach(group::selectToggle);
  }

  Node node() {
    return node;
  }
}
