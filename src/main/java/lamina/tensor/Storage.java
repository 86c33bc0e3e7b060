package lamina.tensor;

import java.util.Locale;

/** How the weights of a model are stored. */
public enum Storage {
  /** As they are. */
  FP32,
  /** Rounded to F16, half the size. */
  FP16,
  /** Matrices in {@link Packing#ROWS_OF_8_BITS}, a quarter of the size; the rest as it is. */
  INT8;

  /** Its name in settings. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The storage of a name. */
  public static Storage of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
