package lamina.encoder;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import lamina.engine.Engine;
import lamina.tensor.Weights;
import org.jspecify.annotations.Nullable;

/**
 * One transformer layer: attention and feed-forward, each with a residual and LayerNorm after it.
 */
record TransformerBlock(
    SelfAttention attention,
    LayerNorm attentionNorm,
    Dense intermediate,
    Activation activation,
    Dense output,
    LayerNorm outputNorm) {
  static TransformerBlock of(Weights w, EncoderConfig config) {
    int e = config.hidden();
    int f = config.intermediate();
    var names = config.family().blockNames();
    return new TransformerBlock(
        SelfAttention.of(w, config),
        LayerNorm.of(w, names.attentionNorm(), config),
        Dense.of(w, names.intermediate(), f, e),
        config.activation(),
        Dense.of(w, names.output(), e, f),
        LayerNorm.of(w, names.outputNorm(), config));
  }

  /** Names and shapes of a block's tensors; the names begin with the block's. */
  static void tensors(EncoderConfig config, String block, RandomWeights.Sink sink) {
    var names = config.family().blockNames();
    int e = config.hidden();
    int f = config.intermediate();
    RandomWeights.pair(sink, block + names.query(), e, e);
    RandomWeights.pair(sink, block + names.key(), e, e);
    RandomWeights.pair(sink, block + names.value(), e, e);
    RandomWeights.pair(sink, block + names.attentionOutput(), e, e);
    RandomWeights.pair(sink, block + names.attentionNorm(), e);
    RandomWeights.pair(sink, block + names.intermediate(), f, e);
    RandomWeights.pair(sink, block + names.output(), e, f);
    RandomWeights.pair(sink, block + names.outputNorm(), e);
  }

  /** Weight and bias of each part: query, key, value, attention's output, norm, and so on. */
  List<NDArray> tensors() {
    var all = new ArrayList<NDArray>();
    for (var d : List.of(attention.query(), attention.key(), attention.value())) {
      all.addAll(List.of(d.weight(), d.bias()));
    }
    all.addAll(List.of(attention.output().weight(), attention.output().bias()));
    all.addAll(List.of(attentionNorm.weight(), attentionNorm.bias()));
    all.addAll(List.of(intermediate.weight(), intermediate.bias()));
    all.addAll(List.of(output.weight(), output.bias()));
    all.addAll(List.of(outputNorm.weight(), outputNorm.bias()));
    return all;
  }

  /** (B, T, E) to (B, T, E). */
  NDArray apply(NDArray x, @Nullable NDArray bias, ForwardMode mode) {
    return apply(x, attention.attention(x, bias, mode), mode);
  }

  /** The same with scores that are known. */
  NDArray apply(NDArray x, Attention found, ForwardMode mode) {
    var attended = mode.dropout().apply(attention.apply(found, x, mode));
    var a = attentionNorm.apply(attended.add(x));
    var fed = output.apply(activation.apply(intermediate.apply(a, mode)), mode);
    return outputNorm.apply(mode.dropout().apply(fed).add(a));
  }

  /** Blocks on embeddings. */
  record Stack(EncoderConfig config, Embeddings embeddings, List<TransformerBlock> blocks)
      implements Network {
    /** Numbers of the script language for types of tensors. */
    private static final int FLOAT32 = 6;

    private static final int BFLOAT16 = 15;

    static Stack of(EncoderConfig config, Weights weights) {
      return new Stack(
          config,
          Embeddings.of(weights, config),
          IntStream.range(0, config.layers())
              .mapToObj(
                  i -> TransformerBlock.of(weights.under(Encoder.blockName(config, i)), config))
              .toList());
    }

    @Override
    public Pass begin(Batch batch, ForwardMode mode) {
      var bias = batch.bias();
      return new Pass() {
        @Override
        public NDArray block(int number, NDArray x) {
          return blocks.get(number).apply(x, bias, mode);
        }

        @Override
        public Attention attention(int number, NDArray x) {
          return blocks.get(number).attention().attention(x, bias, mode);
        }
      };
    }

    @Override
    public Script script(Engine engine, boolean packed) {
      var attributes = new LinkedHashMap<String, Object>();
      attributes.put("training", false);
      attributes.put("heads", config.heads());
      attributes.put("epsilon", (double) config.epsilon());
      attributes.put("activation", config.activation().form().ordinal());
      attributes.put("padding", config.family().padding().orElse(-1));
      if (engine != Engine.INT8) {
        attributes.put("dtype", engine == Engine.BF16 ? BFLOAT16 : FLOAT32);
      }
      attributes.put("tables", List.of());
      attributes.put("norms", List.of());
      attributes.put(engine == Engine.INT8 ? "packed" : "blocks", List.of());
      if (engine == Engine.INT8) {
        attributes.put("evened", List.of());
        attributes.put("biases", List.of());
      }
      var given = new ArrayList<>(embeddings.tensors());
      blocks.forEach(block -> given.addAll(block.tensors()));
      var type = engine == Engine.INT8 ? "Int8Encoder" : packed ? "PackedEncoder" : "PlainEncoder";
      return new Script("encoder.torchscript", type, attributes, given);
    }
  }
}
