package lamina.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import lamina.encoder.ForwardMode;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Batching;
import lamina.text.Input;
import lamina.text.TokenPrefetch;
import lamina.text.Tokens;
import lamina.text.WindowedInput;

/** Turns logits into plain predictions: no tensor leaves here. */
public final class Predictor {
  /** How data sets are put into batches. */
  public static final Batching.ByLength BATCHING = new Batching.ByLength(2048);

  /** Inputs that are sorted by length among themselves; enough for some twenty batches. */
  private static final int WINDOW = 1024;

  private Predictor() {}

  /**
   * Takes the answers to one input.
   *
   * @param <K> what tells the heads apart
   */
  public interface Sink<K> {
    /**
     * Called once an input, in no order.
     *
     * @param input index into the inputs
     * @param reading how the input was read
     * @param answers of each head; none where the input holds nothing that a model reads
     */
    void take(int input, WindowedInput reading, Map<K, Prediction> answers);
  }

  /**
   * Predicts many inputs with several heads. Every input is encoded once, words that are more than
   * the model reads at once in windows whose answers are put together; the next inputs are
   * tokenised meanwhile, and answers aren't kept, so that memory doesn't grow with the inputs.
   *
   * @param progress told the number of inputs done, between batches; may throw to stop
   */
  public static void each(
      TaskModel model,
      List<Input> inputs,
      Collection<HeadKey> keys,
      Batching batching,
      Sink<HeadKey> sink,
      IntConsumer progress) {
    var heads = new LinkedHashMap<HeadKey, Head>();
    keys.forEach(key -> heads.put(key, model.head(key)));
    each(model, inputs, heads, batching, sink, progress);
  }

  /**
   * Predicts many inputs with heads that needn't be the model's own: the same with a changed gate,
   * for one. Otherwise as {@link #each(TaskModel, List, Collection, Batching, Sink, IntConsumer)}.
   *
   * @param heads by what tells them apart; they answer in this order
   * @param progress told the number of inputs done, between batches; may throw to stop
   */
  public static <K> void each(
      TaskModel model,
      List<Input> inputs,
      Map<K, Head> heads,
      Batching batching,
      Sink<K> sink,
      IntConsumer progress) {
    int first = 0;
    int done = 0;
    try (var ahead = new TokenPrefetch(model.tokenizer(), inputs, WINDOW)) {
      while (ahead.hasNext()) {
        var readings = ahead.next();
        var stitching = new WindowStitching<>(model.labels(), readings, first, sink);
        var rows = stitching.rows();
        for (var one : batching.of(rows)) {
          progress.accept(done + stitching.done());
          var batch = one.indices().stream().map(rows::get).toList();
          var found = batch(model, heads, batch, one.length());
          for (int i = 0; i < batch.size(); i++) {
            var answers = new LinkedHashMap<K, Prediction>();
            for (var entry : found.entrySet()) {
              answers.put(entry.getKey(), entry.getValue().get(i));
            }
            stitching.answer(one.indices().get(i), answers);
          }
        }
        done += readings.size();
        first += readings.size();
      }
    }
    progress.accept(done);
  }

  private static <K> Map<K, List<Prediction>> batch(
      TaskModel model, Map<K, Head> heads, List<Tokens> batch, int length) {
    return Torch.withoutGradients(
        () -> {
          try (var manager = model.newBatchManager()) {
            var states = model.encode(manager, batch, length);
            var each = new LinkedHashMap<K, List<Prediction>>();
            for (var entry : heads.entrySet()) {
              // The batch's manager would keep all that the heads compute on the way.
              try (var scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                var head = entry.getValue();
                var output = head.apply(states, ForwardMode.INFERENCE);
                each.put(entry.getKey(), predictions(model, head.key(), output.logits(), batch));
              }
            }
            return each;
          }
        });
  }

  /**
   * Predictions of a batch: the one place where logits become answers.
   *
   * @param key head that the logits are of
   * @param logits (B, T, C) for tags, (B, C) for pairs
   * @throws Problem naming model and head where a logit is no finite number
   */
  public static List<Prediction> predictions(
      TaskModel model, HeadKey key, NDArray logits, List<Tokens> batch) {
    int c = model.labels().size();
    float[] values = logits.toFloatArray();
    int row = values.length / batch.size();
    var found = new ArrayList<Prediction>();
    for (int b = 0; b < batch.size(); b++) {
      if (!model.task().tagsWords()) {
        found.add(new Prediction.PairLabel(distribution(model, key, values, b * c)));
        continue;
      }
      var words = new ArrayList<Optional<Distribution>>();
      for (int piece : batch.get(b).labelPiece()) {
        words.add(
            piece < 0
                ? Optional.empty()
                : Optional.of(distribution(model, key, values, b * row + piece * c)));
      }
      found.add(model.labels().decode(new Prediction.Tags(List.copyOf(words))));
    }
    return found;
  }

  private static Distribution distribution(TaskModel model, HeadKey key, float[] logits, int from) {
    return model
        .labels()
        .distribution(logits, from)
        .orElseThrow(() -> notFinite(model, "head " + key + " answers with"));
  }

  private static Problem notFinite(TaskModel model, String what) {
    return new Problem(
        model.name()
            + ": "
            + what
            + " values that are no finite numbers (engine "
            + model.engine().key()
            + "), which is no answer. Its weights are damaged or its training went wrong: take"
            + " another copy, or train it again at a lower learning rate.");
  }

  /**
   * Checks that all that a model says of a batch are finite numbers.
   *
   * @throws Problem naming the model, and layer or head
   */
  public static void check(TaskModel model, List<Tokens> batch) {
    Torch.withoutGradients(
        () -> {
          try (var manager = model.newBatchManager()) {
            var states = model.encode(manager, batch);
            for (int layer = 0; layer <= states.depth(); layer++) {
              if (!Float.isFinite(states.layer(layer).abs().sum().getFloat())) {
                throw notFinite(model, "layer " + layer + " has");
              }
            }
            model
                .heads()
                .forEach(
                    (key, head) ->
                        predictions(
                            model, key, head.apply(states, ForwardMode.INFERENCE).logits(), batch));
            return null;
          }
        });
  }

  /**
   * The values of one input, as rows: its gate, say.
   *
   * @param values (1, T, E)
   * @return T rows of E
   * @throws Problem naming the model where one is no finite number
   */
  public static float[][] rows(TaskModel model, NDArray values) {
    int t = (int) values.getShape().get(1);
    int e = (int) values.getShape().get(2);
    float[] flat = values.toFloatArray();
    for (float value : flat) {
      if (!Float.isFinite(value)) {
        throw notFinite(model, "gates or attention are");
      }
    }
    var rows = new float[t][];
    for (int i = 0; i < t; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * e, (i + 1) * e);
    }
    return rows;
  }
}
