package lamina.ui.window;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import lamina.problem.Problem;
import lamina.ui.text.Messages;

/** The registry of commands. */
public final class Commands {
  // A plus sign has a key of its own on few keyboards, and the keys of numbers have both signs.
  static final String PLUS =
      "Shortcut+Plus Shortcut+Equals Shortcut+Shift+Equals Shortcut+Shift+Plus Shortcut+Add";
  static final String MINUS = "Shortcut+Minus Shortcut+Subtract";

  private final Map<String, Command> all = new LinkedHashMap<>();
  private final Map<KeyCombination, Command> byKeys = new LinkedHashMap<>();

  /** Adds a command that can always be run. */
  public void add(String id, String key, Command.Group group, String shortcut, Runnable action) {
    add(id, key, group, shortcut, action, new SimpleBooleanProperty(true));
  }

  /**
   * Adds a command.
   *
   * @param shortcut as {@link KeyCombination#valueOf} reads it, or empty; behind spaces others,
   *     which no menu shows
   * @throws IllegalArgumentException where the id or the shortcut is taken
   */
  public void add(
      String id,
      String key,
      Command.Group group,
      String shortcut,
      Runnable action,
      ObservableBooleanValue enabled) {
    var keys =
        shortcut.isEmpty()
            ? List.<KeyCombination>of()
            : Stream.of(shortcut.split(" ")).map(KeyCombination::valueOf).toList();
    if (keys.stream().anyMatch(byKeys::containsKey) || all.containsKey(id)) {
      throw new IllegalArgumentException("command " + id + " or " + shortcut + " is there already");
    }
    var command = new Command(id, key, group, keys.stream().findFirst(), action, enabled);
    all.put(id, command);
    keys.forEach(each -> byKeys.put(each, command));
  }

  List<Command> list() {
    return List.copyOf(all.values());
  }

  Command get(String id) {
    return all.get(id);
  }

  /**
   * Runs a command, as its menu item does.
   *
   * @throws Problem naming the commands there are
   */
  void run(String id) {
    var command = all.get(id);
    if (command == null) {
      throw new Problem(
          "There is no command \"" + id + "\"; choose one of " + List.copyOf(all.keySet()) + ".");
    }
    command.run();
  }

  /** The commands whose text or id has every word of a query, in any order and case. */
  public List<Command> matching(String query) {
    var words = query.strip().toLowerCase(Locale.ROOT).split("\\s+");
    return all.values().stream()
        .filter(
            c -> {
              var text = (c.text() + " " + c.tip() + " " + c.id()).toLowerCase(Locale.ROOT);
              return List.of(words).stream().allMatch(text::contains);
            })
        .toList();
  }

  Button button(String id) {
    var command = all.get(id);
    var button = new Button(command.text());
    button.setId(id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setTooltip(new Tooltip(command.tip()));
    button.setAccessibleHelp(command.tip());
    button.setOnAction(e -> command.run());
    button.disableProperty().bind(disabled(command));
    return button;
  }

  private static javafx.beans.binding.BooleanBinding disabled(Command command) {
    return javafx.beans.binding.Bindings.createBooleanBinding(
        () -> !command.enabled().get(), command.enabled());
  }

  /** All commands in menus, and beside them buttons for those of some names. */
  HBox bar(Map<Command.Group, MenuItem> more, String... names) {
    var menus = menus(more);
    HBox.setHgrow(menus, Priority.ALWAYS);
    var bar = new HBox(8, menus);
    bar.getStyleClass().add("top-bar");
    for (var name : names) {
      bar.getChildren().add(button(name));
    }
    return bar;
  }

  /** A menu bar of all commands; more items can be put behind those of a group. */
  private MenuBar menus(Map<Command.Group, MenuItem> more) {
    var bar = new MenuBar();
    bar.setId("menus");
    bar.setUseSystemMenuBar(true);
    for (var group : Command.Group.values()) {
      var menu = new Menu(Messages.get("menu." + group.name().toLowerCase(Locale.ROOT)));
      var items = new ArrayList<MenuItem>();
      for (var command : all.values()) {
        if (command.group() == group) {
          var item = new MenuItem(command.text());
          command.shortcut().ifPresent(item::setAccelerator);
          item.setOnAction(e -> command.run());
          item.disableProperty().bind(disabled(command));
          items.add(item);
        }
      }
      Optional.ofNullable(more.get(group)).ifPresent(items::add);
      menu.getItems().setAll(items);
      bar.getMenus().add(menu);
    }
    return bar;
  }

  void install(Scene scene) {
    byKeys.forEach((keys, command) -> scene.getAccelerators().put(keys, command::run));
  }
}
