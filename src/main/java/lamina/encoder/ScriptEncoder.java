package lamina.encoder;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import lamina.engine.Engine;
import lamina.tensor.TorchScript;
import lamina.tensor.Weights;

/**
 * The whole encoder in one call of a TorchScript module, whose text the family names. The module is
 * given the tensors that the reference uses; that of BERT's blocks makes copies of the dense
 * layers, once: rounded for bf16 and int8, and on x86-64 in the order in which oneDNN reads them.
 */
public final class ScriptEncoder implements Encoder {
  private final ArrayEncoder reference;
  private final Engine engine;
  private final TorchScript module;

  private ScriptEncoder(ArrayEncoder reference, Engine engine, TorchScript module) {
    this.reference = reference;
    this.engine = engine;
    this.module = module;
  }

  /** The fastest script of an engine for this device and processor. */
  static ScriptEncoder of(Engine engine, ArrayEncoder reference, Weights weights) {
    boolean x86 = System.getProperty("os.arch").equals("amd64");
    return of(engine, reference, weights, x86 && !weights.manager().getDevice().isGpu());
  }

  /**
   * An encoder from its script.
   *
   * @param packed whether dense layers may be laid out anew for oneDNN, in memory of their own: a
   *     quarter faster than MKL on the processors tried; only for x86-64. int8 always is
   */
  static ScriptEncoder of(Engine engine, ArrayEncoder reference, Weights weights, boolean packed) {
    var script = reference.network().script(engine, packed);
    var module =
        TorchScript.load(
            weights.manager(),
            ScriptEncoder.class,
            script.resource(),
            script.type(),
            script.attributes());
    module.call(script.given());
    return new ScriptEncoder(reference, engine, module);
  }

  @Override
  public EncoderConfig config() {
    return reference.config();
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public HiddenStates encode(Batch batch) {
    config().checkLength(batch);
    var ready = reference.network().embeddings().prepared(batch);
    var found = batch.bias();
    var bias =
        found == null ? batch.ids().getManager().create(new Shape(0), DataType.FLOAT32) : found;
    var states = module.call(List.of(ready.ids(), ready.types(), bias));
    bias.close();
    return new HiddenStates(new ArrayList<>(states), batch);
  }

  @Override
  public Attention attention(HiddenStates states, int layer) {
    return reference.attention(states, layer);
  }

  @Override
  public void close() {
    module.close();
  }
}
