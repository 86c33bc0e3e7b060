package lamina.train;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;

/** Whether a run still computes with numbers, and what to say where it doesn't. */
final class LossCheck {
  private final TaskModel model;
  private final Path checkpoints;
  private int step = -1;
  private double loss = Double.NaN;

  /**
   * Of a run that begins, or goes on.
   *
   * @param checkpoints where it keeps its checkpoint
   */
  LossCheck(TaskModel model, Path checkpoints) {
    this.model = model;
    this.checkpoints = checkpoints;
  }

  /** A step whose loss and gradients were finite. */
  void learned(int number, double value) {
    step = number;
    loss = value;
  }

  /**
   * Where no step was done yet, looks for what was broken from the start.
   *
   * @throws Problem naming the tensor
   */
  void checkStart() {
    if (step < 0) {
      notFinite()
          .ifPresent(
              tensor -> {
                throw new Problem(
                    model.name()
                        + ": tensor \""
                        + tensor
                        + "\" holds values that are no finite numbers or too large to compute with,"
                        + " so that nothing can be learned from it; take another copy.");
              });
    }
  }

  /**
   * Checks the weights, before they are kept.
   *
   * @throws Problem where one isn't finite any more
   */
  void checkWeights(int after) {
    notFinite()
        .ifPresent(
            tensor -> {
              throw broken("Tensor \"" + tensor + "\"", Double.NaN, after);
            });
  }

  private Optional<String> notFinite() {
    return Torch.withoutGradients(
        () -> {
          for (var named : model.weights().map().entrySet()) {
            try (NDArray size = named.getValue().norm()) {
              if (!Float.isFinite(size.getFloat())) {
                return Optional.of(named.getKey());
              }
            }
          }
          return Optional.empty();
        });
  }

  /**
   * What a run ends with that computes with numbers no more.
   *
   * @param what became so
   * @param at step, from 0
   */
  Problem broken(String what, double value, int at) {
    var state = TrainState.read(checkpoints);
    return new Problem(
        what
            + " became "
            + value
            + " at step "
            + at
            + (step < 0
                ? "; no step before it was finite."
                : String.format(
                    Locale.ROOT, "; the last finite loss was %.4g at step %d.", loss, step))
            + state
                .map(
                    s -> " The checkpoint of step " + s.step() + " is kept in " + checkpoints + ".")
                .orElse(" There is no checkpoint yet.")
            + " The same settings end here again: lower the learning rate (rate), or clip or"
            + " headFactor, or raise warmup, with another output folder.");
  }
}
