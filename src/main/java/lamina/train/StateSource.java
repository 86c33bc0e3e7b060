package lamina.train;

import ai.djl.ndarray.NDManager;
import java.util.List;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;

/** Where a step's hidden states come from. */
@FunctionalInterface
interface StateSource {
  /**
   * Hidden states of a batch.
   *
   * @param manager owns them
   * @param batch indices of examples
   */
  HiddenStates states(NDManager manager, TrainingData data, List<Integer> batch, ForwardMode mode);

  /** From an encoder that learns. */
  static StateSource learning(ArrayEncoder encoder) {
    return (manager, data, batch, mode) ->
        encoder.encode(Batch.of(manager, data.tokens(batch)), mode);
  }
}
