package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import java.util.Optional;
import lamina.engine.Engine;
import lamina.tensor.Torch;

/**
 * Whether an engine computes on this machine what the reference computes. Libraries choose their
 * products by processor and by size, and some are wrong for some sizes, so that it's shown with the
 * very weights in use: two inputs side by side, of which one is padded, and one of them alone.
 */
public final class EngineProof {
  /**
   * Pieces of the longer input, no multiple of a power of 2; few, because reading weights counts.
   */
  private static final int LONGER = 7;

  private static final int SHORTER = 4;

  /** The bundled teachers on int8 are off by 0.22 in the last layer, by 0.08 below it. */
  private static final double LAST = 2.5;

  private EngineProof() {}

  /**
   * Compares all hidden states with the reference's.
   *
   * @return what shows that the engine is wrong, a clause; empty where it's within the {@linkplain
   *     lamina.engine.Engine#rounding() rounding} that it states, and where the reference itself
   *     isn't finite, so that nothing can be shown
   */
  public static Optional<String> against(ArrayEncoder reference, Encoder encoder) {
    if (reference == encoder) {
      return Optional.empty();
    }
    return Torch.withoutGradients(
        () -> {
          try (var manager =
              reference.network().embeddings().words().memory().getManager().newSubManager()) {
            int longest = reference.config().positions();
            int[] lengths = {Math.min(LONGER, longest), Math.min(SHORTER, longest)};
            var together = batch(manager, reference.config(), lengths);
            var alone = batch(manager, reference.config(), lengths[0]);
            var expected = reference.encode(together);
            if (!finite(expected, lengths)) {
              return Optional.empty();
            }
            return differing(expected, encoder.encode(together), lengths, encoder)
                .or(() -> differing(expected, encoder.encode(alone), alone.lengths(), encoder));
          }
        });
  }

  /** Pieces from all over the vocabulary, the same in every batch. */
  private static Batch batch(NDManager manager, EncoderConfig config, int... lengths) {
    int t = lengths[0];
    var ids = new long[lengths.length * t];
    var mask = new float[ids.length];
    for (int row = 0; row < lengths.length; row++) {
      for (int i = 0; i < lengths[row]; i++) {
        int at = row * t + i;
        ids[at] = (long) config.vocabulary() * (at + 1) / (2 * LONGER + 1);
        mask[at] = 1;
      }
    }
    var shape = new Shape(lengths.length, t);
    return new Batch(
        manager.create(ids, shape),
        manager.zeros(shape, DataType.INT64),
        manager.create(mask, shape),
        lengths);
  }

  private static Optional<String> differing(
      HiddenStates expected, HiddenStates found, int[] lengths, Encoder encoder) {
    for (int layer = 0; layer <= expected.depth(); layer++) {
      double off = off(expected.layer(layer), found.layer(layer), lengths);
      if (off > allowed(encoder.engine(), layer == expected.depth())) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "it computes wrong here: in layer %d hidden states are off by %.2g of the largest"
                    + " value, %.2g is its rounding",
                layer,
                off,
                allowed(encoder.engine(), layer == expected.depth())));
      }
    }
    return Optional.empty();
  }

  /**
   * How far a layer may be off. Encoders that were trained contrastively carry a few large channels
   * through all layers but the last, whose norm takes them away: beside its largest value what was
   * rounded below is larger.
   */
  private static double allowed(Engine engine, boolean last) {
    return last && !engine.exact() ? LAST * engine.rounding() : engine.rounding();
  }

  private static boolean finite(HiddenStates states, int[] lengths) {
    // A value that is no number differs from itself by no number.
    return states.layers().stream().allMatch(layer -> Double.isFinite(off(layer, layer, lengths)));
  }

  /**
   * The largest difference of a real token's value over the largest value; infinite where a value
   * isn't finite.
   */
  private static double off(NDArray expected, NDArray found, int[] lengths) {
    float[] a = expected.toFloatArray();
    float[] b = found.toFloatArray();
    int row = a.length / (int) expected.getShape().get(0);
    int e = (int) expected.getShape().get(2);
    double worst = 0;
    double largest = 0;
    for (int i = 0; i < lengths.length; i++) {
      for (int at = i * row; at < i * row + lengths[i] * e; at++) {
        double difference = Math.abs(a[at] - b[at]);
        if (!Double.isFinite(difference)) {
          return Double.POSITIVE_INFINITY;
        }
        worst = Math.max(worst, difference);
        largest = Math.max(largest, Math.abs(a[at]));
      }
    }
    return worst == 0 ? 0 : worst / largest;
  }
}
