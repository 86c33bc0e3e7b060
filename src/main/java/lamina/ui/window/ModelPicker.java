package lamina.ui.window;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import lamina.data.Task;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.ui.control.LabelledFields;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.Messages;
import lamina.ui.workspace.ModelOrigin;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.ModelRegistry.AtHand;
import lamina.ui.workspace.Roles;
import lamina.ui.workspace.Selection;

/**
 * Which model stands as the teacher and which as the student, any of those at hand; and whether
 * each of the two is shown.
 */
final class ModelPicker {
  private final Selection selection;
  private final ModelRegistry models;
  private final Runnable changed;
  private final Map<Role, ComboBox<AtHand>> boxes = new EnumMap<>(Role.class);
  private final Map<Role, ToggleButton> shown = new EnumMap<>(Role.class);
  private final List<Node> nodes = new ArrayList<>();
  private boolean filling;

  /**
   * A choice of nothing yet.
   *
   * @param changed told when the person chose another model
   */
  ModelPicker(Selection selection, ModelRegistry models, Runnable changed) {
    this.selection = selection;
    this.models = models;
    this.changed = changed;
    for (var role : Role.values()) {
      var name = role.name().toLowerCase(Locale.ROOT);
      var box = new ComboBox<AtHand>();
      box.setId("model-" + name);
      box.getStyleClass().add("model-choice");
      box.setConverter(LabelledFields.named(m -> m.model().name()));
      box.setCellFactory(list -> new ModelCell());
      box.setAccessibleText(FigureTexts.name(FigureTexts.role(role)));
      box.valueProperty().addListener((o, was, is) -> choose(is, role));
      boxes.put(role, box);
      var toggle = new ToggleButton(Messages.get("model." + name));
      toggle.setId("role-" + name);
      toggle.setTooltip(new Tooltip(Messages.get("model." + name + ".tip")));
      toggle.getStyleClass().addAll(Styles.LEFT_PILL, Styles.ACCENT);
      toggle.setMinWidth(Region.USE_PREF_SIZE);
      toggle.setOnAction(e -> show(role, toggle.isSelected()));
      shown.put(role, toggle);
      nodes.add(new HBox(toggle, box));
    }
    selection.roles().addListener((o, was, is) -> mark(is));
    mark(selection.roles().get());
  }

  /** One of the two is always shown. */
  private void show(Role role, boolean on) {
    var other = role.other();
    boolean both = on && shown.get(other).isSelected();
    var roles = both ? Roles.BOTH : Roles.only(on ? role : other);
    selection.roles().set(roles);
    mark(roles);
  }

  private void mark(Roles roles) {
    shown.forEach((role, toggle) -> toggle.setSelected(roles.shown().contains(role)));
  }

  private void choose(AtHand chosen, Role role) {
    if (!filling && chosen != null) {
      models.use(chosen.model(), role);
      show(role, true);
      changed.run(); // which fills the boxes: the other role may have another model now
    }
  }

  /** Offers what there is for a task. */
  void fill(Task task) {
    filling = true;
    var all = models.all(task);
    boxes.forEach(
        (role, box) -> {
          if (!all.equals(box.getItems())) {
            box.getItems().setAll(all);
          }
          var name = models.find(task, role).map(ModelSummary::name);
          var stands = all.stream().filter(m -> name.equals(Optional.of(m.model().name())));
          box.setValue(stands.findFirst().orElse(null));
          box.setTooltip(box.getValue() == null ? null : new Tooltip(words(box.getValue())));
        });
    filling = false;
  }

  /** "pos-student: 6 layers of 384, 22.6 M parameters; comes with Lamina". */
  private static String words(AtHand each) {
    return each.model().name() + ": " + size(each.model()) + "; " + origin(each);
  }

  private static String size(ModelSummary model) {
    return Messages.get(
        "model.size", model.layers(), model.hiddenSize(), Math.round(model.parameters() / 1e6));
  }

  private static String origin(AtHand each) {
    return each.origin() == ModelOrigin.BUNDLED
        ? Messages.get("model.bundled")
        : Messages.get("model.from", each.model().directory().toAbsolutePath().normalize());
  }

  /** A model with its size and where it comes from. */
  private static final class ModelCell extends ListCell<AtHand> {
    private final Label name = new Label();
    private final Label about = new Label();
    private final VBox lines = new VBox(name, about);

    ModelCell() {
      name.getStyleClass().add("model-name");
      about.getStyleClass().add("model-about");
    }

    @Override
    protected void updateItem(AtHand each, boolean empty) {
      super.updateItem(each, empty);
      setGraphic(empty || each == null ? null : lines);
      if (!empty && each != null) {
        name.setText(Messages.apart(each.model().name()));
        var made = FigureTexts.name(FigureTexts.role(each.model().role()));
        about.setText(Messages.joined(" · ", made, size(each.model()), origin(each)));
        setAccessibleText(words(each));
      }
    }
  }

  /** One a role. */
  List<Node> nodes() {
    return nodes;
  }
}
