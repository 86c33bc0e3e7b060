package lamina.service;

import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lamina.encoder.ForwardMode;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.Prediction;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Input;
import lamina.text.Tokenizer;
import lamina.text.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * Looks into texts: a text's hidden states are computed once and kept, all heads and attention maps
 * read them. For the thread that owns the models.
 */
final class Analyser {
  private static final long CACHED_BYTES = 128L << 20;

  private final StateCache cache = new StateCache(CACHED_BYTES);

  /**
   * What all heads of a variant say of a text.
   *
   * @throws Problem if the model has no such heads
   */
  Analysis analyse(TaskModel model, ModelSummary summary, Request.Analyse request) {
    return Torch.withoutGradients(
        () -> fuse(model, summary, request, found(model, request.model(), request.input())));
  }

  /**
   * Where a token's attention goes in a layer.
   *
   * @throws Problem if the text has no such token or the model no such layer
   */
  AttentionRows attend(TaskModel model, Request.Attend request) {
    return Torch.withoutGradients(
        () -> {
          var found = found(model, request.model(), request.input());
          var entry = found.entry();
          checkRange("layer", request.layer(), 1, entry.states().depth());
          checkRange("token", request.token(), 0, entry.tokens().length() - 1);
          // The states' manager would keep every result until the text leaves the cache.
          try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var attention = model.encoder().attention(entry.states(), request.layer());
            var rows = attention.distribution().get(":, :, {}", request.token());
            return new AttentionRows(
                request.model(),
                entry.tokens(),
                request.layer(),
                request.token(),
                Predictor.rows(model, rows),
                found.cached());
          }
        });
  }

  private StateCache.Found found(TaskModel model, String name, Input input) {
    return cache.get(name, input, () -> encode(model, input));
  }

  private static void checkRange(String what, int value, int low, int high) {
    if (value < low || value > high) {
      throw new Problem(
          "There is no attention of "
              + what
              + " "
              + value
              + ": choose a "
              + what
              + " from "
              + low
              + " to "
              + high
              + ".");
    }
  }

  private static StateCache.Entry encode(TaskModel model, Input input) {
    var tokens = model.tokenizer().encode(input);
    var manager = model.newBatchManager();
    try {
      long start = System.nanoTime();
      var states = model.encode(manager, List.of(tokens));
      return new StateCache.Entry(tokens, states, manager, millisSince(start));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static Analysis fuse(
      TaskModel model, ModelSummary summary, Request.Analyse request, StateCache.Found found) {
    var entry = found.entry();
    var batch = List.of(entry.tokens());
    long start = System.nanoTime();
    var layers = new ArrayList<Analysis.Layer>();
    for (var key : summary.heads()) {
      if (key.variant().equals(request.variant())) {
        layers.add(layer(model, key, entry, batch));
      }
    }
    if (layers.isEmpty()) {
      throw new Problem(
          summary.name()
              + " has no heads of variant "
              + request.variant()
              + "; it has "
              + summary.variants()
              + ".");
    }
    @Nullable Prediction last =
        summary.heads().contains(HeadKey.LAST) && !request.variant().isBaseline()
            ? layer(model, HeadKey.LAST, entry, batch).prediction()
            : null;
    return new Analysis(
        summary.name(),
        request.variant(),
        entry.tokens(),
        layers,
        last,
        found.cached(),
        found.cached() ? 0 : entry.millis(),
        millisSince(start));
  }

  private static Analysis.Layer layer(
      TaskModel model, HeadKey key, StateCache.Entry entry, List<Tokens> batch) {
    // The states' manager would keep every result until the text leaves the cache.
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var output = model.head(key).apply(entry.states(), ForwardMode.INFERENCE);
      var prediction = Predictor.predictions(model, key, output.logits(), batch).getFirst();
      var gate = output.gate().map(g -> Predictor.rows(model, g)).orElse(new float[0][]);
      return new Analysis.Layer(key, prediction, gate, means(gate));
    }
  }

  private static float[] means(float[][] gate) {
    var means = new float[gate.length];
    for (int t = 0; t < gate.length; t++) {
      double sum = 0;
      for (float g : gate[t]) {
        sum += g;
      }
      means[t] = (float) (sum / gate[t].length);
    }
    return means;
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }

  /** Frees the states of one model, whose weights go. */
  void forget(String model) {
    cache.remove(model);
  }

  /** Frees all kept states, so that texts are encoded anew. */
  void forget() {
    cache.close();
  }

  /** Answers an input whole, in windows where it is longer than the model reads. */
  static Prediction whole(TaskModel model, Request.Answer request) {
    var answer = new AtomicReference<Prediction>();
    Predictor.each(
        model,
        List.of(request.input()),
        List.of(request.head()),
        Predictor.BATCHING,
        (i, reading, found) -> answer.set(found.get(request.head())),
        done -> {});
    return Optional.ofNullable(answer.get()).orElseThrow(Tokenizer::empty);
  }
}
