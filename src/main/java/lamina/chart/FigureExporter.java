package lamina.chart;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import javax.imageio.ImageIO;
import lamina.problem.Problem;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;

/** Writes figures to files, whole or not at all. */
public final class FigureExporter {
  private static final int PNG_SCALE = 2;
  private static final String SVG = "http://www.w3.org/2000/svg";

  private FigureExporter() {}

  /**
   * Writes a figure in the format of the file's ending: .png (twice the size), .svg (text as
   * outlines, so that every script is right everywhere) or .csv (the numbers).
   *
   * @param width in points
   * @param height in points
   * @throws Problem where the ending is unknown or the file cannot be written
   */
  public static void write(Figure figure, Path file, double width, double height, Theme theme) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    var part = file.resolveSibling(file.getFileName() + ".part");
    try {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      if (name.endsWith(".png")) {
        ImageIO.write(image(figure, width, height, PNG_SCALE, theme), "png", part.toFile());
      } else if (name.endsWith(".svg")) {
        Files.writeString(part, svg(figure, width, height, theme));
      } else if (name.endsWith(".csv")) {
        Files.writeString(part, FigureTable.csv(figure));
      } else {
        throw new Problem(file + ": the ending says no format; use .png, .svg or .csv.");
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Problem(file + ": could not be written (" + e.getMessage() + ").", e);
    }
  }

  static BufferedImage image(
      Figure figure, double width, double height, double scale, Theme theme) {
    var image =
        new BufferedImage(
            (int) Math.max(1, Math.round(width * scale)),
            (int) Math.max(1, Math.round(height * scale)),
            BufferedImage.TYPE_INT_ARGB_PRE);
    var g = image.createGraphics();
    g.scale(scale, scale);
    FigurePainter.paint(figure, g, width, height, theme);
    g.dispose();
    return image;
  }

  private static String svg(Figure figure, double width, double height, Theme theme)
      throws IOException {
    var document = GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
    var g = new SVGGraphics2D(SVGGeneratorContext.createDefault(document), true);
    g.setSVGCanvasSize(new java.awt.Dimension((int) Math.round(width), (int) Math.round(height)));
    FigurePainter.paint(figure, g, width, height, theme);
    var out = new StringWriter();
    g.stream(out, true);
    return out.toString();
  }
}
