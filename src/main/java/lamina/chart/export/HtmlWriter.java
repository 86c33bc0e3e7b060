package lamina.chart.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureRows;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.TokenWindow;
import lamina.chart.paint.FigureCells;
import lamina.chart.paint.FigurePainter;
import lamina.chart.paint.FigurePainter.Frame;
import lamina.chart.paint.FigureStyle;
import lamina.chart.paint.LayerCells;

/**
 * One HTML file that asks nobody for anything: the figure as SVG, every value under the mouse and
 * the arrow keys, all numbers as a table, and where a figure follows the layer slider, the slider.
 */
final class HtmlWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Widest picture that is made narrower on a narrow screen, in points. */
  private static final double FLEXIBLE = 640;

  private HtmlWriter() {}

  static byte[] bytes(Figure figure, ExportSettings s) throws IOException {
    var page = settings(figure, s);
    var drawn = still(figure);
    var drawing = SvgWriter.drawing(drawn, page);
    var frame = Frame.of(page.width(), page.height(), page.style());
    var cells =
        FigureCells.of(
            drawn,
            frame.width(),
            frame.height(),
            TokenWindow.ALL,
            page.style().words(),
            drawing.marks());
    return filled(figure, page, drawing.bare(), data(figure, page, frame, cells))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The page says title and caption; the picture has room for all that it shows. */
  private static ExportSettings settings(Figure figure, ExportSettings s) {
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

  private static String filled(Figure figure, ExportSettings s, String svg, ObjectNode data) {
    boolean moves = figure instanceof LayerMapFigure f && !f.stops().isEmpty();
    var words = s.style().words();
    return """
    <!DOCTYPE html>
    <html lang="%s" dir="%s">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s#picture svg { min-width: %dpx; }
    </style>
    </head>
    <body>
    <figure>
    <h1 id="title">%s</h1>
    %s<div id="picture" tabindex="0" role="group" aria-label="%s">
    <div id="drawing">
    %s
    <svg id="over" viewBox="0 0 %d %d" aria-hidden="true"><g id="rows"></g><rect id="cell"/></svg>
    </div>
    </div>
    <p id="tip" aria-live="polite"></p>
    <div id="notes">%s</div>
    <figcaption>%s</figcaption>
    </figure>
    <details><summary>%s</summary>
    %s</details>
    %s<script type="application/json" id="data">%s</script>
    <script>
    %s</script>
    </body>
    </html>
    """
        .formatted(
            words.rightToLeft() ? "ar" : "en",
            words.rightToLeft() ? "rtl" : "ltr",
            escaped(figure.title()),
            resource("figure.css"),
            Math.round(s.width() > FLEXIBLE ? s.width() : 0),
            escaped(figure.title()),
            moves ? slider(words.layer()) : "",
            escaped(figure.title()),
            svg.strip(),
            Math.round(s.width()),
            Math.round(s.height()),
            figure.notes().stream()
                .map(n -> "<p>" + escaped(n) + "</p>")
                .collect(Collectors.joining()),
            escaped(figure.caption()),
            escaped(words.numbers()),
            table(FigureRows.of(figure, words)),
            origin(words.origin(), s.provenance()),
            json(data),
            resource("figure.js"));
  }

  private static String slider(String layer) {
    return """
    <p id="slider"><label for="layer">%s</label> <input id="layer" type="range"> <output id="at" for="layer"></output></p>
    """
        .formatted(escaped(layer));
  }

  private static String table(FigureRows rows) {
    var text = new StringBuilder("<table>\n<thead><tr>");
    rows.header().forEach(h -> text.append("<th>").append(escaped(h)).append("</th>"));
    text.append("</tr></thead>\n<tbody>\n");
    for (var row : rows.rows()) {
      text.append("<tr>");
      row.forEach(cell -> text.append("<td>").append(escaped(cell)).append("</td>"));
      text.append("</tr>\n");
    }
    return text.append("</tbody>\n</table>\n").toString();
  }

  private static String origin(String heading, Provenance provenance) {
    return provenance.entries().isEmpty()
        ? ""
        : "<details><summary>%s</summary>\n<pre>%s</pre></details>\n"
            .formatted(escaped(heading), escaped(provenance.text()));
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

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String resource(String name) {
    try (var in = HtmlWriter.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
