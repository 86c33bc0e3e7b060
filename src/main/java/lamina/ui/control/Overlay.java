package lamina.ui.control;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** A sheet over the window that Escape or a click beside it closes; nothing waits for it. */
public final class Overlay {
  private final StackPane owner;
  private final StackPane shade = new StackPane();
  private @Nullable Node before;

  public Overlay(StackPane owner) {
    this.owner = owner;
    shade.getStyleClass().add("shade");
    shade.setOnMousePressed(
        e -> {
          if (e.getTarget() == shade) {
            close();
          }
        });
    shade.addEventFilter(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == KeyCode.ESCAPE) {
            close();
            e.consume();
          }
        });
  }

  /** Shows a sheet in place of the one that is shown. */
  public void show(Region sheet, Node focus) {
    if (!open()) {
      before = owner.getScene() == null ? null : owner.getScene().getFocusOwner();
      owner.getChildren().add(shade);
    }
    sheet.getStyleClass().add("sheet");
    sheet.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane.setAlignment(sheet, Pos.TOP_CENTER);
    shade.getChildren().setAll(sheet);
    focus.requestFocus();
  }

  boolean open() {
    return owner.getChildren().contains(shade);
  }

  /** Nothing happens where nothing is shown. */
  public void close() {
    if (!open()) {
      return;
    }
    owner.getChildren().remove(shade);
    if (before != null) {
      before.requestFocus();
    }
  }
}
