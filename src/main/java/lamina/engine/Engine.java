package lamina.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * A way of computing an encoder's hidden states. What is built on them is always fp32. Engines
 * stand from the slowest: on a machine that offers it, each is faster than those before it.
 */
public enum Engine {
  /** One tensor operation after another, fp32: the reference, and what training uses. */
  NDARRAY("ndarray", "fp32", 0, Capability::againstExact),
  /** The whole encoder in one call with fused attention, fp32. */
  SCRIPTED("scripted", "fp32", 2e-5, Capability::againstExact),
  /** As scripted, matrix products of a GPU rounded to 10 bits of mantissa. */
  TF32("tf32", "tf32", 5e-3, Capability::againstTf32),
  /** As scripted, weights, products and attention in bfloat16, residuals and norms in fp32. */
  BF16("bf16", "bf16", 0.02, Capability::againstBf16),
  /** As scripted, dense layers with 8-bit weights and 7-bit inputs, the rest in fp32. */
  INT8("int8", "int8", 0.1, Capability::againstInt8);

  private final String key;
  private final String precision;
  private final double rounding;
  private final Function<Capability, Optional<String>> against;

  Engine(
      String key,
      String precision,
      double rounding,
      Function<Capability, Optional<String>> against) {
    this.key = key;
    this.precision = precision;
    this.rounding = rounding;
    this.against = against;
  }

  /** The name that commands and files use. */
  public String key() {
    return key;
  }

  /** Precision of the matrix products: fp32, tf32, bf16 or int8. */
  public String precision() {
    return precision;
  }

  /**
   * How far its hidden states may be from the reference's: the largest difference of a value, in
   * units of the largest value of the same layer. An engine that is off by more is wrong.
   */
  public double rounding() {
    return rounding;
  }

  /** Whether its products are fp32, so that scores are those of the reference. */
  public boolean exact() {
    return precision.equals("fp32");
  }

  /** "fp32 (scripted)", "int8": precision, and the way where precision alone doesn't say it. */
  public String label() {
    return precision.equals(key) ? key : precision + " (" + key + ")";
  }

  /** What speaks against it on a machine, whether or not it computed wrong there; a clause. */
  Optional<String> against(Capability machine) {
    return against.apply(machine);
  }

  static Optional<Engine> named(String key) {
    return Arrays.stream(values()).filter(e -> e.key.equals(key)).findFirst();
  }
}
