package lamina.bench;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import lamina.encoder.Mode;
import lamina.encoder.Torch;
import lamina.engine.Engine;
import lamina.engine.Processor;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.text.Input;
import lamina.text.Tokens;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Times models on single inputs, interleaved call by call, so that all share the machine's mood.
 */
public final class LatencyBench {
  private static final int ENOUGH_FOR_P99 = 1000;
  private static final double CALM = 0.10;

  private LatencyBench() {}

  /** A model to time, with the head that answers. */
  public record Contender(ModelSummary summary, TaskModel model, HeadKey head) {}

  /**
   * Times models side by side. A call goes from token ids to probabilities: encoder, fusion, head.
   *
   * @param inputs taken in turn; every contender gets the same one
   * @param warmup uncounted rounds after the first, cold one
   * @param rounds counted calls a model, at least 1
   * @param progress told the rounds done; may throw to stop
   */
  public static LatencyReport run(
      List<Contender> contenders,
      List<Input> inputs,
      int warmup,
      int rounds,
      IntConsumer progress) {
    var tokens = new ArrayList<List<Tokens>>();
    for (var c : contenders) {
      tokens.add(inputs.stream().map(c.model.tokenizer()::encode).toList());
    }
    var first = new double[contenders.size()];
    var millis = new double[contenders.size()][rounds];
    for (int c = 0; c < contenders.size(); c++) {
      first[c] = time(contenders.get(c), tokens.get(c).getFirst());
    }
    for (int r = -warmup; r < rounds; r++) {
      progress.accept(r + warmup);
      for (int c = 0; c < contenders.size(); c++) {
        double each = time(contenders.get(c), tokens.get(c).get(Math.floorMod(r, inputs.size())));
        if (r >= 0) {
          millis[c][r] = each;
        }
      }
    }
    progress.accept(warmup + rounds);
    var lengths =
        tokens.stream().flatMap(List::stream).mapToInt(Tokens::length).summaryStatistics();
    var engines = new LinkedHashSet<Engine>();
    contenders.forEach(c -> engines.add(c.model.engine()));
    var manager = contenders.getFirst().model.weights().manager();
    var conditions =
        new LatencyReport.Conditions(
            "Single stream",
            1,
            lengths.getMin(),
            lengths.getMax(),
            Torch.threads(),
            engines.stream().map(Engine::label).collect(Collectors.joining(" / ")),
            Torch.engine(),
            manager.getDevice().isGpu() ? "GPU" : Processor.here().name(),
            warmup,
            rounds,
            Instant.now());
    var series = new ArrayList<LatencyReport.Series>();
    for (int c = 0; c < contenders.size(); c++) {
      var s = contenders.get(c).summary;
      var engine = contenders.get(c).model.engine();
      series.add(
          new LatencyReport.Series(
              s.name(),
              engine.key(),
              first[c],
              millis[c],
              s.parameters(),
              s.embeddingParameters()));
    }
    return new LatencyReport(conditions, series, warnings(series, rounds));
  }

  private static double time(Contender c, Tokens input) {
    long start = System.nanoTime();
    Torch.withoutGradients(
        () -> {
          try (var manager = c.model.newBatchManager()) {
            var batch = List.of(input);
            var states = c.model.encode(manager, batch);
            var output = c.model.head(c.head).apply(states, Mode.INFERENCE);
            return Predictor.predictions(c.model, output.logits(), batch);
          }
        });
    return (System.nanoTime() - start) / 1e6;
  }

  private static List<String> warnings(List<LatencyReport.Series> series, int rounds) {
    var warnings = new ArrayList<String>();
    if (rounds < ENOUGH_FOR_P99) {
      warnings.add("n = " + rounds + " is too small for a p99; it needs " + ENOUGH_FOR_P99 + ".");
    }
    for (var s : series) {
      var percentile = new Percentile();
      percentile.setData(Arrays.copyOf(s.millis(), s.millis().length));
      double spread = (percentile.evaluate(75) - percentile.evaluate(25)) / percentile.evaluate(50);
      if (spread > CALM) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "%s (%s): the middle half of the times spreads over %.0f %% of the median; inputs"
                    + " differ in length, or other programs are running.",
                s.model(),
                s.engine(),
                100 * spread));
      }
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int cores = Runtime.getRuntime().availableProcessors();
    if (load > cores + 0.5) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "Other programs were busy (load %.1f on %d cores): trust the ratio, not the times.",
              load,
              cores));
    }
    return warnings;
  }
}
