package lamina.encoder;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import lamina.tensor.Weights;

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
  NDArray apply(NDArray x, NDArray bias, ForwardMode mode) {
    var attended = mode.dropout().apply(attention.apply(x, bias, mode));
    var a = attentionNorm.apply(attended.add(x));
    var fed = output.apply(activation.apply(intermediate.apply(a)));
    return outputNorm.apply(mode.dropout().apply(fed).add(a));
  }
}
