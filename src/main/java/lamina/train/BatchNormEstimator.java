package lamina.train;

import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;
import lamina.model.TaskModel;
import lamina.tensor.Torch;

/**
 * Re-estimates the running statistics of every BatchNorm by one cumulative pass over the training
 * data with the encoder at rest, because running averages lag behind an encoder that still moves.
 */
final class BatchNormEstimator {
  private BatchNormEstimator() {}

  /**
   * Runs the pass; without a fusion that has a gate, and so BatchNorm, there is nothing to do.
   *
   * @param batch examples a batch, as in training
   */
  static void run(TaskModel model, TrainingData data, long seed, int batch) {
    var gated = model.heads().values().stream().filter(h -> h.key().variant().hasGate()).toList();
    if (gated.isEmpty()) {
      return;
    }
    int number = 0;
    for (var indices : data.epoch(seed, 0, batch)) {
      var mode = ForwardMode.reestimation(number++);
      Torch.withoutGradients(
          () -> {
            try (var manager = model.newBatchManager()) {
              var states =
                  model
                      .encoder()
                      .encode(Batch.of(manager, data.tokens(indices)), ForwardMode.INFERENCE);
              gated.forEach(h -> h.fusion().fuse(states, h.key().layer(), mode));
              return null;
            }
          });
    }
  }
}
