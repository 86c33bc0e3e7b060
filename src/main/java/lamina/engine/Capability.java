package lamina.engine;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this machine computes well.
 *
 * @param processor of the machine
 * @param gpu compute capability of the GPU in use, for example 90 for 9.0; 0 where there is none
 * @param tf32 whether fp32 products of the GPU are rounded to tf32 in this process
 * @param refuted engines that computed wrong here, each with what showed it, a clause
 */
public record Capability(Processor processor, int gpu, boolean tf32, Map<Engine, String> refuted) {
  /** Set to 1 before the program starts, it rounds the GPU's fp32 products to tf32. */
  public static final String TF32_VARIABLE = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";

  private static final int AMPERE = 80;
  private static final String UNTOLD = "the system doesn't tell what its processor can do";

  /** Copies the map. */
  public Capability {
    refuted = Map.copyOf(refuted);
  }

  /** Where no engine has computed wrong. */
  public Capability(Processor processor, int gpu, boolean tf32) {
    this(processor, gpu, tf32, Map.of());
  }

  /**
   * This machine's.
   *
   * @param gpu compute capability of the GPU in use; 0 where there is none
   */
  public static Capability here(int gpu) {
    return new Capability(Processor.here(), gpu, "1".equals(System.getenv(TF32_VARIABLE)));
  }

  /**
   * An engine and whether it is offered here.
   *
   * @param reason what speaks against it, a clause; empty where it is offered
   */
  public record Offer(Engine engine, String reason) {
    /** Whether it can be chosen. */
    public boolean offered() {
      return reason.isEmpty();
    }
  }

  /** All engines, each with what speaks against it on this machine. */
  public List<Offer> offers() {
    return Arrays.stream(Engine.values()).map(e -> new Offer(e, against(e).orElse(""))).toList();
  }

  /** The same without engines that computed wrong, each with what showed it, a clause. */
  public Capability without(Map<Engine, String> wrong) {
    var all = new EnumMap<Engine, String>(Engine.class);
    all.putAll(refuted);
    all.putAll(wrong);
    return new Capability(processor, gpu, tf32, all);
  }

  /** Whether an engine can be chosen. */
  boolean offers(Engine engine) {
    return against(engine).isEmpty();
  }

  /** What speaks against an engine; empty where nothing does. */
  Optional<String> against(Engine engine) {
    if (refuted.containsKey(engine)) {
      return Optional.of(refuted.get(engine));
    }
    return engine.against(this);
  }

  Optional<String> againstExact() {
    return gpu > 0 && tf32
        ? Optional.of("this process rounds products to tf32 (" + TF32_VARIABLE + ")")
        : Optional.empty();
  }

  Optional<String> againstTf32() {
    if (gpu < AMPERE) {
      return Optional.of("it needs an NVIDIA GPU of compute capability 8.0 or later");
    }
    return tf32
        ? Optional.empty()
        : Optional.of("the program must be started with " + TF32_VARIABLE + "=1");
  }

  Optional<String> againstBf16() {
    if (gpu > 0) {
      return gpu >= AMPERE
          ? Optional.empty()
          : Optional.of("the GPU has no bf16 (compute capability 8.0 or later)");
    }
    return without(
        "the processor has neither avx512_bf16 nor amx_bf16, without which it is slow",
        "avx512_bf16",
        "amx_bf16");
  }

  Optional<String> againstInt8() {
    return gpu > 0
        ? Optional.of("it runs on a processor, not on a GPU")
        : without(
            "the processor has none of avx512_vnni, avx_vnni and avx2",
            "avx512_vnni",
            "avx_vnni",
            "avx2");
  }

  /** What speaks against an engine that needs one of some flags of the processor. */
  private Optional<String> without(String reason, String... flags) {
    return processor.hasAny(flags)
        ? Optional.empty()
        : Optional.of(processor.flags().isEmpty() ? UNTOLD : reason);
  }
}
