package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
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
    var tables = list(reference.embeddings().tensors());
    var blocks = new IValue[config.layers()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = list(reference.blocks().get(i).tensors());
    }
    try (var all = IValue.listFrom(blocks)) {
      IValueUtils.runMethod(module, "setup", tables, all).close();
    } finally {
      tables.close();
      for (var block : blocks) {
        block.close();
      }
    }
    return new ScriptEncoder(reference, engine, module);
  }

  private static IValue list(List<NDArray> tensors) {
    return IValue.listFrom(tensors.toArray(PtNDArray[]::new));
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
    return Torch.withoutGradients(
        () -> {
          var manager = batch.ids().getManager();
          var found = batch.bias();
          var bias = found == null ? manager.create(new Shape(0), DataType.FLOAT32) : found;
          // As in training, but without gradients: what inference mode returns can't be used
          // where gradients are recorded.
          var states =
              IValueUtils.forward(module, new NDList(batch.ids(), batch.types(), bias), true);
          bias.close();
          return new HiddenStates(new ArrayList<>(states), batch);
        });
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
