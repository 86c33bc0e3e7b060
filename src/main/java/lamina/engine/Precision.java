package lamina.engine;

import java.util.Locale;

/**
 * How exact the products of dense layers are while a model learns. Weights, sums, norms, attention
 * and everything else stay 32-bit floats in either.
 */
public enum Precision {
  /** 32-bit floats. */
  FP32,
  /**
   * Factors rounded to bfloat16, sums exact, forward and backward: mixed precision (<a
   * href="https://arxiv.org/abs/1710.03740">Micikevicius et al. 2018</a>). Faster on processors
   * with instructions for it (AVX512-BF16, AMX), slower on others.
   */
  BF16;

  /** Its name in settings. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that name. */
  public static Precision named(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
