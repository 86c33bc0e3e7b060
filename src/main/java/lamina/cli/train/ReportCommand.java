package lamina.cli.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.evaluate.Claim;
import lamina.evaluate.Intervals;
import lamina.evaluate.SeedStatistics;
import lamina.experiment.Comparison;
import lamina.experiment.Condition;
import lamina.experiment.Published;
import lamina.experiment.Store;
import lamina.model.HeadKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the conditions of a sweep. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Compare the conditions of a sweep with its baseline: means over seeds, gains with 95 %%"
            + " intervals, p values corrected after Holm.")
public final class ReportCommand implements Callable<Integer> {
  private static final String EXPLORATORY =
      "Exploratory: nothing here was registered before it ran; lamina study --report answers what"
          + " was.";

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "FOLDER", description = "Folder of the sweep's results.")
  private Path folder;

  @Option(
      names = "--baseline",
      description =
          "Condition to compare with (default: the last layer alone, of the deepest model).")
  private String baseline = "";

  @Option(names = "--languages", description = "Also the gain in each language.")
  private boolean languages;

  @Option(
      names = "--published",
      description = "Also the scores that the paper reports for mBERT, beside those measured.")
  private boolean published;

  @Option(
      names = "--kept",
      description =
          "Also the share of the baseline's score that is kept, and parameters with and without"
              + " embeddings: for students against their teacher.")
  private boolean kept;

  @Override
  public Integer call() {
    var comparison = Comparison.of(new Store(folder), baseline, languages || common.json());
    if (common.json()) {
      common.print(json(comparison));
      return 0;
    }
    var out = common.out();
    out.println(
        comparison.task().label()
            + ", "
            + comparison.metric().label()
            + " in %; test: mean over "
            + comparison.targets().size()
            + " languages without English ("
            + String.join(" ", comparison.targets())
            + "), n = "
            + comparison.n()
            + "; seeds "
            + comparison.baseline().runs().keySet());
    out.println(
        "Gains are over "
            + comparison.baseline().label()
            + " on the same items, 95 % intervals; p: "
            + comparison.test()
            + ", Holm over the "
            + comparison.family().size()
            + " gains below.");
    out.println(EXPLORATORY);
    if (!comparison.baseline().unitsKnown()) {
      out.println(
          "Which examples were drawn together isn't in these results, so that each counts by itself"
              + (comparison.task().tagsWords() ? "." : ": intervals are too narrow."));
    }
    comparison
        .baseline()
        .coverage()
        .forEach((language, how) -> out.println("Test data, " + language + ": " + how + "."));
    out.printf(
        "%-22s %15s %15s %17s %8s %7s %7s%n",
        "condition", "English dev", "test", "95 % interval", "gain", "p Holm", "d");
    comparison.rows().forEach(row -> line(comparison, row));
    comparison
        .chosen()
        .ifPresent(
            c ->
                out.println(
                    "Chosen on English development data: "
                        + c.condition().label()
                        + c.gain()
                            .map(
                                g ->
                                    String.format(
                                        Locale.ROOT,
                                        "; gain %+.2f [%+.2f, %+.2f], %s",
                                        100 * g.value(),
                                        100 * g.interval().low(),
                                        100 * g.interval().high(),
                                        said(c.claim())))
                            .orElse("")));
    out.flush();
    return 0;
  }

  private static String said(Claim claim) {
    return switch (claim) {
      case GAIN -> "a gain after Holm";
      case LOSS -> "a loss after Holm";
      case NOTHING -> "no difference shown after Holm";
    };
  }

  /** "0.247" or "<0.001"; nothing where nothing was tested. */
  private static String probability(double p) {
    return Double.isNaN(p) ? "" : p < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  private void line(Comparison comparison, Comparison.Row row) {
    var c = row.condition();
    common
        .out()
        .printf(
            Locale.ROOT,
            "%-22s %15s %15s [%6.2f, %6.2f] %8s %7s %7s%s%n",
            c.label(),
            spread(c.developmentSpread()),
            spread(c.meanSpread()),
            100 * row.interval().low(),
            100 * row.interval().high(),
            row.gain().map(g -> String.format(Locale.ROOT, "%+.2f", 100 * g.value())).orElse(""),
            probability(row.holm()),
            Double.isFinite(row.effect()) ? String.format(Locale.ROOT, "%.1f", row.effect()) : "",
            published ? reported(comparison, c.head()) : "");
    if (kept) {
      common.out().println("  " + size(c) + share(comparison.kept(c)));
    }
    if (languages && row.gain().isPresent()) {
      for (var language : c.languages()) {
        var tested = new Comparison.Tested(c.label(), language);
        var g = comparison.gains().get(tested);
        common
            .out()
            .printf(
                Locale.ROOT,
                "  %-5s %6.2f  gain %+6.2f [%+.2f, %+.2f]  p %s  n = %d%s%n",
                language,
                100 * SeedStatistics.spread(c.test(language)).mean(),
                100 * g.value(),
                100 * g.interval().low(),
                100 * g.interval().high(),
                probability(comparison.family().p(tested)),
                c.examples(language),
                kept ? share(comparison.kept(c, language)) : "");
      }
    }
  }

  private static String share(SeedStatistics.Kept kept) {
    return String.format(
        Locale.ROOT,
        "  keeps %.1f %% [%.1f, %.1f]",
        100 * kept.share(),
        100 * kept.interval().low(),
        100 * kept.interval().high());
  }

  private static String size(Condition c) {
    return c.size()
        .map(
            s ->
                String.format(
                    Locale.ROOT,
                    "%d x %d, %,d parameters, %,d without embeddings",
                    s.layers(),
                    s.hidden(),
                    s.parameters(),
                    s.otherParameters()))
        .orElse("size not known");
  }

  private static String reported(Comparison comparison, HeadKey head) {
    int layer = head.equals(HeadKey.LAST) ? 0 : head.layer();
    return Published.load()
        .score(comparison.task(), layer)
        .map(s -> String.format(Locale.ROOT, "  reported %.2f (mBERT)", 100 * s))
        .orElse("");
  }

  private static String spread(SeedStatistics.Spread s) {
    return s.n() == 1
        ? String.format(Locale.ROOT, "%.2f", 100 * s.mean())
        : String.format(Locale.ROOT, "%.2f ± %.2f", 100 * s.mean(), 100 * s.sd());
  }

  private ObjectNode json(Comparison comparison) {
    var root = new ObjectMapper().createObjectNode();
    root.put("task", comparison.task().key());
    root.put("metric", comparison.metric().label());
    root.put("baseline", comparison.baseline().label());
    var targets = root.putArray("meanOver");
    comparison.targets().forEach(targets::add);
    root.put("n", comparison.n());
    comparison.baseline().coverage().forEach(root.putObject("coverage")::put);
    root.put("test", comparison.test());
    root.put("family", comparison.family().size());
    root.put("registered", false);
    comparison.chosen().ifPresent(c -> root.put("chosenOnDevelopment", c.condition().label()));
    var rows = root.putArray("conditions");
    for (var row : comparison.rows()) {
      var c = row.condition();
      var node = rows.addObject();
      node.put("condition", c.label()).put("head", c.head().key()).put("protocol", c.protocol());
      node.put("seeds", c.runs().size());
      node.put("dev", c.developmentSpread().mean()).put("devSd", c.developmentSpread().sd());
      node.put("test", c.meanSpread().mean()).put("testSd", c.meanSpread().sd());
      node.put("low", row.interval().low()).put("high", row.interval().high());
      row.gain().ifPresent(g -> put(node, g));
      put(node, comparison.kept(c));
      c.size()
          .ifPresent(
              s ->
                  node.put("layers", s.layers())
                      .put("hidden", s.hidden())
                      .put("parameters", s.parameters())
                      .put("parametersWithoutEmbeddings", s.otherParameters()));
      node.put("pHolm", row.holm()).put("effect", row.effect());
      node.put("claim", row.claim().name().toLowerCase(Locale.ROOT));
      var by = node.putObject("languages");
      for (var language : c.languages()) {
        var entry = by.putObject(language);
        var spread = SeedStatistics.spread(c.test(language));
        entry.put("test", spread.mean()).put("sd", spread.sd()).put("n", c.examples(language));
        if (row.gain().isPresent()) {
          var tested = new Comparison.Tested(c.label(), language);
          put(entry, comparison.gains().get(tested));
          entry.put("pHolm", comparison.family().p(tested));
          put(entry, comparison.kept(c, language));
        }
      }
    }
    return root;
  }

  private static void put(ObjectNode node, SeedStatistics.Kept k) {
    node.put("kept", k.share());
    node.put("keptLow", k.interval().low());
    node.put("keptHigh", k.interval().high());
  }

  private static void put(ObjectNode node, Intervals.Difference g) {
    node.put("gain", g.value());
    node.put("gainLow", g.interval().low());
    node.put("gainHigh", g.interval().high());
    node.put("p", g.p());
  }
}
