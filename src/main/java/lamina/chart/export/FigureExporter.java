package lamina.chart.export;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureTable;
import lamina.chart.figure.TokenWindow;
import lamina.chart.paint.FigurePainter;
import lamina.chart.paint.FigureStyle;
import lamina.files.AtomicFile;
import lamina.problem.Problem;

/** Writes figures to files, whole or not at all; the same figure gives the same bytes. */
public final class FigureExporter {
  private static final double POINTS_PER_INCH = 72;

  private FigureExporter() {}

  /**
   * Writes a figure in the format of the file's ending, see {@link FigureFormat}.
   *
   * @throws Problem where the ending is unknown or the file cannot be written
   */
  public static void write(Figure figure, Path file, ExportSettings settings) {
    var format = FigureFormat.of(file);
    try {
      AtomicFile.write(file, bytes(figure, format, settings));
    } catch (IOException e) {
      throw new Problem(file + ": could not be written (" + e.getMessage() + ").", e);
    }
  }

  static byte[] bytes(Figure given, FigureFormat format, ExportSettings s) throws IOException {
    if (format == FigureFormat.CSV) { // holds any character; a text stays what it is
      return FigureTable.csv(given, s.style().words()).getBytes(StandardCharsets.UTF_8);
    }
    var figure = given.texts(DrawableText::drawable);
    return switch (format) {
      case SVG -> SvgWriter.bytes(figure, s);
      case TEX -> TexWriter.text(figure, s).getBytes(StandardCharsets.UTF_8);
      case CSV -> throw new IllegalStateException();
      case PNG -> {
        var out = new ByteArrayOutputStream();
        var entries = new LinkedHashMap<String, String>();
        entries.put("Title", figure.title());
        entries.put("Description", figure.caption());
        entries.put("Source", DrawableText.drawable(s.provenance().text()));
        var image = image(figure, s.width(), s.height(), s.dpi() / POINTS_PER_INCH, s.style());
        PngWriter.write(image, s.dpi(), entries, out);
        yield out.toByteArray();
      }
      case PDF -> {
        var out = new ByteArrayOutputStream();
        PdfWriter.write(figure, s, out);
        yield out.toByteArray();
      }
    };
  }

  public static BufferedImage image(
      Figure figure, double width, double height, double scale, FigureStyle style) {
    return image(figure, width, height, scale, style, TokenWindow.ALL);
  }

  public static BufferedImage image(
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
    FigurePainter.paint(figure, g, width, height, style, window);
    g.dispose();
    return image;
  }
}
