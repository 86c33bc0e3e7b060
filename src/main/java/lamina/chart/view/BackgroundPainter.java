package lamina.chart.view;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.image.Image;
import lamina.chart.export.FigureExporter.Picture;
import lamina.chart.paint.PlotMarks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paints pictures on other threads, the newest alone counts. Whatever painting throws, one of the
 * two answers comes, so that a view never waits for a picture that can't come.
 */
final class BackgroundPainter {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundPainter.class);

  private volatile int version;

  /**
   * Begins a picture; on the UI thread, where the answer comes as well. An answer to an older one
   * that is still on its way is dropped.
   *
   * @param failed told what painting threw
   */
  void paint(
      Supplier<Picture> painting, BiConsumer<Image, PlotMarks> then, Consumer<Throwable> failed) {
    int mine = next();
    Thread.ofVirtual()
        .start(
            () -> {
              if (version != mine) {
                return; // a newer one is on its way
              }
              try {
                var picture = painting.get();
                var image = SwingFXUtils.toFXImage(picture.image(), null);
                answer(mine, () -> then.accept(image, picture.marks()));
              } catch (RuntimeException | Error e) {
                LOG.error("A figure could not be painted", e);
                answer(mine, () -> failed.accept(e));
              }
            });
  }

  private void answer(int mine, Runnable told) {
    Platform.runLater(
        () -> {
          if (version == mine) {
            told.run();
          }
        });
  }

  /** Drops what is on its way. */
  int next() {
    return ++version; // by the UI thread alone
  }
}
