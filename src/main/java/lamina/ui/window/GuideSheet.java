package lamina.ui.window;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import lamina.ui.control.HelpMark;
import lamina.ui.control.Overlay;
import lamina.ui.control.ScrollArea;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;

/** The guide that ships inside: what a newcomer does first, and what the terms mean. */
final class GuideSheet {
  /** Its parts, in their order; {@code guide.PART.title} and {@code guide.PART} are their texts. */
  static final List<String> PARTS =
      List.of(
          "start",
          "fusion",
          "gate",
          "protocol",
          "evidence",
          "gap",
          "errors",
          "similarity",
          "claims",
          "latency",
          "training",
          "paper",
          "keys");

  private static final double WIDTH = 640;
  private static final double HEIGHT = 460;

  private final Overlay overlay;
  private final VBox text = new VBox(6);
  private final ScrollArea scroll = new ScrollArea(text);
  private final VBox node = new VBox(8);
  private final Map<String, Label> heads = new LinkedHashMap<>();

  /**
   * A guide that isn't shown yet.
   *
   * @param window whose question marks open it
   */
  GuideSheet(Node window, Overlay overlay) {
    this.overlay = overlay;
    window.addEventHandler(HelpMark.Wanted.TYPE, e -> show(e.term()));
    for (var part : PARTS) {
      var head = new Label(Messages.get("guide." + part + ".title"));
      head.setId("guide-" + part);
      head.getStyleClass().add("guide-head");
      var words = new WrappedLabel(Messages.get("guide." + part));
      heads.put(part, head);
      text.getChildren().addAll(head, words);
    }
    var title = new Label(Messages.get("guide.title"));
    title.getStyleClass().add("sheet-title");
    scroll.setId("guide");
    scroll.setFitToWidth(true);
    scroll.setPrefSize(WIDTH, HEIGHT);
    scroll.setAccessibleText(title.getText());
    var close = new Button(Messages.get("sheet.close"));
    close.setOnAction(e -> overlay.close());
    node.getChildren().addAll(title, scroll, close);
  }

  /** Shows it from its beginning. */
  void show() {
    show(PARTS.getFirst());
  }

  /** Shows a part. */
  void show(String part) {
    overlay.show(node, scroll);
    Platform.runLater(
        () -> {
          double beyond = text.getHeight() - scroll.getViewportBounds().getHeight();
          double at = heads.get(part).getBoundsInParent().getMinY();
          scroll.setVvalue(beyond <= 0 ? 0 : Math.clamp(at / beyond, 0, 1));
        });
  }
}
