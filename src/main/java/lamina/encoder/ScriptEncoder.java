package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import lamina.engine.Engine;

/**
 * The whole encoder in one call of a TorchScript module, whose text is {@code encoder.torchscript}.
 * The module is given the tensors that the reference uses and makes copies of the dense layers,
 * once: rounded for bf16 and int8, and on x86-64 in the order in which oneDNN reads them.
 */
public final class ScriptEncoder implements Encoder {
  /** Arrays of a name with brackets reach a script as one list. */
  private static final String LIST = "given[]";

  /** Numbers of the script language for types of tensors. */
  private static final int FLOAT32 = 6;

  private static final int BFLOAT16 = 15;

  private final ArrayEncoder reference;
  private final Engine engine;
  private final PtSymbolBlock module;

  private ScriptEncoder(ArrayEncoder reference, Engine engine, PtSymbolBlock module) {
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
   * @param packed whether dense layers are laid out anew for oneDNN, in memory of their own: a
   *     quarter faster than MKL on the processors tried; only for x86-64. int8 always is
   */
  static ScriptEncoder of(Engine engine, ArrayEncoder reference, Weights weights, boolean packed) {
    var config = reference.config();
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("training", false);
    attributes.put("heads", config.heads());
    attributes.put("epsilon", (double) config.epsilon());
    if (engine != Engine.INT8) {
      attributes.put("dtype", engine == Engine.BF16 ? BFLOAT16 : FLOAT32);
    }
    attributes.put("tables", List.of());
    attributes.put("norms", List.of());
    attributes.put(engine == Engine.INT8 ? "packed" : "blocks", List.of());
    var name = engine == Engine.INT8 ? "Int8Encoder" : packed ? "PackedEncoder" : "PlainEncoder";
    var module = TorchScript.module(weights.manager(), "encoder.torchscript", name, attributes);
    var encoder = new ScriptEncoder(reference, engine, module);
    var given = new ArrayList<>(reference.embeddings().tensors());
    reference.blocks().forEach(block -> given.addAll(block.tensors()));
    encoder.run(given);
    return encoder;
  }

  /**
   * Calls the module's one method, which takes either its weights, once, or a batch. Of the
   * engine's ways to call a script only this one returns tensors that can be used where gradients
   * are recorded, and it names no method.
   */
  private NDList run(List<NDArray> given) {
    var names = given.stream().map(NDArray::getName).toList();
    given.forEach(tensor -> tensor.setName(LIST));
    try {
      return Torch.withoutGradients(() -> IValueUtils.forward(module, new NDList(given), true));
    } finally {
      for (int i = 0; i < names.size(); i++) {
        given.get(i).setName(names.get(i));
      }
    }
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
    var found = batch.bias();
    var bias =
        found == null ? batch.ids().getManager().create(new Shape(0), DataType.FLOAT32) : found;
    var states = run(List.of(batch.ids(), batch.types(), bias));
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
