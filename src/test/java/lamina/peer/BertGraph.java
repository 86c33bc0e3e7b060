package lamina.peer;

import static lamina.peer.OnnxGraph.MICROSOFT;
import static lamina.peer.OnnxGraph.Type.FLOAT;
import static lamina.peer.OnnxGraph.Type.INT32;
import static lamina.peer.OnnxGraph.Type.INT64;
import static lamina.peer.OnnxGraph.Type.INT8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lamina.encoder.Checkpoint;
import lamina.encoder.EncoderConfig;
import lamina.tensor.RawTensor;

/**
 * BERT's encoder as an ONNX graph of the operators that ONNX Runtime executes fastest: query, key
 * and value in one product, attention in one operator, norms with their residual fused by the
 * runtime itself.
 */
final class BertGraph {
  /** Numbers of the dense layers; all else is fp32. */
  enum Precision {
    FP32,
    /**
     * What onnxruntime's {@code quantize_dynamic(per_channel=True, reduce_range=True)} makes:
     * inputs to 8 bits by tensor at run time, weights to 7 by column. Eight overflow in the product
     * of processors without VNNI.
     */
    INT8
  }

  private static final float STEPS = 64; // of 7 bits, on each side of 0
  private static final ValueLayout.OfFloat FLOATS = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final OnnxGraph graph = new OnnxGraph();
  private final Map<String, RawTensor> tensors = new HashMap<>();
  private final EncoderConfig config;
  private final Precision precision;

  private BertGraph(Checkpoint checkpoint, Precision precision) {
    this.config = checkpoint.config();
    this.precision = precision;
    var raw = checkpoint.raw();
    checkpoint.stored().forEach((name, stored) -> tensors.put(name, raw.get(stored)));
  }

  /**
   * The graph of a Hugging Face BERT directory whose weights are F32.
   *
   * @param padded whether it has an input {@code mask} beside {@code ids} and {@code types}
   */
  static OnnxGraph of(Path directory, Precision precision, boolean padded) {
    var bert = new BertGraph(Checkpoint.open(directory), precision);
    bert.build(padded);
    return bert.graph;
  }

  private void build(boolean padded) {
    graph.input("ids", INT64, 2);
    graph.input("types", INT64, 2);
    var mask = padded ? graph.input("mask", INT32, 2) : "";
    long e = config.hidden();
    graph.integers("thirds", e, e, e);
    var x = embeddings();
    graph.output(x, 3);
    for (int i = 0; i < config.layers(); i++) {
      x = block("encoder.layer." + i + ".", x, mask, "hidden." + (i + 1));
      graph.output(x, 3);
    }
  }

  private String embeddings() {
    var length = graph.node("Shape").of("ids").with("start", 1).with("end", 2).to("length");
    var places =
        graph
            .node("Slice")
            .of(plain("embeddings.position_embeddings.weight"))
            .of(graph.integers("zero", 0), length, "zero")
            .to("places");
    var words =
        graph.node("Gather").of(plain("embeddings.word_embeddings.weight"), "ids").to("words");
    var types =
        graph
            .node("Gather")
            .of(plain("embeddings.token_type_embeddings.weight"), "types")
            .to("types.rows");
    var placed = graph.node("Add").of(words, places).to("words.placed");
    var sum = graph.node("Add").of(placed, types).to("embedded");
    return norm("embeddings.LayerNorm", sum, "hidden.0");
  }

  private String block(String at, String x, String mask, String output) {
    var self = at + "attention.self.";
    var qkv = dense(x, self + "query", self + "key", self + "value");
    graph.node("Split").of(qkv, "thirds").with("axis", -1).to(self + "q", self + "k", self + "v");
    var context =
        graph
            .node(MICROSOFT, "MultiHeadAttention")
            .of(self + "q", self + "k", self + "v", "", mask)
            .with("num_heads", config.heads())
            .to(self + "context");
    var attended = dense(context, at + "attention.output.dense");
    var a = residual(at + "attention.output.LayerNorm", attended, x, at + "attended");
    var wide = graph.node("Gelu").of(dense(a, at + "intermediate.dense")).to(at + "wide");
    return residual(at + "output.LayerNorm", dense(wide, at + "output.dense"), a, output);
  }

  private String residual(String name, String x, String y, String output) {
    return norm(name, graph.node("Add").of(x, y).to(name + ".sum"), output);
  }

  private String norm(String name, String x, String output) {
    return graph
        .node("LayerNormalization")
        .of(x, plain(name + ".weight"), plain(name + ".bias"))
        .with("axis", -1)
        .with("epsilon", config.epsilon())
        .to(output);
  }

  /** One product for several dense layers on the same input, their outputs side by side. */
  private String dense(String x, String... layers) {
    var weights = Arrays.stream(layers).map(l -> tensor(l + ".weight")).toList();
    var biases = Arrays.stream(layers).map(l -> tensor(l + ".bias")).toList();
    var name = layers[0];
    int in = Math.toIntExact(weights.getFirst().shape()[1]);
    int out = weights.stream().mapToInt(w -> Math.toIntExact(w.shape()[0])).sum();
    var matrix = transposed(weights, in, out);
    var product =
        precision == Precision.FP32
            ? graph
                .node("MatMul")
                .of(x, graph.weight(name + ".matrix", FLOAT, matrix, in, out))
                .to(name + ".product")
            : quantised(x, name, matrix, in, out);
    var bias = graph.weight(name + ".biases", FLOAT, joined(biases), out);
    return graph.node("Add").of(product, bias).to(name + ".output");
  }

  private String quantised(String x, String name, MemorySegment matrix, int in, int out) {
    var scales = memory(4L * out);
    var values = memory((long) in * out);
    for (int o = 0; o < out; o++) {
      float largest = Float.MIN_NORMAL;
      for (int i = 0; i < in; i++) {
        largest = Math.max(largest, Math.abs(matrix.getAtIndex(FLOATS, (long) i * out + o)));
      }
      scales.setAtIndex(FLOATS, o, largest / STEPS);
    }
    for (int i = 0; i < in; i++) {
      for (int o = 0; o < out; o++) {
        long at = (long) i * out + o;
        float steps = matrix.getAtIndex(FLOATS, at) / scales.getAtIndex(FLOATS, o);
        values.set(ValueLayout.JAVA_BYTE, at, (byte) Math.round(steps));
      }
    }
    graph.node("DynamicQuantizeLinear").of(x).to(name + ".x", name + ".scale", name + ".zero");
    var sums =
        graph
            .node("MatMulInteger")
            .of(name + ".x", graph.weight(name + ".matrix", INT8, values, in, out), name + ".zero")
            .to(name + ".sums");
    var real = graph.node("Cast").of(sums).with("to", 1).to(name + ".real");
    var step =
        graph
            .node("Mul")
            .of(name + ".scale", graph.weight(name + ".scales", FLOAT, scales, out))
            .to(name + ".step");
    return graph.node("Mul").of(real, step).to(name + ".product");
  }

  /** Weights (out, in), several one below the other, as one matrix (in, out). */
  private static MemorySegment transposed(List<RawTensor> parts, int in, int out) {
    var matrix = memory(4L * in * out);
    long column = 0;
    for (var part : parts) {
      var rows = part.bytes();
      for (long o = 0; o < part.shape()[0]; o++, column++) {
        for (long i = 0; i < in; i++) {
          float value = rows.getAtIndex(FLOATS, o * in + i);
          matrix.setAtIndex(FLOATS, i * out + column, value);
        }
      }
    }
    return matrix;
  }

  private static MemorySegment joined(List<RawTensor> parts) {
    var all = memory(parts.stream().mapToLong(p -> p.size()).sum());
    long at = 0;
    for (var part : parts) {
      MemorySegment.copy(part.bytes(), 0, all, at, part.size());
      at += part.size();
    }
    return all;
  }

  private static MemorySegment memory(long bytes) {
    return Arena.ofAuto().allocate(bytes, 64);
  }

  /** A tensor as it lies in the file. */
  private String plain(String name) {
    var tensor = tensor(name);
    return graph.weight(name, FLOAT, tensor.bytes(), tensor.shape());
  }

  private RawTensor tensor(String name) {
    var tensor = tensors.get(name);
    if (tensor == null || !tensor.type().equals("F32")) {
      throw new IllegalArgumentException(
          name + " is " + (tensor == null ? "missing" : tensor.type()) + "; F32 was expected");
    }
    return tensor;
  }
}
