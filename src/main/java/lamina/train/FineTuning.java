package lamina.train;

import ai.djl.ndarray.NDArray;
import lamina.tensor.Scalars;

/** The mean of all heads' cross-entropies with the true labels. */
record FineTuning() implements Objective {
  @Override
  public NDArray loss(Step step) {
    var sum =
        step.outputs().values().stream()
            .map(output -> step.targets().crossEntropy(output.logits()))
            .reduce(NDArray::add)
            .orElseThrow();
    return Scalars.times(sum, step.shares().answers() / step.outputs().size());
  }
}
