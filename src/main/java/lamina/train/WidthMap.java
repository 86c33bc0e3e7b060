package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.random.RandomGenerator;
import lamina.encoder.Dense;
import lamina.tensor.Weights;

/**
 * Brings a student's and its teacher's channels to one width, so that they can be compared.
 *
 * @param learned from the student's width to the teacher's; empty to take the mean of the teacher's
 *     neighbouring channels
 */
record WidthMap(Optional<Dense> learned) {
  /** Prefix of tensors that exist during distillation alone. */
  static final String PREFIX = "distil.";

  /** Both (B, T, E) of one E. */
  record Pair(NDArray own, NDArray theirs) {}

  /** Where widths are equal or the teacher's is averaged. */
  static WidthMap plain() {
    return new WidthMap(Optional.empty());
  }

  /** A projection to learn, among the model's weights while it trains. */
  static WidthMap learned(
      String name, Weights weights, long from, long to, RandomGenerator random) {
    var values = new float[(int) (from * to)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian(0, 1 / Math.sqrt(from));
    }
    weights.put(PREFIX + name + ".weight", weights.manager().create(values, new Shape(to, from)));
    weights.put(PREFIX + name + ".bias", weights.manager().zeros(new Shape(to)));
    return new WidthMap(Optional.of(Dense.of(weights, PREFIX + name, to, from)));
  }

  Pair match(NDArray own, NDArray theirs) {
    if (learned.isPresent()) {
      return new Pair(learned.get().apply(own), theirs);
    }
    long e = own.getShape().get(2);
    var shape = theirs.getShape();
    return shape.get(2) == e
        ? new Pair(own, theirs)
        : new Pair(
            own,
            theirs.reshape(shape.get(0), shape.get(1), e, shape.get(2) / e).mean(new int[] {3}));
  }
}
