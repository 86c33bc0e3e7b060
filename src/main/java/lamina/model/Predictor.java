package lamina.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import lamina.encoder.Mode;
import lamina.encoder.Torch;
import lamina.text.Batches;
import lamina.text.Tokens;

/** Turns logits into plain predictions: no tensor leaves here. */
public final class Predictor {
  /** Most tokens that are encoded at once. */
  public static final int TOKEN_BUDGET = 2048;

  private Predictor() {}

  /**
   * Predicts many inputs with several heads; every input is encoded once.
   *
   * @param progress told the number of inputs done; may throw to stop
   * @return for each head one prediction an input, in the order of the inputs
   */
  public static Map<HeadKey, List<Prediction>> all(
      TaskModel model, List<Tokens> inputs, Collection<HeadKey> keys, IntConsumer progress) {
    var answers = new LinkedHashMap<HeadKey, List<Prediction>>();
    keys.forEach(
        k -> answers.put(k, new ArrayList<>(java.util.Collections.nCopies(inputs.size(), null))));
    int done = 0;
    for (var indices : Batches.byLength(inputs, TOKEN_BUDGET)) {
      progress.accept(done);
      var batch = indices.stream().map(inputs::get).toList();
      var found =
          Torch.withoutGradients(
              () -> {
                try (var manager = model.newBatchManager()) {
                  var states = model.encode(manager, batch);
                  var each = new LinkedHashMap<HeadKey, List<Prediction>>();
                  for (var key : keys) {
                    var output = model.head(key).apply(states, Mode.INFERENCE);
                    each.put(key, predictions(model, output.logits(), batch));
                  }
                  return each;
                }
              });
      found.forEach(
          (key, list) -> {
            for (int i = 0; i < list.size(); i++) {
              answers.get(key).set(indices.get(i), list.get(i));
            }
          });
      done += batch.size();
    }
    progress.accept(done);
    return answers;
  }

  /**
   * Predictions of a batch.
   *
   * @param logits (B, T, C) for tags, (B, C) for pairs
   */
  public static List<Prediction> predictions(TaskModel model, NDArray logits, List<Tokens> batch) {
    int c = model.task().labels().size();
    var labels = model.task().labels();
    float[] p = logits.softmax(-1).toFloatArray();
    int row = p.length / batch.size();
    var found = new ArrayList<Prediction>();
    for (int b = 0; b < batch.size(); b++) {
      if (!model.task().tagsWords()) {
        var pair = Arrays.copyOfRange(p, b * c, (b + 1) * c);
        found.add(new Prediction.PairLabel(new Distribution(labels, pair)));
        continue;
      }
      var words = new ArrayList<Optional<Distribution>>();
      for (int piece : batch.get(b).firstPiece()) {
        int at = b * row + piece * c;
        words.add(
            piece < 0
                ? Optional.empty()
                : Optional.of(new Distribution(labels, Arrays.copyOfRange(p, at, at + c))));
      }
      found.add(new Prediction.Tags(List.copyOf(words)));
    }
    return found;
  }

  /**
   * The values of one input, as rows: its gate, say.
   *
   * @param values (1, T, E)
   * @return T rows of E
   */
  public static float[][] rows(NDArray values) {
    int t = (int) values.getShape().get(1);
    int e = (int) values.getShape().get(2);
    float[] flat = values.toFloatArray();
    var rows = new float[t][];
    for (int i = 0; i < t; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * e, (i + 1) * e);
    }
    return rows;
  }
}
