package lamina.engine;

import java.util.Arrays;
import java.util.Optional;

/** A way of computing an encoder's hidden states. What is built on them is always fp32. */
public enum Engine {
  /** One tensor operation after another, fp32: the reference, and what training uses. */
  NDARRAY("ndarray", "fp32"),
  /** The whole encoder in one call with fused attention, fp32. */
  SCRIPTED("scripted", "fp32"),
  /** As scripted, matrix products of a GPU rounded to 10 bits of mantissa. */
  TF32("tf32", "tf32"),
  /** As scripted, weights, products and attention in bfloat16, residuals and norms in fp32. */
  BF16("bf16", "bf16"),
  /** As scripted, dense layers with 8-bit weights and inputs, the rest in fp32. */
  INT8("int8", "int8");

  private final String key;
  private final String precision;

  Engine(String key, String precision) {
    this.key = key;
    this.precision = precision;
  }

  /** The name that commands and files use. */
  public String key() {
    return key;
  }

  /** Precision of the matrix products: fp32, tf32, bf16 or int8. */
  public String precision() {
    return precision;
  }

  /** Whether its products are fp32, so that scores are those of the reference. */
  public boolean exact() {
    return precision.equals("fp32");
  }

  /** "fp32 (scripted)", "int8": precision, and the way where precision alone doesn't say it. */
  public String label() {
    return precision.equals(key) ? key : precision + " (" + key + ")";
  }

  static Optional<Engine> named(String key) {
    return Arrays.stream(values()).filter(e -> e.key.equals(key)).findFirst();
  }
}
