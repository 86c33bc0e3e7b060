package lamina.encoder;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lamina.engine.Engine;
import lamina.engine.Processor;
import lamina.tensor.Weights;

/** Ways of computing: an engine, and what its script does on another device or processor. */
enum Way {
  NDARRAY(Engine.NDARRAY),
  SCRIPTED(Engine.SCRIPTED),
  SCRIPTED_PLAIN(Engine.SCRIPTED),
  BF16(Engine.BF16),
  BF16_PLAIN(Engine.BF16),
  INT8(Engine.INT8);

  private static final Set<String> PACKS_BF16 = Set.of("avx512bw", "avx512vl", "avx512dq");

  private final Engine engine;

  Way(Engine engine) {
    this.engine = engine;
  }

  /** Those that this processor can run at all: libraries pack bf16 for AVX-512 alone. */
  static List<Way> here() {
    var flags = Processor.here().flags();
    boolean packs = flags.isEmpty() || flags.containsAll(PACKS_BF16);
    return Stream.of(values()).filter(way -> way != BF16 || packs).toList();
  }

  Engine engine() {
    return engine;
  }

  Encoder encoder(ArrayEncoder reference, Weights weights) {
    return name().endsWith("PLAIN")
        ? ScriptEncoder.of(engine, reference, weights, false)
        : Encoder.of(engine, reference, weights);
  }
}
