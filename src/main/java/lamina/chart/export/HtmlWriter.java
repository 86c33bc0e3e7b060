package lamina.chart.export;

import java.nio.charset.StandardCharsets;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureRows;

/**
 * One HTML file that asks nobody for anything: a {@link LiveFigure}, all numbers as a table, and
 * where they come from.
 */
final class HtmlWriter {
  private HtmlWriter() {}

  static byte[] bytes(Figure figure, ExportSettings s) {
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
    %s%s</style>
    </head>
    <body>
    %s<details><summary>%s</summary>
    %s</details>
    %s<script>
    %s</script>
    </body>
    </html>
    """
        .formatted(
            words.rightToLeft() ? "ar" : "en",
            words.rightToLeft() ? "rtl" : "ltr",
            LiveFigure.escaped(figure.title()),
            LiveFigure.resource("figure.css"),
            LiveFigure.style(),
            LiveFigure.html("figure", "h1", figure, s),
            LiveFigure.escaped(words.numbers()),
            table(FigureRows.of(figure, words)),
            origin(words.origin(), s.provenance()),
            LiveFigure.script())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String table(FigureRows rows) {
    var text = new StringBuilder("<table>\n<thead><tr>");
    rows.header().forEach(h -> text.append("<th>").append(LiveFigure.escaped(h)).append("</th>"));
    text.append("</tr></thead>\n<tbody>\n");
    for (var row : rows.rows()) {
      text.append("<tr>");
      row.forEach(cell -> text.append("<td>").append(LiveFigure.escaped(cell)).append("</td>"));
      text.append("</tr>\n");
    }
    return text.append("</tbody>\n</table>\n").toString();
  }

  private static String origin(String heading, Provenance provenance) {
    return provenance.entries().isEmpty()
        ? ""
        : "<details><summary>%s</summary>\n<pre>%s</pre></details>\n"
            .formatted(LiveFigure.escaped(heading), LiveFigure.escaped(provenance.text()));
  }
}
