package lamina.train;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import lamina.model.HeadKey;
import lamina.model.TaskModel;
import lamina.tensor.Storage;
import lamina.tensor.TensorFile;
import lamina.tensor.TensorWriter;
import lamina.tensor.Torch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the weights of the epoch whose score on English development data, averaged over heads, is
 * best (the protocol of XTREME, Hu et al., 2020). No other language has a say.
 */
final class BestEpoch {
  private final TaskModel model;
  private final Path directory;
  private final Supplier<Map<HeadKey, Double>> scorer;
  private @Nullable Mark best;

  /**
   * An epoch.
   *
   * @param step its last
   * @param score mean over heads, 0 to 1
   * @param file with its weights
   */
  record Mark(int step, double score, String file) {}

  /**
   * Watches a run.
   *
   * @param scorer scores every head of the model as it is
   */
  BestEpoch(TaskModel model, Path directory, Supplier<Map<HeadKey, Double>> scorer) {
    this.model = model;
    this.directory = directory;
    this.scorer = scorer;
  }

  /** The best so far; null before the first. */
  @Nullable Mark mark() {
    return best;
  }

  void resume(@Nullable Mark mark) {
    best = mark;
  }

  /** Scores the epoch that ends with a step and keeps it if it is the best. */
  Map<HeadKey, Double> end(int step) {
    var scores = scorer.get();
    double mean = scores.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    if (best == null || mean > best.score) {
      var file = "epoch-" + step + ".safetensors";
      TensorWriter.write(directory.resolve(file), model.weights().map(), Storage.FP32);
      best = new Mark(step, mean, file);
    }
    return scores;
  }

  /** Puts the best epoch's weights back; there has been one. */
  void restore() {
    var mark = Objects.requireNonNull(best);
    Torch.withoutGradients(
        () -> {
          try (var manager = model.newBatchManager()) {
            var file = TensorFile.open(directory.resolve(mark.file));
            model
                .weights()
                .map()
                .forEach(
                    (name, into) -> {
                      try (NDArray saved = file.read(manager, name)) {
                        saved.copyTo(into);
                      }
                    });
            return null;
          }
        });
  }
}
