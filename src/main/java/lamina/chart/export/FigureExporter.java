package lamina.chart.export;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import lamina.chart.figure.Figure;
import lamina.chart.figure.TokenWindow;
import lamina.chart.paint.FigurePainter;
import lamina.chart.paint.FigureStyle;
import lamina.chart.paint.PlotMarks;
import lamina.files.AtomicFile;
import lamina.problem.Problem;

/** Writes figures to files, whole or not at all; the same figure gives the same bytes. */
public final class FigureExporter {
  private FigureExporter() {}

  /**
   * Writes a figure in the format of the file's ending, see {@link FigureFormat}.
   *
   * @throws Problem where the ending is unknown or the file cannot be written
   */
  public static void write(Figure figure, Path file, ExportSettings settings) {
    var format = FigureFormat.of(file);
    try {
      AtomicFile.write(file, format.bytes(figure, settings));
    } catch (IOException e) {
      throw new Problem(file + ": could not be written (" + e.getMessage() + ").", e);
    }
  }

  /**
   * The content of a figure's file, for a page that holds it.
   *
   * @throws Problem where its text doesn't fit
   */
  public static byte[] bytes(Figure figure, FigureFormat format, ExportSettings settings) {
    try {
      return format.bytes(figure, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A picture of a figure with all its columns. */
  public static BufferedImage image(
      Figure figure, double width, double height, double scale, FigureStyle style) {
    return picture(figure, width, height, scale, style, TokenWindow.ALL).image();
  }

  /** A picture with the marks of its plot, on the plane of its frame. */
  public record Picture(BufferedImage image, PlotMarks marks) {}

  /**
   * A picture of a figure.
   *
   * @param scale pixels a point
   * @param window columns of a map that are shown
   */
  public static Picture picture(
      Figure figure,
      double width,
      double height,
      double scale,
      FigureStyle style,
      TokenWindow window) {
    var image =
        new BufferedImage(
            (int) Math.max(1, Math.round(width * scale)),
            (int) Math.max(1, Math.round(height * scale)),
            BufferedImage.TYPE_INT_ARGB);
    var g = image.createGraphics();
    g.scale(scale, scale);
    var marks = FigurePainter.paint(figure, g, width, height, style, window);
    g.dispose();
    return new Picture(image, marks);
  }
}
