package lamina.chart.export;

import java.awt.Dimension;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import lamina.chart.figure.Figure;
import lamina.chart.paint.FigurePainter;
import lamina.chart.paint.PlotMarks;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.w3c.dom.Element;

/** SVG with text as outlines, so that every script is right everywhere. */
final class SvgWriter {
  static final String SVG = "http://www.w3.org/2000/svg";
  private static final int DECIMALS = 2;

  private SvgWriter() {}

  /**
   * A drawing.
   *
   * @param text with title, description and provenance
   * @param bare without, for a page that says them
   * @param marks of a plot, on the plane of its frame
   * @param texts that are drawn, with their places in the picture
   */
  record Drawing(String text, String bare, PlotMarks marks, List<SvgText.Placed> texts) {}

  static byte[] bytes(Figure figure, ExportSettings s) throws IOException {
    var drawing = drawing(figure, s);
    FitCheck.require(drawing.texts(), s);
    return drawing.text().getBytes(StandardCharsets.UTF_8);
  }

  static Drawing drawing(Figure figure, ExportSettings s) throws IOException {
    var document = GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
    var context = SVGGeneratorContext.createDefault(document);
    context.setPrecision(DECIMALS);
    var g = new SvgText(context);
    g.setSVGCanvasSize(new Dimension((int) Math.round(s.width()), (int) Math.round(s.height())));
    var marks = FigurePainter.paint(figure, g, s.width(), s.height(), s.style());
    var root = g.getRoot();
    root.setAttributeNS(
        null, "viewBox", "0 0 " + Math.round(s.width()) + " " + Math.round(s.height()));
    root.setAttributeNS(null, "width", Math.round(s.width()) + "pt");
    root.setAttributeNS(null, "height", Math.round(s.height()) + "pt");
    var paths = root.getElementsByTagName("path");
    for (int i = 0; i < paths.getLength(); i++) {
      var path = (Element) paths.item(i);
      path.setAttributeNS(null, "d", SvgPath.relative(path.getAttributeNS(null, "d"), 1));
    }
    var first = root.getFirstChild();
    root.insertBefore(g.definitions(), first);
    SvgCompaction.compact(root);
    var bare = written(g, root).replaceFirst("(?s)^.*?(?=<svg)", "");
    first = root.getFirstChild();
    root.insertBefore(text(root, "title", figure.title()), first);
    root.insertBefore(text(root, "desc", figure.caption()), first);
    root.insertBefore(text(root, "metadata", provenance(s)), first);
    return new Drawing(written(g, root), bare, marks, g.texts());
  }

  private static String written(SvgText g, Element root) throws IOException {
    var out = new StringWriter();
    g.stream(root, out, false, false); // attributes, no style sheets
    // Nobody needs the old document type, and some readers would fetch it.
    return out.toString().replaceFirst("(?s)<!DOCTYPE.*?>", "").replaceAll("\\n\\s*(?=/?>)", "");
  }

  private static String provenance(ExportSettings s) {
    return s.provenance()
        .text()
        .lines()
        .map(DrawableText::drawable)
        .collect(Collectors.joining("\n"));
  }

  private static Element text(Element root, String name, String content) {
    var element = root.getOwnerDocument().createElementNS(SVG, name);
    element.appendChild(root.getOwnerDocument().createTextNode(content));
    return element;
  }
}
