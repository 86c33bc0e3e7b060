package lamina.cli.measure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.cli.TaskNames;
import lamina.cli.UsageError;
import lamina.data.Task;
import lamina.data.format.DataFolder;
import lamina.evaluate.ScoreTable;
import lamina.files.Destination;
import lamina.measure.EngineCost;
import lamina.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what engines that round cost in score. */
@Command(
    name = "measure-engines",
    mixinStandardHelpOptions = true,
    description =
        "Score the bundled models with each engine that rounds and with exact fp32, and print the"
            + " differences, paired by example, as a table in Markdown.")
public final class MeasureEnginesCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--tasks",
      split = ",",
      completionCandidates = TaskNames.class,
      description = "Of ${COMPLETION-CANDIDATES}; default: those with bundled models.")
  private List<String> tasks = List.of();

  @Option(
      names = "--data",
      description =
          "Folder with a folder a task (or TASK/test), in which a file a language lies; default"
              + " sample-data.")
  private Path data = ModelLookup.home().resolve("sample-data");

  @Option(names = "--out", required = true, description = "CSV file to write.")
  private Path out;

  @Override
  public Integer call() {
    var wanted = UsageError.checked(() -> tasks.stream().map(Task::of).toList());
    Destination.file(out);
    var engines = EngineCost.rounding();
    EngineCost.missing()
        .forEach(o -> common.progress(o.engine().key() + " isn't measured: " + o.reason()));
    if (engines.isEmpty()) {
      throw new Problem("This machine offers no engine that rounds; there is nothing to compare.");
    }
    var rows = new ArrayList<EngineCost>();
    for (var summary : ModelLookup.bundled(p -> common.progress(p.getMessage()))) {
      if (wanted.isEmpty() || wanted.contains(summary.task())) {
        common.progress(summary.name());
        var files = DataFolder.of(folder(summary.task()), null).files();
        rows.addAll(EngineCost.measure(summary, engines, files, common::progress));
        EngineCost.write(rows, out); // what is measured stays, whatever happens to the rest
      }
    }
    table(rows);
    return 0;
  }

  private Path folder(Task task) {
    var own = data.resolve(task.key());
    var test = own.resolve("test");
    return Files.isDirectory(test) ? test : own;
  }

  private void table(List<EngineCost> rows) {
    var out = common.out();
    out.println(
        "| model | head | engine | mean without English, fp32 | difference, points | English,"
            + " points | largest loss of a language, points |");
    out.println("|---|---|---|---:|---:|---:|---|");
    for (var mean : rows.stream().filter(r -> r.language().equals(ScoreTable.MEAN)).toList()) {
      var languages =
          rows.stream()
              .filter(r -> r.model().equals(mean.model()) && r.engine().equals(mean.engine()))
              .filter(r -> r != mean)
              .toList();
      var english = languages.stream().filter(r -> r.language().equals("en")).findFirst();
      var worst =
          languages.stream()
              .min(java.util.Comparator.comparingDouble(r -> r.difference().value()))
              .orElseThrow();
      out.printf(
          java.util.Locale.ROOT,
          "| `%s` | `%s` | %s | %.2f | %s | %s | %s %s |%n",
          mean.model().replace("|", "\\|"),
          mean.head(),
          mean.engine(),
          100 * mean.exact(),
          interval(mean),
          english.map(MeasureEnginesCommand::interval).orElse(""),
          worst.language(),
          interval(worst));
    }
    out.flush();
  }

  private static String interval(EngineCost row) {
    var difference = row.difference();
    return EngineCost.points(difference.value())
        + " ["
        + EngineCost.points(difference.interval().low())
        + ", "
        + EngineCost.points(difference.interval().high())
        + "]";
  }
}
