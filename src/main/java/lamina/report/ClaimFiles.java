package lamina.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import lamina.chart.export.ExportSettings;
import lamina.chart.export.FigureExporter;
import lamina.chart.export.FigureFormat;
import lamina.chart.export.PagePdf;
import lamina.chart.export.Provenance;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureWords;
import lamina.chart.paint.FigureStyle;
import lamina.chart.paint.Theme;
import lamina.claims.ClaimReport;
import lamina.files.AtomicFile;
import lamina.files.JsonText;

/** A report on claims as files of a folder. */
public final class ClaimFiles {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 400;

  private ClaimFiles() {}

  /**
   * Writes claims.html, the same page as claims.pdf, claims.json and a figure for each that has
   * numbers.
   *
   * @param out folder; made where it isn't there
   * @return names of the files
   * @throws lamina.problem.Problem where it can't be written
   */
  public static List<String> write(ClaimReport report, Path out) {
    var origin = new LinkedHashMap<String, String>();
    origin.put("encoder", report.encoder().name());
    origin.put("thresholds", report.thresholds());
    var settings =
        new ExportSettings(
            WIDTH,
            HEIGHT,
            new FigureStyle(Theme.LIGHT, 11, 2.4, false, FigureWords.ENGLISH),
            144,
            new Provenance(origin));
    var figures = ClaimFigures.of(report);
    var page = ClaimPage.html(report, figures, settings);
    var byId = new LinkedHashMap<String, Figure>();
    figures.forEach((chart, figure) -> byId.put(ClaimPage.id(chart), figure));
    var files = new LinkedHashMap<String, byte[]>();
    files.put("claims.html", page.getBytes(StandardCharsets.UTF_8));
    files.put("claims.pdf", PagePdf.bytes(page, byId, settings));
    files.put(
        "claims.json", (JsonText.pretty(report.json()) + "\n").getBytes(StandardCharsets.UTF_8));
    figures.forEach(
        (chart, figure) ->
            files.put(
                chart.key() + ".svg", FigureExporter.bytes(figure, FigureFormat.SVG, settings)));
    files.forEach((name, bytes) -> AtomicFile.write(out.resolve(name), bytes));
    return new ArrayList<>(files.keySet());
  }
}
