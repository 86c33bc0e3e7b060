package lamina.train;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import lamina.encoder.HiddenStates;
import lamina.model.HeadKey;

/** What a training step minimises. */
interface Objective extends AutoCloseable {
  /**
   * The loss of a batch.
   *
   * @param states of the model that is trained
   * @param logits of each of its heads
   * @return a scalar
   */
  NDArray loss(HiddenStates states, Map<HeadKey, NDArray> logits, Targets targets);

  @Override
  default void close() {}
}
