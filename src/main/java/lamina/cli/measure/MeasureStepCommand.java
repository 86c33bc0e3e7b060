package lamina.cli.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.UsageError;
import lamina.engine.Precision;
import lamina.evaluate.Percentiles;
import lamina.problem.Problem;
import lamina.train.StepTiming;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a training step beside its bare matrix products. */
@Command(
    name = "measure-step",
    mixinStandardHelpOptions = true,
    description =
        "Time a training step (forward, backward, AdamW) beside its matrix products alone, in turn,"
            + " on random weights; by default of BERT-base size.")
public final class MeasureStepCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(names = "--layers", description = "L (default 12).")
  private int layers = 12;

  @Option(names = "--hidden", description = "E (default 768); a multiple of 64, or of 32 below.")
  private int hidden = 768;

  @Option(names = "--vocabulary", description = "Word pieces (default 119547, mBERT's).")
  private int vocabulary = 119547;

  @Option(names = "--batch", description = "B (default 8).")
  private int batch = 8;

  @Option(names = "--length", description = "T (default 128).")
  private int length = 128;

  @Option(names = "--dropout", description = "0 to below 1 (default 0.1).")
  private float dropout = 0.1f;

  @Option(names = "--precision", description = "fp32 (default) or bf16.")
  private Precision precision = Precision.FP32;

  @Option(names = "--freeze-embeddings", description = "Leave the embeddings as they are.")
  private boolean freeze;

  @Option(names = "--rounds", description = "Steps that are counted (default 10).")
  private int rounds = 10;

  @Override
  public Integer call() {
    check(layers >= 1, "--layers", layers, "1 or more");
    int head = hidden < 512 ? 32 : 64;
    check(hidden >= 1 && hidden % head == 0, "--hidden", hidden, "a multiple of " + head);
    check(vocabulary >= 1, "--vocabulary", vocabulary, "1 or more");
    check(batch >= 1, "--batch", batch, "1 or more");
    check(length >= 1, "--length", length, "1 or more");
    check(dropout >= 0 && dropout < 1, "--dropout", dropout, "0 to below 1");
    check(rounds >= 1, "--rounds", rounds, "1 or more");
    var timing =
        StepTiming.measure(
            layers, hidden, vocabulary, batch, length, dropout, precision, freeze, rounds);
    double step = Percentiles.of(timing.step(), 50).value();
    double products = Percentiles.of(timing.products(), 50).value();
    double[] ratios = timing.ratios();
    Arrays.sort(ratios);
    double ratio = Percentiles.of(ratios, 50).value();
    if (common.json()) {
      common.print(
          new ObjectMapper()
              .createObjectNode()
              .put("stepMillis", step)
              .put("productsMillis", products)
              .put("ratio", ratio)
              .put("lowestRatio", ratios[0])
              .put("highestRatio", ratios[ratios.length - 1])
              .put("rounds", rounds)
              .put("threads", timing.threads()));
    } else {
      common
          .out()
          .printf(
              Locale.ROOT,
              "step %.0f ms, its matrix products %.0f ms (medians of %d, %d threads); ratio %.3f"
                  + " [%.3f, %.3f]%n",
              step,
              products,
              rounds,
              timing.threads(),
              ratio,
              ratios[0],
              ratios[ratios.length - 1]);
      common.out().flush();
    }
    return 0;
  }

  private static void check(boolean good, String option, Object value, String expected) {
    if (!good) {
      throw new UsageError(
          new Problem(option + " is " + value + "; " + expected + " was expected."));
    }
  }
}
