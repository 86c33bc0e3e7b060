package lamina.analyse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import lamina.encoder.Batch;
import lamina.fusion.GateChange;
import lamina.model.HeadKey;

/**
 * What stands in place of a gate G, (B, T, E). A gate that says something of its token can't be
 * replaced without changing what its head answers; one that is a constant in disguise can, by its
 * mean or by another token's.
 */
public enum GateReplacement {
  /** The mean gate over the reference texts of all languages, a value a channel. */
  MEAN("its mean a channel over the reference texts"),
  /** The mean gate of that other language whose mean gate lies farthest from the text's. */
  OTHER_LANGUAGE("the mean a channel of the language whose mean gate lies farthest"),
  /** One half everywhere. */
  HALF("0.5"),
  /** One everywhere: AIF(W) = W in equation (1) of the paper. */
  ONE("1"),
  /**
   * Zero everywhere: the last layer alone is left of equation (2), under this head's classifier.
   */
  ZERO("0"),
  /** The gate of another real token of the same text. */
  OTHER_TOKEN("the gate of another token of the text"),
  /** The gate of another real token of the batch, most often of another text. */
  BATCH_TOKEN("the gate of another token of the batch");

  private static final long SEED = 17;

  private final String words;

  GateReplacement(String words) {
    this.words = words;
  }

  /** Its name in files: {@code other-token}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What stands in place of the gate, in words. */
  public String words() {
    return words;
  }

  /**
   * What it does to the gates of a head on texts of a language.
   *
   * @param means of the head's gate, on reference texts
   * @return nothing where there is no other language
   */
  public Optional<GateChange> change(GateMeans means, HeadKey head, String language) {
    return switch (this) {
      case MEAN -> Optional.of(constants(means.overall(head)));
      case OTHER_LANGUAGE ->
          means.farthest(head, language).map(other -> constants(means.of(head, other)));
      case HALF -> Optional.of((gate, batch) -> gate.zerosLike().add(0.5f));
      case ONE -> Optional.of((gate, batch) -> gate.onesLike());
      case ZERO -> Optional.of((gate, batch) -> gate.zerosLike());
      case OTHER_TOKEN -> Optional.of(GateReplacement::withinTexts);
      case BATCH_TOKEN -> Optional.of(GateReplacement::withinBatch);
    };
  }

  /** The same gate (E) at every token. */
  private static GateChange constants(double[] channels) {
    var values = new float[channels.length];
    for (int e = 0; e < values.length; e++) {
      values[e] = (float) channels[e];
    }
    return (gate, batch) -> gate.zerosLike().add(gate.getManager().create(values));
  }

  /** What stands in follows from a text's length alone, so that batches don't matter. */
  private static NDArray withinTexts(NDArray gate, Batch batch) {
    int t = (int) gate.getShape().get(1);
    var from = unmoved(gate);
    for (int b = 0; b < batch.lengths().length; b++) {
      int[] cycle = cycle(batch.lengths()[b]);
      for (int i = 0; i < cycle.length; i++) {
        from[b * t + i] = (long) b * t + cycle[i];
      }
    }
    return moved(gate, from);
  }

  private static NDArray withinBatch(NDArray gate, Batch batch) {
    int t = (int) gate.getShape().get(1);
    int n = 0;
    for (int length : batch.lengths()) {
      n += length;
    }
    var real = new long[n];
    int at = 0;
    for (int b = 0; b < batch.lengths().length; b++) {
      for (int i = 0; i < batch.lengths()[b]; i++) {
        real[at++] = (long) b * t + i;
      }
    }
    int[] cycle = cycle(n);
    var from = unmoved(gate);
    for (int i = 0; i < n; i++) {
      from[(int) real[i]] = real[cycle[i]];
    }
    return moved(gate, from);
  }

  private static long[] unmoved(NDArray gate) {
    Shape shape = gate.getShape();
    var from = new long[(int) (shape.get(0) * shape.get(1))];
    for (int i = 0; i < from.length; i++) {
      from[i] = i;
    }
    return from;
  }

  /** Rows of (B * T, E) from other places. */
  private static NDArray moved(NDArray gate, long[] from) {
    Shape shape = gate.getShape();
    var rows = gate.reshape(-1, shape.get(2));
    return rows.get(gate.getManager().create(from)).reshape(shape);
  }

  /** A random permutation that is one cycle, so that none of several stays (Sattolo 1986). */
  static int[] cycle(int n) {
    var random = new SplittableRandom(SEED);
    var places = new int[n];
    for (int i = 0; i < n; i++) {
      places[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i);
      int place = places[i];
      places[i] = places[j];
      places[j] = place;
    }
    return places;
  }
}
