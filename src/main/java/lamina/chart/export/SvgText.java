package lamina.chart.export;

import java.awt.Graphics;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lamina.files.Sha256;
import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGPath;
import org.w3c.dom.Element;

/**
 * Draws text as outlines of shaped glyphs. Each outline stands once in the file, under a name that
 * follows from its form, so that figures can stand in one page; a letter is a reference to it.
 */
final class SvgText extends SVGGraphics2D {
  private static final String XLINK = "http://www.w3.org/1999/xlink";
  private static final int NAME = 8;
  private static final double PRECISION = 100;

  /** Outlines by their form; none for what is blank. */
  private final Map<String, Element> outlines;

  private final List<Placed> texts;

  /** A text with the area of its letters in the picture. */
  record Placed(String text, Shape area) {}

  SvgText(SVGGeneratorContext context) {
    super(context, true);
    outlines = new HashMap<>();
    texts = new ArrayList<>();
  }

  private SvgText(SvgText parent) {
    super(parent);
    outlines = parent.outlines;
    texts = parent.texts;
  }

  @Override
  public Graphics create() {
    return new SvgText(this);
  }

  @Override
  public void drawString(String text, float x, float y) {
    if (!text.isEmpty()) {
      var layout = new TextLayout(text, getFont(), getFontRenderContext());
      var place = getTransform();
      place.translate(x, y);
      texts.add(new Placed(text, place.createTransformedShape(layout.getBounds())));
      layout.draw(this, x, y);
    }
  }

  /** All texts, in the order in which they were drawn. */
  List<Placed> texts() {
    return List.copyOf(texts);
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    var letters = getDOMFactory().createElementNS(SvgWriter.SVG, "g");
    for (int i = 0; i < glyphs.getNumGlyphs(); i++) {
      var at = glyphs.getGlyphPosition(i);
      var outline =
          AffineTransform.getTranslateInstance(-at.getX(), -at.getY())
              .createTransformedShape(glyphs.getGlyphOutline(i));
      var data = SVGPath.toSVGPathData(outline, getGeneratorContext());
      if (!data.isEmpty()) {
        var letter = getDOMFactory().createElementNS(SvgWriter.SVG, "use");
        letter.setAttributeNS(XLINK, "xlink:href", "#" + name(SvgPath.relative(data, 2)));
        letter.setAttributeNS(null, "x", rounded(x + at.getX()));
        letter.setAttributeNS(null, "y", rounded(y + at.getY()));
        letters.appendChild(letter);
      }
    }
    if (letters.hasChildNodes()) {
      getDOMGroupManager().addElement(letters, DOMGroupManager.FILL);
    }
  }

  private String name(String data) {
    return outlines
        .computeIfAbsent(
            data,
            d -> {
              var outline = getDOMFactory().createElementNS(SvgWriter.SVG, "path");
              var bytes = d.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
              outline.setAttributeNS(null, "id", "g" + Sha256.of(bytes).substring(0, NAME));
              outline.setAttributeNS(null, "d", d);
              return outline;
            })
        .getAttributeNS(null, "id");
  }

  private static String rounded(double value) {
    return SvgPath.number(Math.round(value * PRECISION), 2);
  }

  /** The outlines, to be put into the file once. */
  Element definitions() {
    var definitions = getDOMFactory().createElementNS(SvgWriter.SVG, "defs");
    outlines.values().stream()
        .sorted(java.util.Comparator.comparing(e -> e.getAttributeNS(null, "id")))
        .forEach(definitions::appendChild);
    return definitions;
  }
}
