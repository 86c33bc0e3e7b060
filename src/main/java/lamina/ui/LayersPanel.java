package lamina.ui;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import lamina.chart.FigureView;
import lamina.data.Task;
import lamina.model.ModelSummary;

/** Score against fusion layer for the language chosen, with bands and the baseline. */
final class LayersPanel implements Panel {
  private final Selection selection;
  private final ModelBook models;
  private final VBox node = new VBox();
  private final FigureView first = new FigureView();
  private final FigureView second = new FigureView();

  LayersPanel(Selection selection, ModelBook models) {
    this.selection = selection;
    this.models = models;
    node.getStyleClass().add("panel");
    for (var view : List.of(first, second)) {
      VBox.setVgrow(view, Priority.ALWAYS);
      view.setPrefHeight(300);
    }
    first.setId("layers-first");
    second.setId("layers-second");
    List.of(selection.language(), selection.roles(), selection.variant(), selection.layer())
        .forEach(p -> p.addListener(o -> refresh()));
  }

  private void refresh() {
    if (node.getScene() != null) {
      shown();
    }
  }

  @Override
  public void shown() {
    node.getChildren().clear();
    first.setFigure(null);
    second.setFigure(null);
    var task = selection.task().get();
    var views = List.of(first, second);
    var list = models.shown(task, selection.roles().get());
    for (int i = 0; i < list.size(); i++) {
      add(list.get(i), views.get(i), task);
    }
  }

  private void add(ModelSummary model, FigureView view, Task task) {
    var variant = selection.variant().get();
    if (!variant.usesLayer()) {
      if (node.getChildren().isEmpty()) {
        empty(Messages.get("layers.novariant", variant.key()));
      }
      return;
    }
    var head = models.head(model, variant, selection.layer().get());
    int highlighted = head.variant().usesLayer() ? head.layer() : model.layers();
    Figures.layers(model, models.scores(model), variant, selection.language().get(), highlighted)
        .ifPresentOrElse(
            figure -> {
              view.setFigure(figure);
              node.getChildren().add(view);
            },
            () -> empty(Messages.get("layers.empty", task.key(), model.directory())));
  }

  private void empty(String text) {
    var label = new Label(text);
    label.getStyleClass().add("empty");
    node.getChildren().add(label);
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public List<FigureView> figures() {
    return List.of(first, second).stream().filter(v -> v.figure() != null).toList();
  }

  @Override
  public List<FigureView> allViews() {
    return List.of(first, second);
  }
}
