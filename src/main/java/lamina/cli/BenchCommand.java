package lamina.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lamina.bench.LatencyReport;
import lamina.data.SampleData;
import lamina.data.Task;
import lamina.evaluate.Percentiles;
import lamina.language.Languages;
import lamina.model.ModelSummary;
import lamina.service.Request;
import lamina.text.Input;
import lamina.text.Tokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times models against each other. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure the latency of models side by side.")
public final class BenchCommand implements Callable<Integer> {
  private static final double[] PERCENTS = {50, 90, 99};
  private static final int INPUTS = 20;

  @Mixin private Common common;
  @Mixin private EngineOption engine;

  @Option(
      names = "--models",
      split = ",",
      required = true,
      description = "teacher,student or directories; all for one task.")
  private List<String> models;

  @Option(names = "--task", description = "pos, ner, xnli or pawsx; needed for teacher, student.")
  private String task;

  @Option(names = "--lang", description = "Language of the sample sentences to time on.")
  private String language = "en";

  @Option(names = "--rounds", description = "Counted calls a model.")
  private int rounds = 200;

  @Option(names = "--warmup", description = "Calls before counting.")
  private int warmup = 30;

  @Override
  public Integer call() {
    var wanted = WrongUse.checked(() -> task == null ? null : Task.of(task));
    var spoken = WrongUse.checked(() -> Languages.of(language));
    var summaries = new ArrayList<ModelSummary>();
    models.forEach(m -> summaries.add(Models.find(m, wanted)));
    var sample = SampleData.open(Models.home().resolve("sample-data"));
    var inputs = new ArrayList<Input>();
    sample.dataset(summaries.getFirst().task(), spoken).examples().stream()
        .limit(INPUTS)
        .forEach(e -> inputs.add(Tokenizer.input(e)));
    var engines = engine.choices();
    LatencyReport report;
    try (var work = new Work(common, summaries, engines.getFirst())) {
      report =
          work.ask(
              new Request.Measure(
                  summaries.stream().map(ModelSummary::name).toList(),
                  summaries.stream().map(ModelSummary::chosen).toList(),
                  engines,
                  inputs,
                  warmup,
                  rounds));
    }
    if (common.json()) {
      common.print(json(report, summaries));
    } else {
      print(report);
    }
    return 0;
  }

  private static com.fasterxml.jackson.databind.JsonNode json(
      LatencyReport report, List<ModelSummary> models) {
    var root = new ObjectMapper().createObjectNode();
    var c = report.conditions();
    root.putObject("conditions")
        .put("scenario", c.scenario())
        .put("batch", c.batch())
        .put("minTokens", c.minTokens())
        .put("maxTokens", c.maxTokens())
        .put("padding", "none")
        .put("threads", c.threads())
        .put("precision", c.precision())
        .put("engine", c.engine())
        .put("device", c.device())
        .put("warmup", c.warmup())
        .put("rounds", c.rounds())
        .put("measured", c.measured().toString());
    var rows = root.putArray("results");
    for (var s : report.series()) {
      var chosen =
          models.stream().filter(m -> m.name().equals(s.model())).findFirst().orElseThrow();
      var row = rows.addObject().put("model", s.model()).put("engine", s.engine());
      row.put("head", chosen.chosen().key());
      row.put("firstMillis", s.firstMillis());
      for (double percent : PERCENTS) {
        var p = Percentiles.of(s.millis(), percent);
        row.putObject("p" + (int) percent)
            .put("millis", p.value())
            .put("low", p.interval().low())
            .put("high", p.interval().high())
            .put("reliable", p.reliable());
      }
      row.put("parameters", s.parameters()).put("embeddingParameters", s.embeddingParameters());
    }
    var warnings = root.putArray("warnings");
    report.warnings().forEach(warnings::add);
    return root;
  }

  private void print(LatencyReport report) {
    var out = common.out();
    out.println(report.conditions().line());
    for (var s : report.series()) {
      var line = new StringBuilder(String.format(Locale.ROOT, "%-14s %-8s", s.model(), s.engine()));
      for (double percent : PERCENTS) {
        var p = Percentiles.of(s.millis(), percent);
        line.append(
            String.format(
                Locale.ROOT,
                "  p%d %.2f ms [%.2f, %.2f]%s",
                (int) percent,
                p.value(),
                p.interval().low(),
                p.interval().high(),
                p.reliable() ? "" : "?"));
      }
      line.append(String.format(Locale.ROOT, "  first call %.1f ms", s.firstMillis()));
      out.println(line);
    }
    if (report.series().size() == 2) {
      double a = Percentiles.of(report.series().get(0).millis(), 50).value();
      double b = Percentiles.of(report.series().get(1).millis(), 50).value();
      out.printf(Locale.ROOT, "ratio of medians %.2f%n", a / b);
    }
    report.warnings().forEach(w -> out.println("! " + w));
    out.flush();
  }
}
