package lamina.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Callable;
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
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.files.AtomicFile;
import lamina.files.Destination;
import lamina.files.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Settles the claims about the method from what is stored. */
@Command(
    name = "claims",
    mixinStandardHelpOptions = true,
    description =
        "Settle the research question and the sixteen claims about the method from scores, gates,"
            + " similarities, runs and answers that are stored, by registered thresholds; nothing"
            + " is computed anew. Writes claims.html, claims.pdf, claims.json and figures.")
final class ClaimsCommand implements Callable<Integer> {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 400;

  @Mixin private CommonOptions common;

  @Option(names = "--out", required = true, description = "Folder to write into.")
  private Path out;

  @Option(
      names = "--models",
      description = "Folder of models of one encoder, with the encoder as base (the bundled ones).")
  private Path models;

  @Option(
      names = "--experiments",
      description = "Folder of runs of sweeps and studies (sample-data/experiments).")
  private Path experiments;

  @Override
  public Integer call() {
    Destination.folder(out);
    var home = ModelLookup.home();
    var report =
        ClaimReport.of(
            home,
            models == null ? home.resolve("models") : models,
            experiments == null ? home.resolve("sample-data/experiments") : experiments);
    report.leftOut().forEach(why -> common.progress("Left out: " + why));
    write(report);
    if (common.json()) {
      common.print(report.json());
    } else {
      print(report);
    }
    return 0;
  }

  private void write(ClaimReport report) {
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
    var pictures = new LinkedHashMap<String, byte[]>();
    figures.forEach(
        (name, figure) ->
            pictures.put(name, FigureExporter.bytes(figure, FigureFormat.SVG, settings)));
    pictures.forEach((name, picture) -> AtomicFile.write(out.resolve(name + ".svg"), picture));
    var page = ClaimPage.html(report, figures, settings);
    var byId = new LinkedHashMap<String, Figure>();
    figures.forEach((name, figure) -> byId.put(ClaimPage.id(name), figure));
    AtomicFile.write(out.resolve("claims.json"), JsonText.pretty(report.json()) + "\n");
    AtomicFile.write(out.resolve("claims.html"), page);
    AtomicFile.write(out.resolve("claims.pdf"), PagePdf.bytes(page, byId, settings));
    common.progress("Wrote claims.html, claims.pdf, claims.json and " + pictures.size() + " figures to " + out);
  }

  private void print(ClaimReport report) {
    var o = common.out();
    o.println("Encoder: " + report.encoder().name() + ". mBERT: " + report.ofMbert() + ".");
    o.println("Thresholds: " + report.thresholds() + ".");
    for (var f : report.findings()) {
      o.printf(
          Locale.ROOT,
          "%2d  %-38s %s%n",
          f.statement().number(),
          f.verdictWords(),
          f.statement().wording());
      if (!f.evidence().isEmpty()) {
        var first = f.evidence().getFirst();
        o.println("      " + first.what() + ": " + first.words());
      }
      if (!f.command().isEmpty()) {
        o.println("      to test it: " + f.command());
      }
    }
    o.flush();
  }
}
