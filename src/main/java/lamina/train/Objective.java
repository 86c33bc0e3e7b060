package lamina.train;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.HiddenStates;
import lamina.model.Head;
import lamina.model.HeadKey;

/** What a training step minimises. */
interface Objective extends AutoCloseable {
  /**
   * A batch as the model that is trained sees it.
   *
   * @param encoder of the model
   * @param outputs of each of its heads
   */
  record Step(
      ArrayEncoder encoder,
      HiddenStates states,
      Map<HeadKey, Head.Output> outputs,
      Targets targets) {}

  /** The loss of a batch, a scalar. */
  NDArray loss(Step step);

  @Override
  default void close() {}
}
