package lamina.encoder;

import lamina.engine.Engine;
import lamina.tensor.Weights;

/** Ways of computing: an engine, and what its script does on another device or processor. */
enum Way {
  NDARRAY(Engine.NDARRAY),
  SCRIPTED(Engine.SCRIPTED),
  SCRIPTED_PLAIN(Engine.SCRIPTED),
  BF16(Engine.BF16),
  BF16_PLAIN(Engine.BF16),
  INT8(Engine.INT8);

  private final Engine engine;

  Way(Engine engine) {
    this.engine = engine;
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
