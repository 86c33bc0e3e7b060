package lamina.ui.control;

import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/** Brings what a person asked for into sight. */
public final class Scrolling {
  private Scrolling() {}

  /** Scrolls the pane that a node lies in, once it is laid out, by as little as shows all of it. */
  public static void into(Node node) {
    Platform.runLater(
        () -> {
          var pane = pane(node);
          if (pane != null) {
            pane.layout();
            show(pane, node);
          }
        });
  }

  private static ScrollPane pane(Node node) {
    var parent = node.getParent();
    while (parent != null && !(parent instanceof ScrollPane)) {
      parent = parent.getParent();
    }
    return (ScrollPane) parent;
  }

  private static void show(ScrollPane pane, Node node) {
    var content = pane.getContent();
    var inside = content.sceneToLocal(node.localToScene(node.getBoundsInLocal(), true), true);
    double seen = pane.getViewportBounds().getHeight();
    double spare = content.getBoundsInLocal().getHeight() - seen;
    if (spare <= 0) {
      return;
    }
    double top = pane.getVvalue() * spare;
    double wanted = Math.min(Math.max(top, inside.getMaxY() - seen), inside.getMinY());
    pane.setVvalue(Math.clamp(wanted / spare, 0, 1));
  }
}
