package lamina.ui.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import lamina.engine.EngineChoice;
import lamina.service.EngineInUse;
import lamina.ui.control.LabelledFields;
import lamina.ui.control.Overlay;
import lamina.ui.control.WrappedLabel;
import lamina.ui.session.Preferences;
import lamina.ui.session.Preferences.ThemeChoice;
import lamina.ui.text.Messages;

/**
 * Theme, size of text, language of the interface and engine. Changes hold at once; the language
 * later.
 */
final class PreferencesSheet {
  private static final List<String> LANGUAGES = List.of("", "en", "ar");

  private final Overlay overlay;
  private final Supplier<Preferences> now;
  private final ComboBox<ThemeChoice> theme = new ComboBox<>();
  private final Spinner<Integer> size =
      new Spinner<>(Preferences.SMALLEST, Preferences.LARGEST, 100, 25);
  private final ComboBox<String> language = new ComboBox<>();
  private final ComboBox<EngineChoice> engine = new ComboBox<>();
  private final WrappedLabel refused = new WrappedLabel();
  private final EngineSwitch engines;
  private final VBox node = new VBox(12);
  private final Consumer<Preferences> changed;
  private boolean filling;

  PreferencesSheet(
      Overlay overlay,
      EngineSwitch engines,
      Supplier<Preferences> now,
      Consumer<Preferences> changed) {
    this.overlay = overlay;
    this.engines = engines;
    this.now = now;
    theme.getItems().setAll(ThemeChoice.values());
    theme.setConverter(
        LabelledFields.named(t -> Messages.get("theme." + t.name().toLowerCase(Locale.ROOT))));
    language.getItems().setAll(LANGUAGES);
    language.setConverter(
        LabelledFields.named(l -> Messages.get(l.isEmpty() ? "language.system" : "language." + l)));
    engine.setConverter(LabelledFields.named(PreferencesSheet::name));
    var later = new WrappedLabel(Messages.get("preferences.later"));
    List.of(later, refused).forEach(n -> n.getStyleClass().add("note"));
    var close = new Button(Messages.get("sheet.close"));
    close.setId("preferences-close");
    close.setOnAction(e -> overlay.close());
    var grid = new GridPane(12, 12);
    row(grid, "preferences.theme", theme, "preferences-theme");
    row(grid, "preferences.size", size, "preferences-size");
    row(grid, "preferences.language", language, "preferences-language");
    row(grid, "preferences.engine", engine, "preferences-engine");
    var title = new Label(Messages.get("command.preferences"));
    title.getStyleClass().add("sheet-title");
    node.getChildren().addAll(title, grid, later, refused, close);
    node.setPrefWidth(420);
    this.changed = changed;
    theme.valueProperty().addListener((o, was, is) -> prefer(is, now.get()::with));
    size.valueProperty().addListener((o, was, is) -> prefer(is, now.get()::withTextSize));
    language.valueProperty().addListener((o, was, is) -> prefer(is, now.get()::withLanguage));
    engine.valueProperty().addListener((o, was, is) -> prefer(is, now.get()::withEngine));
  }

  /** What the sheet shows by itself is no wish of the person: an engine may be missing for now. */
  private <T> void prefer(T wish, Function<T, Preferences> preferring) {
    if (!filling && wish != null) {
      changed.accept(preferring.apply(wish));
    }
  }

  private static String name(EngineChoice choice) {
    return choice.equals(EngineChoice.AUTO) || choice.equals(EngineChoice.FASTEST)
        ? Messages.get("engine." + choice.key())
        : choice.engine().orElseThrow().label();
  }

  /** Offers what this machine does well, and names the rest. */
  private void offer(EngineInUse inUse) {
    var chosen = now.get().engine();
    var choices = new ArrayList<>(List.of(EngineChoice.AUTO, EngineChoice.FASTEST));
    var others = new ArrayList<String>();
    for (var offer : inUse.offers()) {
      if (offer.offered()) {
        choices.add(EngineChoice.of(offer.engine()));
      } else {
        others.add(offer.engine().key());
      }
    }
    filling = true;
    engine.getItems().setAll(choices);
    engine.setValue(choices.contains(chosen) ? chosen : EngineChoice.AUTO);
    filling = false;
    refused.say(Messages.get("engine.refused", String.join(", ", others)));
    refused.setVisible(!others.isEmpty());
    refused.setManaged(!others.isEmpty());
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
    filling = true;
    theme.setValue(preferences.theme());
    size.getValueFactory().setValue(preferences.textSize());
    language.setValue(preferences.language());
    filling = false;
    engines.offers(this::offer);
    Node first = theme;
    overlay.show(node, first);
  }
}
