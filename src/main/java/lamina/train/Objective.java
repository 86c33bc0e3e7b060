package lamina.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.HiddenStates;
import lamina.model.Head;
import lamina.model.HeadKey;
import lamina.text.Tokens;

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
      DistillationTargets targets) {}

  /** The loss of a batch, a scalar. */
  NDArray loss(Step step);

  /**
   * Looks for what made a loss no finite number beside the model that is trained.
   *
   * @param batch whose loss it was
   * @throws lamina.problem.Problem naming it
   */
  default void blame(List<Tokens> batch) {}

  @Override
  default void close() {}
}
