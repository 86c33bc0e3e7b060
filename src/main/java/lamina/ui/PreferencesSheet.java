package lamina.ui;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import lamina.ui.Preferences.ThemeChoice;

/** Theme, size of text and language of the interface. Changes hold at once; the language later. */
final class PreferencesSheet {
  private static final List<String> LANGUAGES = List.of("", "en", "ar");

  private final Overlay overlay;
  private final Supplier<Preferences> now;
  private final ComboBox<ThemeChoice> theme = new ComboBox<>();
  private final Spinner<Integer> size =
      new Spinner<>(Preferences.SMALLEST, Preferences.LARGEST, 100, 25);
  private final ComboBox<String> language = new ComboBox<>();
  private final VBox node = new VBox(12);

  PreferencesSheet(Overlay overlay, Supplier<Preferences> now, Consumer<Preferences> changed) {
    this.overlay = overlay;
    this.now = now;
    theme.getItems().setAll(ThemeChoice.values());
    theme.setConverter(
        Fields.named(t -> Messages.get("theme." + t.name().toLowerCase(Locale.ROOT))));
    language.getItems().setAll(LANGUAGES);
    language.setConverter(
        Fields.named(l -> Messages.get(l.isEmpty() ? "language.system" : "language." + l)));
    var later = new WrappedLabel(Messages.get("preferences.later"));
    later.getStyleClass().add("note");
    var close = new Button(Messages.get("sheet.close"));
    close.setId("preferences-close");
    close.setOnAction(e -> overlay.close());
    var grid = new GridPane(12, 12);
    row(grid, "preferences.theme", theme, "preferences-theme");
    row(grid, "preferences.size", size, "preferences-size");
    row(grid, "preferences.language", language, "preferences-language");
    var title = new Label(Messages.get("command.preferences"));
    title.getStyleClass().add("sheet-title");
    node.getChildren().addAll(title, grid, later, close);
    node.setPrefWidth(420);
    theme.valueProperty().addListener((o, was, is) -> changed.accept(now.get().with(is)));
    size.valueProperty().addListener((o, was, is) -> changed.accept(now.get().withTextSize(is)));
    language
        .valueProperty()
        .addListener((o, was, is) -> changed.accept(now.get().withLanguage(is)));
  }

  private static void row(GridPane grid, String key, Control control, String id) {
    var label = new Label(Messages.get(key));
    label.setLabelFor(control);
    control.setId(id);
    control.setAccessibleText(label.getText());
    grid.addRow(grid.getRowCount(), label, control);
  }

  void show() {
    var preferences = now.get();
    theme.setValue(preferences.theme());
    size.getValueFactory().setValue(preferences.textSize());
    language.setValue(preferences.language());
    Node first = theme;
    overlay.show(node, first);
  }
}
