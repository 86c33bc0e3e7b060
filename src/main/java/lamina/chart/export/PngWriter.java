package lamina.chart.export;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadataNode;
import lamina.chart.figure.Figure;

/** PNG with its resolution and provenance in the file. */
final class PngWriter {
  private static final String NATIVE = "javax_imageio_png_1.0";
  private static final double INCH = 0.0254;
  private static final double POINTS_PER_INCH = 72;

  private PngWriter() {}

  static byte[] bytes(Figure figure, ExportSettings s) throws IOException {
    var entries = new LinkedHashMap<String, String>();
    entries.put("Title", figure.title());
    entries.put("Description", figure.caption());
    entries.put("Source", DrawableText.drawable(s.provenance().text()));
    var image =
        FigureExporter.image(figure, s.width(), s.height(), s.dpi() / POINTS_PER_INCH, s.style());
    var out = new ByteArrayOutputStream();
    write(image, s.dpi(), entries, out);
    return out.toByteArray();
  }

  private static void write(
      RenderedImage image, int dpi, Map<String, String> entries, OutputStream out)
      throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("png").next();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      var metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
      var root = new IIOMetadataNode(NATIVE);
      root.appendChild(resolution(dpi));
      var latin = new IIOMetadataNode("tEXt");
      var other = new IIOMetadataNode("iTXt");
      entries.forEach((key, value) -> text(latin, other, key, value));
      if (latin.hasChildNodes()) {
        root.appendChild(latin);
      }
      if (other.hasChildNodes()) {
        root.appendChild(other);
      }
      metadata.mergeTree(NATIVE, root);
      writer.write(new IIOImage(image, null, metadata));
    } finally {
      writer.dispose();
    }
  }

  private static IIOMetadataNode resolution(int dpi) {
    var node = new IIOMetadataNode("pHYs");
    var perMetre = Long.toString(Math.round(dpi / INCH));
    node.setAttribute("pixelsPerUnitXAxis", perMetre);
    node.setAttribute("pixelsPerUnitYAxis", perMetre);
    node.setAttribute("unitSpecifier", "meter");
    return node;
  }

  /** tEXt holds Latin-1 alone, so that other scripts go into iTXt. */
  private static void text(IIOMetadataNode latin, IIOMetadataNode other, String key, String value) {
    boolean simple = StandardCharsets.ISO_8859_1.newEncoder().canEncode(value);
    var entry = new IIOMetadataNode(simple ? "tEXtEntry" : "iTXtEntry");
    entry.setAttribute("keyword", key);
    if (simple) {
      entry.setAttribute("value", value);
      latin.appendChild(entry);
    } else {
      entry.setAttribute("compressionFlag", "FALSE");
      entry.setAttribute("compressionMethod", "0");
      entry.setAttribute("languageTag", "");
      entry.setAttribute("translatedKeyword", "");
      entry.setAttribute("text", value);
      other.appendChild(entry);
    }
  }
}
