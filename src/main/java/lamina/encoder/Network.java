package lamina.encoder;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import lamina.engine.Engine;

/**
 * What an encoder computes with its weights: one tensor operation after another, fp32 and with
 * gradients, and the script that computes the same in one call.
 */
interface Network {
  /** What stands below the blocks. */
  Embeddings embeddings();

  /** Begins a forward pass; what several blocks need is computed here, once. */
  Pass begin(Batch batch, ForwardMode mode);

  /**
   * The script of an engine that the family has.
   *
   * @param packed whether dense layers are laid out anew for oneDNN, where the script can
   */
  Script script(Engine engine, boolean packed);

  /** One batch on its way through the blocks. */
  interface Pass {
    /**
     * (B, T, E) to (B, T, E).
     *
     * @param number of the block, from 0
     */
    NDArray block(int number, NDArray x);

    /**
     * What the self-attention of a block does.
     *
     * @param number of the block, from 0
     * @param x (B, T, E), what goes into the block
     */
    Attention attention(int number, NDArray x);

    /** What becomes of the last block's states, (B, T, E) to (B, T, E). */
    default NDArray end(NDArray x) {
      return x;
    }
  }

  /**
   * A module of TorchScript. Its first call takes the weights and returns nothing, each further one
   * takes ids (B, T) INT64, types (B, T) INT64 and {@link Batch#bias}, of no value where nothing is
   * padded, and returns all hidden states.
   *
   * @param resource file of its text
   * @param type its class there
   * @param attributes as {@link lamina.tensor.TorchScript#load} takes them
   * @param given the weights, more than three tensors
   */
  record Script(
      String resource, String type, Map<String, Object> attributes, List<NDArray> given) {}
}
