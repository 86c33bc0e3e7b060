package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import lamina.text.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * Inputs side by side, padded to one length.
 *
 * @param ids (B, T) vocabulary ids, INT64
 * @param types (B, T) token types, INT64
 * @param mask (B, T) 1 for real tokens, [CLS] and [SEP] among them, 0 for padding, FLOAT32
 * @param lengths B numbers of real tokens
 */
public record Batch(NDArray ids, NDArray types, NDArray mask, int[] lengths) {
  private static final double PADDING = 10000;

  /** Pads token sequences to the longest of them; the arrays belong to the manager. */
  public static Batch of(NDManager manager, List<Tokens> inputs) {
    return of(manager, inputs, inputs.stream().mapToInt(Tokens::length).max().orElseThrow());
  }

  /**
   * Pads token sequences; the arrays belong to the manager.
   *
   * @param t pieces of each row, T; no input has more
   */
  public static Batch of(NDManager manager, List<Tokens> inputs, int t) {
    int b = inputs.size();
    var ids = new long[b * t];
    var types = new long[b * t];
    var mask = new float[b * t];
    var lengths = new int[b];
    for (int i = 0; i < b; i++) {
      var tokens = inputs.get(i);
      lengths[i] = tokens.length();
      System.arraycopy(tokens.ids(), 0, ids, i * t, lengths[i]);
      System.arraycopy(tokens.types(), 0, types, i * t, lengths[i]);
      java.util.Arrays.fill(mask, i * t, i * t + lengths[i], 1);
    }
    var shape = new Shape(b, t);
    return new Batch(
        manager.create(ids, shape),
        manager.create(types, shape),
        manager.create(mask, shape),
        lengths);
  }

  /** Whether any position is padding. */
  public boolean padded() {
    long t = ids.getShape().get(1);
    for (int length : lengths) {
      if (length < t) {
        return true;
      }
    }
    return false;
  }

  /**
   * What attention adds to its scores, (B, 1, 1, T): 0 for real tokens and -10000 for padding; null
   * where nothing is padded.
   */
  @Nullable NDArray bias() {
    return padded() ? mask.sub(1).mul(PADDING).expandDims(1).expandDims(1) : null;
  }
}
