package lamina.chart.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lamina.chart.figure.Figure;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.TokenWindow;
import lamina.chart.paint.FigureCells;
import lamina.chart.paint.FigurePainter;
import lamina.chart.paint.FigurePainter.Frame;
import lamina.chart.paint.FigureStyle;
import lamina.chart.paint.LayerCells;

/**
 * A figure as a part of an HTML page: SVG, every value under the mouse and the arrow keys, and
 * where a figure follows the layer slider, the slider. A page has {@link #style} and, behind its
 * figures, {@link #script} once, and asks nobody for anything.
 */
public final class LiveFigure {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Widest picture that is made narrower on a narrow screen, in points. */
  private static final double FLEXIBLE = 640;

  private static final Pattern NO_XML =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private LiveFigure() {}

  /** CSS of all figures. */
  public static String style() {
    return resource("live.css");
  }

  /** The script that makes all figures before it answer. */
  public static String script() {
    return resource("figure.js");
  }

  /**
   * The element of a figure, well-formed as XML, too.
   *
   * @param id of the element, unique in its page
   * @param heading name of the title's element, {@code h1} for one
   */
  public static String html(String id, String heading, Figure figure, ExportSettings s) {
    var page = settings(figure, s);
    var drawn = still(figure);
    SvgWriter.Drawing drawing;
    try {
      drawing = SvgWriter.drawing(drawn, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var frame = Frame.of(page.width(), page.height(), page.style());
    var cells =
        FigureCells.of(
            drawn,
            frame.width(),
            frame.height(),
            TokenWindow.ALL,
            page.style().words(),
            drawing.marks());
    return filled(id, heading, figure, page, drawing.bare(), data(figure, page, frame, cells));
  }

  /** The page says title and caption; the picture has room for all that it shows. */
  static ExportSettings settings(Figure figure, ExportSettings s) {
    var style =
        new FigureStyle(
            s.style().theme(),
            s.style().fontSize(),
            s.style().lineWidth(),
            false,
            s.style().words());
    double width = Math.max(s.width(), FigurePainter.leastWidth(figure, style));
    double height = Math.max(s.height(), FigurePainter.leastHeight(figure, width, style));
    return new ExportSettings(width, height, style, s.dpi(), s.provenance());
  }

  /** What the slider changes isn't drawn: the page writes it. */
  private static Figure still(Figure figure) {
    return figure instanceof LayerMapFigure f
        ? f.at("", List.of(), f.chosen().stream().map(c -> -1).toList())
        : figure;
  }

  private static String filled(
      String id, String heading, Figure figure, ExportSettings s, String svg, ObjectNode data) {
    boolean moves = figure instanceof LayerMapFigure f && !f.stops().isEmpty();
    return """
    <figure class="live" id="%s">
    <%s class="title">%s</%s>
    %s<div class="picture" tabindex="0" role="group" aria-label="%s">
    <div class="drawing" style="min-width: %dpx">
    %s
    <svg class="over" viewBox="0 0 %d %d" aria-hidden="true"><g class="rows"></g><rect class="cell"/></svg>
    </div>
    </div>
    <p class="tip" aria-live="polite"></p>
    <div class="notes">%s</div>
    <figcaption>%s</figcaption>
    <script type="application/json" class="data">%s</script>
    </figure>
    """
        .formatted(
            id,
            heading,
            escaped(figure.title()),
            heading,
            moves ? slider(s.style().words().layer()) : "",
            escaped(figure.title()),
            Math.round(s.width() > FLEXIBLE ? s.width() : 0),
            own(svg.strip(), id),
            Math.round(s.width()),
            Math.round(s.height()),
            figure.notes().stream()
                .map(n -> "<p>" + escaped(n) + "</p>")
                .collect(Collectors.joining()),
            escaped(figure.caption()),
            json(data));
  }

  /** Names inside a drawing are of this figure alone. */
  private static String own(String svg, String id) {
    return svg.replace(" id=\"", " id=\"" + id + "-")
        .replace("href=\"#", "href=\"#" + id + "-")
        .replace("url(#", "url(#" + id + "-");
  }

  private static String slider(String layer) {
    return """
    <p class="slider"><label>%s <input class="layer" type="range"/></label> <output class="at"></output></p>
    """
        .formatted(escaped(layer));
  }

  /** What the script reads: cells with their places and words, and the slider's stops. */
  private static ObjectNode data(Figure figure, ExportSettings s, Frame frame, FigureCells cells) {
    var data = JSON.createObjectNode();
    data.put("width", Math.round(s.width()));
    data.put("height", Math.round(s.height()));
    data.put("rightToLeft", cells.rightToLeft());
    data.put("reach", frame.scale() * cells.reach());
    var list = data.putArray("cells");
    for (int r = 0; r < cells.rows(); r++) {
      for (int c = 0; c < cells.columns(r); c++) {
        var cell = new FigureCells.Cell(r, c);
        if (cells.visible(cell)) {
          var entry = list.addArray().add(r).add(c);
          place(entry, frame.shown(cells.area(cell)));
          entry.add(cells.described(cell));
        }
      }
    }
    if (figure instanceof LayerMapFigure f && cells instanceof LayerCells layers) {
      stops(f, layers, frame, data);
    }
    return data;
  }

  private static void stops(LayerMapFigure f, LayerCells layers, Frame frame, ObjectNode data) {
    var here = new LayerMapFigure.Stop("", f.title(), f.notes(), f.chosen());
    var all = f.stops().isEmpty() ? List.of(here) : f.stops();
    var list = data.putArray("stops");
    for (int i = 0; i < all.size(); i++) {
      var stop = all.get(i);
      var entry = list.addObject().put("name", stop.name()).put("title", stop.title());
      stop.notes().forEach(entry.putArray("notes")::add);
      var rows = entry.putArray("rows");
      layers.chosen(stop.chosen()).forEach(area -> place(rows.addArray(), frame.shown(area)));
      if (stop.chosen().equals(f.chosen())) {
        data.put("stop", i);
      }
    }
  }

  private static void place(ArrayNode into, Rectangle2D area) {
    for (double v : new double[] {area.getX(), area.getY(), area.getWidth(), area.getHeight()}) {
      into.add(Math.round(100 * v) / 100.0);
    }
  }

  /** JSON that ends no script. */
  private static String json(ObjectNode data) {
    return data.toString().replace("<", "\\u003c").replace("&", "\\u0026");
  }

  /** A text for HTML that is XML, too: what XML 1.0 has no character for is a sign of that. */
  public static String escaped(String text) {
    return NO_XML
        .matcher(text)
        .replaceAll("\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String resource(String name) {
    try (var in = LiveFigure.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
