package lamina.report;

import static lamina.chart.export.LiveFigure.escaped;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lamina.chart.export.ExportSettings;
import lamina.chart.export.LiveFigure;
import lamina.chart.figure.Figure;
import lamina.claims.ClaimFinding;
import lamina.claims.ClaimReport;
import lamina.claims.Evidence;
import lamina.claims.Shown;
import lamina.claims.Verdict;
import lamina.files.ProgramVersion;

/**
 * A report on claims as one page that asks nobody for anything, whose figures answer the mouse and
 * the keys; well-formed as XML but for its scripts, so that the same page is printed to PDF.
 */
final class ClaimPage {
  /** Rows of a table that are open; the rest unfolds. */
  private static final int OPEN = 8;

  private ClaimPage() {}

  /**
   * The page.
   *
   * @param figures by name
   * @param settings of figures
   */
  static String html(
      ClaimReport report, Map<Shown.Chart, Figure> figures, ExportSettings settings) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <title>Claims about the method, settled</title>
    <style>
    %s%s</style>
    </head>
    <body>
    <h1>Claims about the method, settled</h1>
    %s
    <h2>Verdicts</h2>
    %s
    %s
    <h2>Each claim</h2>
    %s
    <script>
    %s</script>
    </body>
    </html>
    """
        .formatted(
            LiveFigure.style(),
            STYLE,
            head(report),
            overview(report.findings()),
            pictures(figures, settings),
            report.findings().stream()
                .map(f -> section(report, f))
                .collect(Collectors.joining("\n")),
            LiveFigure.script());
  }

  /** Id of a figure's element. */
  static String id(Shown.Chart chart) {
    return "figure-" + chart.key();
  }

  private static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, sans-serif; color: #1f2328; background: #fff; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.2rem; } h3 { font-size: 1.05rem; margin: 0; }
      table { border-collapse: collapse; width: 100%; font-size: .9rem; }
      th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #e6eaef; }
      td.number { font-variant-numeric: tabular-nums; }
      section { border-top: 2px solid #e6eaef; padding: 1rem 0; break-inside: avoid-page; }
      .verdict { font-weight: 600; } .supported { color: #00704f; } .not-supported { color: #b04500; }
      .own { color: #59636e; font-size: .9rem; } dl { display: grid; grid-template-columns: 8rem 1fr; gap: .2rem .8rem; margin: .6rem 0; font-size: .95rem; }
      dt { color: #59636e; } dd { margin: 0; overflow-wrap: anywhere; } code { font-size: .88em; overflow-wrap: anywhere; }
      figure { margin: 1.2rem 0; break-inside: avoid; } figcaption { color: #59636e; font-size: .9rem; }
      @page { size: A4; margin: 18mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt "Lamina Sans"; color: #59636e; } }
      @media print {
        body { font: 9.5pt/1.4 "Lamina Sans", system-ui, sans-serif; max-width: none; margin: 0; padding: 0; }
        h1 { font-size: 17pt; } h2 { font-size: 13pt; page-break-after: avoid; } h3 { font-size: 11pt; page-break-after: avoid; }
        table, .own, figcaption { font-size: 8.5pt; } dl { display: block; font-size: 9pt; } code { font-family: "Lamina Sans", monospace; }
        dt { float: left; clear: left; width: 6.5em; } dd { margin: 0 0 .25em 7em; word-wrap: break-word; }
        section { page-break-inside: auto; } tr, figure { page-break-inside: avoid; } a { color: inherit; text-decoration: none; } details, summary { display: block; }
      }
      """;

  private static String head(ClaimReport report) {
    var encoder = report.encoder();
    var rows = new StringBuilder("<dl>\n");
    row(rows, "Encoder", encoder.name());
    row(rows, "Pretrained", encoder.pretraining());
    row(rows, "Confound", encoder.confound());
    row(rows, "mBERT", report.ofMbert());
    row(rows, "Thresholds", report.thresholds());
    row(rows, "Program", ProgramVersion.NAME);
    row(rows, "Left out", String.join("; ", report.leftOut()));
    return rows.append("</dl>\n")
        + "<p>A verdict says what the stored measurements let anybody say of this encoder, and no"
        + " more. \"Not supported\" means that the test doesn't show the claim, which doesn't show"
        + " its opposite. What rests on one seed, or on runs that nothing registered, is"
        + " exploratory and never \"supported\". Intervals are 95 %.</p>";
  }

  private static void row(StringBuilder rows, String name, String value) {
    if (!value.isEmpty()) {
      rows.append("<dt>").append(name).append("</dt><dd>").append(escaped(value)).append("</dd>\n");
    }
  }

  private static String overview(List<ClaimFinding> findings) {
    return "<table>\n<thead><tr><th>No.</th><th>Claim</th><th>Report's own mark</th><th>Verdict"
        + " here</th></tr></thead>\n<tbody>\n"
        + findings.stream()
            .map(
                f ->
                    "<tr><td class=\"number\"><a href=\"#claim-%d\">%d</a></td><td>%s</td><td>%s</td><td class=\"verdict %s\">%s</td></tr>\n"
                        .formatted(
                            f.statement().number(),
                            f.statement().number(),
                            escaped(f.statement().wording()),
                            f.statement().ownMark(),
                            style(f.verdict()),
                            f.verdictWords()))
            .collect(Collectors.joining())
        + "</tbody>\n</table>";
  }

  private static String style(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String pictures(Map<Shown.Chart, Figure> figures, ExportSettings settings) {
    return figures.entrySet().stream()
        .map(e -> LiveFigure.html(id(e.getKey()), "h3", e.getValue(), settings))
        .collect(Collectors.joining());
  }

  private static String section(ClaimReport report, ClaimFinding f) {
    var own = f.statement().ownMark();
    var rows = new StringBuilder("<dl>\n");
    row(rows, "Verdict", f.verdictWords() + ", of " + report.encoder().name());
    row(rows, "mBERT", report.encoder().mbert() ? "" : "not tested here");
    row(rows, "Why", f.reason());
    row(rows, "Confound", report.confound(f));
    row(rows, "Experiment", f.experiment());
    row(rows, "Data", f.data());
    row(rows, "Test", f.test());
    row(rows, "Shown in", f.shown().words());
    if (!f.command().isEmpty()) {
      rows.append("<dt>To test it</dt><dd><code>")
          .append(escaped(f.command()))
          .append("</code></dd>\n");
    }
    rows.append("</dl>\n");
    return """
    <section id="claim-%d">
    <h3>%d. %s</h3>
    %s%s%s</section>
    """
        .formatted(
            f.statement().number(),
            f.statement().number(),
            escaped(f.statement().wording()),
            own.isEmpty() ? "" : "<p class=\"own\">The report's own mark: " + own + "</p>\n",
            rows,
            numbers(f.evidence()));
  }

  private static String numbers(List<Evidence> evidence) {
    if (evidence.isEmpty()) {
      return "";
    }
    var open = evidence.subList(0, Math.min(OPEN, evidence.size()));
    var rest = evidence.subList(open.size(), evidence.size());
    return table(open)
        + (rest.isEmpty()
            ? ""
            : "<details><summary>"
                + rest.size()
                + " more</summary>\n"
                + table(rest)
                + "</details>\n");
  }

  private static String table(List<Evidence> rows) {
    return "<table>\n<tbody>\n"
        + rows.stream()
            .map(
                e ->
                    "<tr><td>%s</td><td class=\"number\">%s</td></tr>\n"
                        .formatted(escaped(e.what()), escaped(e.words())))
            .collect(Collectors.joining())
        + "</tbody>\n</table>\n";
  }
}
