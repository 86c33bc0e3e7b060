package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lamina.tensor.Scalars;

/**
 * What the heads should say of a batch.
 *
 * @param positions (N) rows of the flattened logits that count: first pieces of words, or every
 *     pair; INT64
 * @param labels (N, C) one-hot; empty for unlabelled data
 * @param classes C
 */
record DistillationTargets(NDArray positions, Optional<NDArray> labels, int classes) {
  static DistillationTargets of(
      NDManager manager, TrainingData data, List<Integer> batch, boolean tags, int classes) {
    int t = batch.stream().mapToInt(i -> data.tokens().get(i).length()).max().orElseThrow();
    var positions = new ArrayList<Long>();
    var ids = new ArrayList<Integer>();
    for (int b = 0; b < batch.size(); b++) {
      int[] labels = data.labels().get(batch.get(b));
      if (!tags) {
        positions.add((long) b);
        ids.add(labels[0]);
        continue;
      }
      int[] first = data.tokens().get(batch.get(b)).labelPiece();
      for (int w = 0; w < first.length; w++) {
        if (first[w] >= 0) {
          positions.add((long) b * t + first[w]);
          ids.add(labels[w]);
        }
      }
    }
    var rows = manager.create(positions.stream().mapToLong(Long::longValue).toArray());
    if (ids.contains(TrainingData.UNLABELLED)) {
      return new DistillationTargets(rows, Optional.empty(), classes);
    }
    var hot = new float[ids.size() * classes];
    for (int i = 0; i < ids.size(); i++) {
      hot[i * classes + ids.get(i)] = 1;
    }
    return new DistillationTargets(
        rows, Optional.of(manager.create(hot, new Shape(ids.size(), classes))), classes);
  }

  /** The rows of logits that count, (N, C). */
  NDArray pick(NDArray logits) {
    var rows = logits.reshape(-1, classes);
    return Embedding.embedding(positions, rows, SparseFormat.DENSE).singletonOrThrow();
  }

  /** Mean cross-entropy of logits with the labels. */
  NDArray crossEntropy(NDArray logits) {
    return softCrossEntropy(pick(logits), labels.orElseThrow());
  }

  /**
   * Mean cross-entropy with a distribution.
   *
   * @param logits (N, C)
   * @param distribution (N, C), rows sum to 1
   */
  static NDArray softCrossEntropy(NDArray logits, NDArray distribution) {
    return Scalars.times(
        logits.logSoftmax(-1).mul(distribution).sum(), -1.0 / logits.getShape().get(0));
  }
}
