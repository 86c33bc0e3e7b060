package lamina.cli.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.EngineOption;
import lamina.cli.ModelLookup;
import lamina.cli.ModelOption;
import lamina.cli.UsageError;
import lamina.measure.LoadTiming;
import lamina.measure.ProcessMemory;
import lamina.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a model from its directory to its first prediction, with the memory it holds. */
@Command(
    name = "measure-load",
    mixinStandardHelpOptions = true,
    description =
        "Time a model from its directory to its first prediction, its files in the system's cache"
            + " and native libraries loaded, and print the memory it holds; `random` writes a"
            + " model of mBERT's size.")
public final class MeasureLoadCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private EngineOption engine;
  @Mixin private ModelOption model;

  @Option(
      names = "--rounds",
      description = "Times that it is opened (default 3); the first is the one that counts.")
  private int rounds = 3;

  @Override
  public Integer call() {
    if (rounds < 1) {
      throw new UsageError(new Problem("--rounds is " + rounds + "; 1 or more was expected."));
    }
    var choice = engine.choice();
    var summary = model.summary();
    var timing = LoadTiming.measure(summary, ModelLookup.find("pos-student", null), choice, rounds);
    double limit = 1.3 * timing.weightMegabytes() + 400;
    if (common.json()) {
      var out = new ObjectMapper().createObjectNode();
      out.put("model", summary.name()).put("parameters", summary.parameters());
      out.put("engine", timing.engine()).put("threads", timing.threads());
      out.put("weightMegabytes", timing.weightMegabytes());
      var all = out.putArray("rounds");
      for (int r = 0; r < rounds; r++) {
        all.addObject()
            .put("openMillis", timing.openMillis()[r])
            .put("firstPredictionMillis", timing.firstMillis()[r])
            .put("nextPredictionMillis", timing.nextMillis()[r]);
      }
      put(out.putObject("before"), timing.before());
      put(out.putObject("after"), timing.after());
      out.put("limitMegabytes", limit);
      common.print(out);
      return 0;
    }
    var out = common.out();
    out.printf(
        Locale.ROOT,
        "%s, %.0f MB of weights, %s, %d threads%n",
        summary.name(),
        timing.weightMegabytes(),
        timing.engine(),
        timing.threads());
    for (int r = 0; r < rounds; r++) {
      out.printf(
          Locale.ROOT,
          "round %d: open %.0f ms, first prediction after %.0f ms, the next in %.0f ms%n",
          r + 1,
          timing.openMillis()[r],
          timing.firstMillis()[r],
          timing.nextMillis()[r]);
    }
    out.printf(
        Locale.ROOT,
        "resident %.0f MB (before %.0f, most ever %.0f, limit 1.3 x weights + 400 = %.0f), Java's"
            + " heap %.0f MB%n",
        timing.after().resident(),
        timing.before().resident(),
        timing.after().peak(),
        limit,
        timing.after().heap());
    out.flush();
    return 0;
  }

  private static void put(
      com.fasterxml.jackson.databind.node.ObjectNode into, ProcessMemory memory) {
    into.put("heapMegabytes", memory.heap());
    into.put("residentMegabytes", memory.resident());
    into.put("peakMegabytes", memory.peak());
  }
}
