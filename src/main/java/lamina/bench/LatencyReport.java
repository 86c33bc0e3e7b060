package lamina.bench;

import java.time.Instant;
import java.util.List;

/**
 * Latency of several models, measured in one run, interleaved call by call.
 *
 * @param conditions what any reader must know to trust or repeat it
 * @param series one a model, in the order asked for
 * @param warnings what makes the figures doubtful, in plain sentences; empty where nothing does
 */
public record LatencyReport(Conditions conditions, List<Series> series, List<String> warnings) {

  /**
   * The conditions of a run.
   *
   * @param scenario "single stream": one input at a time, the next when the answer is there
   * @param batch inputs a call
   * @param minTokens shortest input in pieces, special tokens included
   * @param maxTokens longest
   * @param threads engine threads
   * @param precision of each way that it was computed, for example fp32 (scripted)
   * @param engine name and version
   * @param device CPU or GPU name
   * @param warmup calls a model before counting
   * @param rounds counted calls a model
   * @param measured when
   */
  public record Conditions(
      String scenario,
      int batch,
      int minTokens,
      int maxTokens,
      int threads,
      String precision,
      String engine,
      String device,
      int warmup,
      int rounds,
      Instant measured) {
    /** One line for under a chart. */
    public String line() {
      var tokens = minTokens == maxTokens ? "" + minTokens : minTokens + "-" + maxTokens;
      return scenario
          + " · batch "
          + batch
          + " · "
          + tokens
          + " tokens, no padding · "
          + threads
          + (threads == 1 ? " thread · " : " threads · ")
          + precision
          + " · "
          + engine
          + " · "
          + device
          + " · warm-up "
          + warmup
          + " · n = "
          + rounds;
    }
  }

  /**
   * One model's times.
   *
   * @param model name
   * @param engine key of the engine that computed it
   * @param firstMillis the first call of all, kept apart
   * @param millis counted calls in the order they ran, milliseconds
   * @param parameters all
   * @param embeddingParameters those in the embeddings
   */
  public record Series(
      String model,
      String engine,
      double firstMillis,
      double[] millis,
      long parameters,
      long embeddingParameters) {}
}
