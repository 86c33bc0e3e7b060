package lamina.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import lamina.claims.ClaimReport;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.files.Destination;
import lamina.report.ClaimFiles;
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
    var files = ClaimFiles.write(report, out);
    common.progress("Wrote " + String.join(", ", files) + " to " + out);
    if (common.json()) {
      common.print(report.json());
    } else {
      print(report);
    }
    return 0;
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
