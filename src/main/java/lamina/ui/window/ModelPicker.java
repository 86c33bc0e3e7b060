package lamina.ui.window;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import lamina.data.Task;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.ui.control.LabelledFields;
import lamina.ui.text.FigureTexts;
import lamina.ui.workspace.ModelRegistry;

/** Which model is the teacher and which the student, where a task has several. */
final class ModelPicker {
  private final ModelRegistry models;
  private final Runnable changed;
  private final Map<Role, ComboBox<ModelSummary>> boxes = new EnumMap<>(Role.class);
  private final HBox node = new HBox(12);
  private boolean filling;

  /**
   * A choice of nothing yet.
   *
   * @param changed told when the person chose another model
   */
  ModelPicker(ModelRegistry models, Runnable changed) {
    this.models = models;
    this.changed = changed;
    for (var role : Role.values()) {
      var box = new ComboBox<ModelSummary>();
      var name = role.name().toLowerCase(Locale.ROOT);
      box.setId("model-" + name);
      box.setConverter(LabelledFields.named(ModelSummary::name));
      box.setMinWidth(Region.USE_PREF_SIZE);
      box.setAccessibleText(FigureTexts.name(FigureTexts.role(role)));
      box.valueProperty().addListener((o, was, is) -> choose(is));
      boxes.put(role, box);
      var field = LabelledFields.field("model." + name, box);
      field.managedProperty().bind(field.visibleProperty());
      node.getChildren().add(field);
    }
    node.managedProperty().bind(node.visibleProperty());
  }

  private void choose(ModelSummary model) {
    if (!filling && model != null) {
      models.use(model);
      tell(model);
      changed.run();
    }
  }

  /** Two models may be named alike but for a folder: the whole path tells them apart. */
  private void tell(ModelSummary model) {
    boxes.get(model.role()).setTooltip(new Tooltip(model.directory().toAbsolutePath().toString()));
  }

  /** Offers what there is for a task. */
  void fill(Task task) {
    filling = true;
    boxes.forEach(
        (role, box) -> {
          var all = models.all(task, role);
          if (!all.equals(box.getItems())) {
            box.getItems().setAll(all);
          }
          models.find(task, role).ifPresent(box::setValue);
          models.find(task, role).ifPresent(this::tell);
          box.getParent().setVisible(all.size() > 1);
        });
    filling = false;
    node.setVisible(boxes.values().stream().anyMatch(b -> b.getItems().size() > 1));
  }

  Node node() {
    return node;
  }
}
