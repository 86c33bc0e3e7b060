package lamina.ui.control;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/**
 * A scroll pane whose content is drawn, not kept as a picture: JavaFX's own keeps one, and in
 * software rendering one more of every size that the content ever had.
 */
public final class ScrollArea extends ScrollPane {
  /** Shows a node. */
  public ScrollArea(Node content) {
    super(content);
    skinProperty().subscribe(skin -> draw());
  }

  private void draw() {
    var view = lookup(".viewport");
    if (view != null) {
      view.setCache(false);
    }
  }
}
