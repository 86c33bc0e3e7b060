package lamina.encoder;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * All that an encoder says of a batch.
 *
 * @param layers L + 1 arrays of (B, T, E); index 0 is the embeddings, L the last layer
 * @param batch what was encoded
 */
public record HiddenStates(List<NDArray> layers, Batch batch) {
  /** Hidden states of a layer, (B, T, E). */
  public NDArray layer(int index) {
    return layers.get(index);
  }

  /** Hidden states of the last layer, (B, T, E). */
  public NDArray last() {
    return layers.getLast();
  }

  /** Number of transformer layers L. */
  public int depth() {
    return layers.size() - 1;
  }
}
