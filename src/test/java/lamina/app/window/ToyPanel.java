package lamina.app.window;

import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import lamina.chart.view.FigureView;
import lamina.ui.workspace.Panel;
import lamina.ui.workspace.PanelKind;
import lamina.ui.workspace.PanelState;
import lamina.ui.workspace.Selection;

/** Says which task is selected, as docs/extending.md declares a panel. */
final class ToyPanel implements Panel {
  /** Its name; a test can't add a text of its own to the window's. */
  static final PanelKind KIND = new PanelKind("toy", "bar.task");

  private final Label node = new Label();
  private String measured = "";

  ToyPanel(Selection selection) {
    node.setId("toy-task");
    node.textProperty().bind(selection.task().map(task -> "Task: " + task.label()));
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public List<FigureView> figures() {
    return List.of();
  }

  @Override
  public List<FigureView> allViews() {
    return List.of();
  }

  @Override
  public PanelState state() {
    return new PanelState(Map.of("measured", measured), Map.of());
  }

  @Override
  public void restore(PanelState state) {
    measured = state.option("measured", "");
  }

  @Override
  public void measure() {
    measured = "yes";
  }
}
