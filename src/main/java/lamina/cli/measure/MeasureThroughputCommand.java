package lamina.cli.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.EngineOption;
import lamina.cli.ModelLookup;
import lamina.cli.ModelOption;
import lamina.cli.UsageError;
import lamina.data.format.DataFolder;
import lamina.measure.ThroughputTiming;
import lamina.problem.Problem;
import lamina.text.Batching;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the scoring of data sets beside the same engine padding to one length. */
@Command(
    name = "measure-throughput",
    mixinStandardHelpOptions = true,
    description =
        "Time the scoring of data sets, from files to scores, beside the same engine padding every"
            + " input to one length, in turn; by default in all languages of sample-data.")
public final class MeasureThroughputCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private EngineOption engine;
  @Mixin private ModelOption model;

  @Option(
      names = "--data",
      description = "A file named by its language, or a folder of them; default sample-data/TASK.")
  private Path data;

  @Option(names = "--layers", description = "chosen (default) or all: heads scored in one pass.")
  private String layers = "chosen";

  @Option(names = "--length", description = "Pieces to pad to (default 128).")
  private int length = 128;

  @Option(
      names = "--padded-batch",
      description = "Inputs of a padded batch (default 16, as many tokens as a batch by length).")
  private int batch = 16;

  @Option(
      names = "--rounds",
      description = "Times that each file is scored either way (default 3).")
  private int rounds = 3;

  @Override
  public Integer call() {
    var choice = engine.choice();
    if (!List.of("chosen", "all").contains(layers) || length < 1 || batch < 1 || rounds < 1) {
      throw new UsageError(
          new Problem(
              "--layers is chosen or all; --length, --padded-batch and --rounds are 1 or more."));
    }
    var summary = model.summary();
    if (summary.maxLength() < length) {
      throw new UsageError(
          new Problem(
              "--length is "
                  + length
                  + ", but "
                  + summary.name()
                  + " reads at most "
                  + summary.maxLength()
                  + " pieces."));
    }
    var folder =
        data == null
            ? ModelLookup.home().resolve("sample-data").resolve(summary.task().key())
            : data;
    var heads = layers.equals("all") ? summary.heads() : List.of(summary.chosen());
    var padded = new Batching.Padded(length, length * batch);
    var timing =
        ThroughputTiming.measure(
            summary,
            choice,
            heads,
            DataFolder.of(folder, null).files(),
            padded,
            rounds,
            common::progress);
    if (common.json()) {
      print(summary.name(), heads.size(), timing);
    } else {
      write(summary.name(), heads.size(), timing);
    }
    return 0;
  }

  private void print(String name, int heads, ThroughputTiming timing) {
    var out = new ObjectMapper().createObjectNode();
    out.put("model", name).put("heads", heads).put("engine", timing.engine());
    out.put("threads", timing.threads()).put("length", length).put("paddedBatch", batch);
    out.put("rounds", rounds);
    var rows = out.putArray("languages");
    for (var l : timing.languages()) {
      rows.addObject()
          .put("language", l.code())
          .put("n", l.examples())
          .put("seconds", l.seconds())
          .put("paddedSeconds", l.paddedSeconds())
          .put("ratio", l.ratio())
          .put("differing", l.differing());
    }
    out.put("perSecond", timing.perSecond());
    out.put("paddedPerSecond", timing.paddedPerSecond());
    out.put("ratio", timing.ratio());
    common.print(out);
  }

  private void write(String name, int heads, ThroughputTiming timing) {
    var out = common.out();
    for (var l : timing.languages()) {
      out.printf(
          Locale.ROOT,
          "%-4s n = %-5d %7.2f s  padded %7.2f s  ratio %.2f  differing results %d%n",
          l.code(),
          l.examples(),
          l.seconds(),
          l.paddedSeconds(),
          l.ratio(),
          l.differing());
    }
    out.printf(
        Locale.ROOT,
        "%s, %d heads, %s, %d threads: %.1f examples a second, padded to %d (%d a batch) %.1f;"
            + " ratio %.2f%n",
        name,
        heads,
        timing.engine(),
        timing.threads(),
        timing.perSecond(),
        length,
        batch,
        timing.paddedPerSecond(),
        timing.ratio());
    out.flush();
  }
}
