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
   * @param shares of the pass at hand in the batch
   */
  record Step(
      ArrayEncoder encoder,
      HiddenStates states,
      Map<HeadKey, Head.Output> outputs,
      DistillationTargets targets,
      Shares shares) {}

  /**
   * How much of a batch a pass is: a mean over the batch is the sum of the passes' means, each
   * times its share of what the mean is over.
   *
   * @param answers share of the words, or pairs, that have a label; 0 to 1
   * @param tokens share of the real tokens, 0 to 1
   */
  record Shares(double answers, double tokens) {
    /** Of a batch in one pass. */
    static final Shares WHOLE = new Shares(1, 1);
  }

  /** What a pass adds to the loss of its batch, a scalar. */
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
