package lamina.cli.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lamina.cli.CommonOptions;
import lamina.cli.EngineOption;
import lamina.cli.ModelLookup;
import lamina.cli.ModelOption;
import lamina.cli.UsageError;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.data.format.DataFolder;
import lamina.evaluate.Percentiles;
import lamina.measure.ProcessMemory;
import lamina.measure.ServiceLoad;
import lamina.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends many sentences through the service and watches its memory. */
@Command(
    name = "measure-service",
    mixinStandardHelpOptions = true,
    description =
        "Send many sentences through the service one by one, score as many, stop scoring half way;"
            + " print memory, how many were answered and how soon it stopped.")
public final class MeasureServiceCommand implements Callable<Integer> {
  private static final int STOPS = 20;

  @Mixin private CommonOptions common;
  @Mixin private EngineOption engine;
  @Mixin private ModelOption model;

  @Option(
      names = "--data",
      description = "UPOS data: a folder with a file a language; default sample-data/pos.")
  private Path data = ModelLookup.home().resolve("sample-data").resolve(Task.DEFAULT.key());

  @Option(names = "--sentences", description = "How many (default 10000).")
  private int sentences = 10_000;

  @Override
  public Integer call() {
    if (sentences < 10) {
      throw new UsageError(
          new Problem("--sentences is " + sentences + "; 10 or more was expected."));
    }
    var choice = engine.choice();
    var summary = model.summary();
    if (!summary.task().tagsWords()) {
      throw new UsageError(
          new Problem(
              "Sentences are sent, not pairs: a model for "
                  + Tasks.KNOWN.where(Task::tagsWords).stream()
                      .map(Task::label)
                      .collect(Collectors.joining(" or "))
                  + " is needed."));
    }
    var load =
        ServiceLoad.measure(
            summary,
            choice,
            DataFolder.of(data, null).files(),
            sentences,
            STOPS,
            done -> common.progress(done + " sentences"));
    double[] cancel = load.cancelMillis().clone();
    double[] free = load.freeMillis().clone();
    Arrays.sort(cancel);
    Arrays.sort(free);
    if (common.json()) {
      var out = new ObjectMapper().createObjectNode();
      out.put("model", summary.name()).put("asked", load.asked()).put("answered", load.answered());
      out.put("toScore", load.toScore()).put("scored", load.scored());
      var rows = out.putArray("memory");
      for (var m : load.memory()) {
        rows.addObject()
            .put("heapMegabytes", m.heap())
            .put("outsideMegabytes", m.outside())
            .put("residentMegabytes", m.resident());
      }
      out.putObject("growthMegabytesAThousand")
          .put("heap", load.growth(ProcessMemory::heap))
          .put("outside", load.growth(ProcessMemory::outside));
      out.put("cancelMillisLongest", cancel[cancel.length - 1]);
      out.put("freeMillisMedian", Percentiles.of(free, 50).value());
      out.put("freeMillisLongest", free[free.length - 1]);
      common.print(out);
      return 0;
    }
    var out = common.out();
    for (int part = 0; part < load.memory().size(); part++) {
      var m = load.memory().get(part);
      out.printf(
          Locale.ROOT,
          "%-22s heap %6.1f MB  outside it %7.1f MB  resident %7.1f MB%n",
          part == load.memory().size() - 1
              ? "scored " + load.scored() + " of " + load.toScore()
              : "sentence " + part * load.asked() / 10,
          m.heap(),
          m.outside(),
          m.resident());
    }
    out.printf(
        Locale.ROOT,
        "%s: %d of %d answered; from the first tenth on the heap grew by %.2f and memory outside"
            + " it by %.2f MB a 1000 sentences%n",
        summary.name(),
        load.answered(),
        load.asked(),
        load.growth(ProcessMemory::heap),
        load.growth(ProcessMemory::outside));
    out.printf(
        Locale.ROOT,
        "cancel (n = %d): the result says so after at most %.1f ms; the service is free after %.1f"
            + " ms (median), at most %.1f ms%n",
        cancel.length,
        cancel[cancel.length - 1],
        Percentiles.of(free, 50).value(),
        free[free.length - 1]);
    out.flush();
    return 0;
  }
}
