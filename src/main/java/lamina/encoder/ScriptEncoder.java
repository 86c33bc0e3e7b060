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
 * The module is given the tensors that the reference uses: fp32 shares them, bf16 and int8 keep
 * rounded copies of the dense layers, made once.
 */
public final class ScriptEncoder implements Encoder {
  /** Arrays of a name with brackets reach a script as one list. */
  private static final String LIST = "given[]";

  private final ArrayEncoder reference;
  private final Engine engine;
  private final PtSymbolBlock module;

  private ScriptEncoder(ArrayEncoder reference, Engine engine, PtSymbolBlock module) {
    this.reference = reference;
    this.engine = engine;
    this.module = module;
  }

  static ScriptEncoder of(Engine engine, ArrayEncoder reference, Weights weights) {
    var config = reference.config();
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("training", false);
    attributes.put("heads", config.heads());
    attributes.put("epsilon", (double) config.epsilon());
    attributes.put("tables", List.of());
    attributes.put("blocks", List.of());
    var name =
        switch (engine) {
          case BF16 -> {
            attributes.put("norms", List.of());
            yield "Bf16Encoder";
          }
          case INT8 -> {
            attributes.remove("blocks");
            attributes.put("norms", List.of());
            attributes.put("packed", List.of());
            yield "Int8Encoder";
          }
          case NDARRAY, SCRIPTED, TF32 -> "Fp32Encoder";
        };
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
