package lamina.chart.view;

import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;
import lamina.chart.export.ExportSettings;
import lamina.chart.export.FigureExporter;
import lamina.chart.figure.Figure;
import lamina.chart.figure.TokenWindow;
import lamina.problem.Problem;

/** A figure as it will be printed, painted by another thread. */
public final class PrintPreview extends StackPane {
  private final ImageView image = new ImageView();
  private final Label failure = new Label();
  private final BackgroundPainter painter = new BackgroundPainter();

  /** An empty preview. */
  public PrintPreview() {
    getStyleClass().add("print-preview");
    getChildren().add(image);
    failure.setWrapText(true);
  }

  /**
   * Shows a figure.
   *
   * @param pixels of the window for a point of the page
   */
  public void show(Figure figure, ExportSettings settings, double pixels) {
    double width = settings.width() * pixels;
    double height = settings.height() * pixels;
    setMinSize(width, height);
    setMaxSize(width, height);
    setAccessibleText(figure.title());
    double screen =
        getScene() == null || getScene().getWindow() == null
            ? 1
            : Math.max(1, getScene().getWindow().getRenderScaleX());
    painter.paint(
        () ->
            FigureExporter.picture(
                figure,
                settings.width(),
                settings.height(),
                pixels * screen,
                settings.style(),
                TokenWindow.ALL),
        (painted, marks) -> {
          image.setImage(painted);
          image.setFitWidth(width);
          image.setFitHeight(height);
          getChildren().setAll(image);
        },
        why -> {
          failure.setText(settings.style().words().unpainted(Problem.inWords(why)));
          getChildren().setAll(failure);
        });
  }
}
