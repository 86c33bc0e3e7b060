package lamina.chart;

import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;

/** A figure as it will be printed, painted by another thread. */
public final class PrintPreview extends StackPane {
  private final ImageView image = new ImageView();
  private final AtomicInteger version = new AtomicInteger();

  /** An empty preview. */
  public PrintPreview() {
    getStyleClass().add("print-preview");
    getChildren().add(image);
  }

  /**
   * Shows a figure.
   *
   * @param pixels of the window for a point of the page
   */
  public void show(Figure figure, ExportSettings settings, double pixels) {
    int mine = version.incrementAndGet();
    double width = settings.width() * pixels;
    double height = settings.height() * pixels;
    setMinSize(width, height);
    setMaxSize(width, height);
    setAccessibleText(figure.title());
    double screen =
        getScene() == null || getScene().getWindow() == null
            ? 1
            : Math.max(1, getScene().getWindow().getRenderScaleX());
    Thread.ofVirtual()
        .start(
            () -> {
              if (version.get() != mine) {
                return;
              }
              var painted =
                  FigureExporter.image(
                      figure,
                      settings.width(),
                      settings.height(),
                      pixels * screen,
                      settings.style());
              var converted = SwingFXUtils.toFXImage(painted, null);
              Platform.runLater(
                  () -> {
                    if (version.get() == mine) {
                      image.setImage(converted);
                      image.setFitWidth(width);
                      image.setFitHeight(height);
                    }
                  });
            });
  }
}
