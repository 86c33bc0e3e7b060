package lamina.cli.measure;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lamina.bench.LatencyFiles;
import lamina.bench.LatencyPlan;
import lamina.bench.SamplePlan;
import lamina.cli.CommandProgress;
import lamina.cli.CommonOptions;
import lamina.cli.EngineOption;
import lamina.cli.ModelLookup;
import lamina.cli.TaskNames;
import lamina.cli.UsageError;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.engine.EngineChoice;
import lamina.files.Destination;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.service.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times models against each other. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measure models side by side, each in a process of its own: single stream and offline"
            + " batches, cold start, memory, accuracy beside speed.")
public final class BenchCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Mixin private CommonOptions common;
  @Mixin private EngineOption engine;

  @Option(
      names = "--models",
      split = ",",
      description =
          "teacher,student (the default), bundled ones' names or directories; all for one task.")
  private List<String> models = List.of("teacher", "student");

  @Option(names = "--task", completionCandidates = TaskNames.class, description = ModelLookup.TASKS)
  private String task;

  @Option(
      names = "--lang",
      split = ",",
      description = "Languages of the sample sentences to time on, or all.")
  private List<String> languages = List.of("en");

  @Option(names = "--sentences", description = "Sentences a language for single calls.")
  private int sentences = 20;

  @Option(names = "--rounds", description = "Counted single calls a model.")
  private int rounds = 200;

  @Option(names = "--warmup", description = "Calls before counting.")
  private int warmup = 30;

  @Option(names = "--batch-sentences", description = "Most sentences a language in batches.")
  private int batchSentences = 100;

  @Option(
      names = "--passes",
      description = "Counted passes over the sentences in batches (offline); 0 for none.")
  private int passes = 5;

  @Option(names = "--budget", description = "Most tokens a batch, padding included.")
  private int budget = LatencyPlan.BUDGET;

  @Option(
      names = "--accuracy",
      description =
          "Score engines that round on the task's sample data; exact ones have the scores kept"
              + " beside their model.")
  private boolean accuracy;

  @Option(
      names = "--out",
      description = "Folder for every single call (samples.csv) and the result (latency.json).")
  private Path out;

  @Override
  public Integer call() {
    var wanted = ModelLookup.task(task);
    UsageError.checked(this::checkCounts);
    if (out != null) {
      Destination.folder(out);
    }
    var summaries = ModelSummary.distinct(ModelLookup.find(models, wanted));
    var sample = SampleData.open(ModelLookup.home().resolve("sample-data"));
    var first = summaries.getFirst().task();
    var size = new SamplePlan(sentences, warmup, rounds, batchSentences, passes, budget, accuracy);
    var plan = size.of(sample, first, languages(sample, first));
    var engines = engine.choices();
    try (var work = new CommandProgress(common, summaries, EngineChoice.AUTO)) {
      var report =
          work.ask(
              new Request.Measure(
                  summaries.stream().map(ModelSummary::name).toList(),
                  summaries.stream().map(ModelSummary::chosen).toList(),
                  engines,
                  plan,
                  true));
      if (common.json()) {
        common.print(LatencyFiles.json(report));
      } else {
        BenchTable.lines(report).forEach(common.out()::println);
        common.out().flush();
      }
      if (out != null) { // last: what was measured is told, whatever becomes of the files
        LatencyFiles.write(report, out).forEach(file -> common.progress("Wrote " + file));
      }
    }
    return 0;
  }

  private List<Language> languages(SampleData sample, Task wanted) {
    return languages.equals(List.of(ALL))
        ? sample.evaluations(wanted).stream().map(SampleData.Entry::language).toList()
        : UsageError.checked(() -> languages.stream().map(Languages::of).toList());
  }

  private Void checkCounts() {
    atLeast("--sentences", sentences, 1);
    atLeast("--rounds", rounds, 1);
    atLeast("--warmup", warmup, 0);
    atLeast("--batch-sentences", batchSentences, 1);
    atLeast("--passes", passes, 0);
    atLeast("--budget", budget, 1);
    return null;
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new Problem(option + " is " + value + "; it must be at least " + least + ".");
    }
  }
}
