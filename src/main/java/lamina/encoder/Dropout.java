package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import lamina.tensor.Torch;
import lamina.tensor.TorchScript;

/**
 * Inverted dropout: sets values to zero at random and scales the others, so that their mean stays.
 * The engine's own draws a double for every value, one after another, and takes a tenth of a
 * training step; here 15 random bits decide, and a draw has 31.
 */
public final class Dropout implements AutoCloseable {
  /** Drops nothing. */
  public static final Dropout NONE = new Dropout(Optional.empty());

  /** Shares are multiples of one by this. */
  private static final int STEPS = 1 << 15;

  private final Optional<TorchScript> masks;

  private Dropout(Optional<TorchScript> masks) {
    this.masks = masks;
  }

  /**
   * Drops a share of the values.
   *
   * @param manager owns what it needs
   * @param share 0 to below 1, to the next 32768th
   */
  public static Dropout of(NDManager manager, double share) {
    int dropped = Math.min(STEPS - 1, (int) Math.round(share * STEPS));
    if (dropped == 0) {
      return NONE;
    }
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("training", false);
    attributes.put("first", dropped);
    attributes.put("scale", (double) STEPS / (STEPS - dropped));
    return new Dropout(
        Optional.of(
            TorchScript.load(
                manager, Dropout.class, "dropout.torchscript", "Dropout", attributes)));
  }

  /**
   * The values of an array, some of them dropped as {@link Torch#seed} makes repeatable.
   *
   * @return of the same shape; the array itself where nothing is dropped
   */
  public NDArray apply(NDArray x) {
    return masks.map(m -> x.mul(m.call(List.of(x)).singletonOrThrow())).orElse(x);
  }

  @Override
  public void close() {
    masks.ifPresent(TorchScript::close);
  }
}
