package lamina.bench;

import java.util.List;
import lamina.data.Dataset;
import lamina.model.Predictor;
import lamina.text.Input;

/**
 * What is measured.
 *
 * @param stream sentences of the single stream, taken in turn; at least one
 * @param warmup calls a model before counting
 * @param rounds counted calls a model, at least 1
 * @param batch sentences of the offline scenario; empty to leave it out
 * @param passes counted passes over them; one more goes before
 * @param budget most tokens a batch, padding included
 * @param scored labelled sentences that rounding engines are scored on; empty to score none
 */
public record LatencyPlan(
    List<Sentence> stream,
    int warmup,
    int rounds,
    List<Sentence> batch,
    int passes,
    int budget,
    List<Dataset> scored) {
  /** Tokens a batch where nothing else is asked for: what data sets are scored with. */
  public static final int BUDGET = Predictor.BATCHING.budget();

  /**
   * A sentence, or a pair, with its language.
   *
   * @param language code
   */
  public record Sentence(String language, Input input) {}

  /** Copies the lists and checks the counts. */
  public LatencyPlan {
    stream = List.copyOf(stream);
    batch = List.copyOf(batch);
    scored = List.copyOf(scored);
    if (stream.isEmpty() || rounds < 1 || warmup < 0 || passes < 0 || budget < 1) {
      throw new IllegalArgumentException("a plan needs sentences, rounds and a budget of tokens");
    }
  }

  /** Single calls alone, of inputs in any language. */
  public static LatencyPlan single(List<Input> inputs, int warmup, int rounds) {
    var sentences = inputs.stream().map(i -> new Sentence("", i)).toList();
    return new LatencyPlan(sentences, warmup, rounds, List.of(), 0, BUDGET, List.of());
  }
}
