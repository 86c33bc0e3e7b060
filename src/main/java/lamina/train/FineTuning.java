package lamina.train;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import lamina.encoder.HiddenStates;
import lamina.encoder.Scalars;
import lamina.model.HeadKey;

/** The mean of all heads' cross-entropies with the true labels. */
record FineTuning() implements Objective {
  @Override
  public NDArray loss(HiddenStates states, Map<HeadKey, NDArray> logits, Targets targets) {
    var sum =
        logits.values().stream().map(targets::crossEntropy).reduce(NDArray::add).orElseThrow();
    return Scalars.times(sum, 1.0 / logits.size());
  }
}
