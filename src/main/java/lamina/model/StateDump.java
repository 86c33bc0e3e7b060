package lamina.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.fusion.Variants;
import lamina.problem.Problem;
import lamina.tensor.Storage;
import lamina.tensor.TensorFile;
import lamina.tensor.TensorWriter;
import lamina.tensor.Torch;
import lamina.tensor.Weights;

/** Hidden states, gates, fusions and logits of given token ids as a file: what a notebook wants. */
public final class StateDump {
  private StateDump() {}

  /**
   * Writes hidden.0 to hidden.L and, where the checkpoint has {@code fusion.*} weights, gate.l,
   * fusion.paper.l and fusion.convex.l for every l from 1 to L-1; all (B, T, E). Of a model with
   * heads also logits.HEAD, (B, T, C) for tags and (B, C) for pairs, and gate.HEAD, (B, T, E), of
   * every head that has one.
   *
   * @param input safetensors with input_ids, attention_mask and token_type_ids, INT64 (B, T)
   * @return number of tensors written
   * @throws Problem naming the file and tensor that is wrong
   */
  public static int write(Path checkpoint, Path input, Path output) {
    try (var manager = Torch.newManager()) {
      return Torch.withoutGradients(() -> dump(manager, checkpoint, input, output));
    }
  }

  private static int dump(NDManager manager, Path checkpoint, Path input, Path output) {
    var opened = ModelFiles.checkpoint(checkpoint);
    var config = opened.config();
    var weights = opened.load(manager, n -> config.family().owns(n) || n.startsWith("fusion."));
    var batch = batch(input, manager, config.vocabulary(), config.types());
    var states = ArrayEncoder.of(config, weights).encode(batch, ForwardMode.INFERENCE);
    var result = new LinkedHashMap<String, NDArray>();
    for (int l = 0; l <= states.depth(); l++) {
      result.put("hidden." + l, states.layer(l));
    }
    if (weights.has("fusion.global.0.weight")) {
      fusions(weights.under("fusion."), states, config.hidden(), result);
    }
    if (ModelFiles.kind(checkpoint) == ModelFiles.Kind.MODEL) {
      heads(manager, checkpoint, states, result);
    }
    TensorWriter.write(output, result, Storage.FP32);
    return result.size();
  }

  private static void fusions(
      Weights weights, HiddenStates states, int hidden, LinkedHashMap<String, NDArray> result) {
    var paper = Variants.KNOWN.of("paper").load(weights, hidden, states.depth());
    var convex = Variants.KNOWN.of("convex").load(weights, hidden, states.depth());
    for (int l = 1; l < states.depth(); l++) {
      var fused = paper.fuse(states, l, ForwardMode.INFERENCE);
      result.put("gate." + l, fused.gate().orElseThrow());
      result.put("fusion.paper." + l, fused.hidden());
      result.put("fusion.convex." + l, convex.fuse(states, l, ForwardMode.INFERENCE).hidden());
    }
  }

  private static void heads(
      NDManager manager,
      Path checkpoint,
      HiddenStates states,
      LinkedHashMap<String, NDArray> result) {
    try (var model = TaskModel.open(checkpoint)) {
      for (var head : model.heads().entrySet()) {
        var name = head.getKey().key();
        var output = head.getValue().apply(states, ForwardMode.INFERENCE);
        output.logits().attach(manager);
        result.put("logits." + name, output.logits());
        output.gate().ifPresent(g -> g.attach(manager));
        output.gate().ifPresent(g -> result.put("gate." + name, g));
      }
    }
  }

  private static Batch batch(Path input, NDManager manager, int vocabulary, int types) {
    var file = TensorFile.open(input);
    var ids = integers(input, file, manager, "input_ids", vocabulary);
    var mask = integers(input, file, manager, "attention_mask", 2);
    var segments = integers(input, file, manager, "token_type_ids", Math.max(types, 2));
    if (!ids.getShape().equals(mask.getShape()) || !ids.getShape().equals(segments.getShape())) {
      throw new Problem(input + ": the three tensors must have one shape.");
    }
    int b = (int) ids.getShape().get(0);
    int t = (int) ids.getShape().get(1);
    long[] real = mask.toLongArray();
    var lengths = new int[b];
    for (int i = 0; i < b; i++) {
      for (int j = 0; j < t; j++) {
        boolean one = real[i * t + j] == 1;
        if (one && lengths[i] < j) {
          throw new Problem(
              input + ": attention_mask, row " + i + ": padding must stand at the end.");
        }
        lengths[i] += one ? 1 : 0;
      }
      if (lengths[i] == 0) {
        throw new Problem(input + ": attention_mask, row " + i + " has no real token.");
      }
    }
    return new Batch(ids, segments, mask.toType(DataType.FLOAT32, true), lengths);
  }

  private static NDArray integers(
      Path input, TensorFile file, NDManager manager, String name, int below) {
    var array = file.read(manager, name);
    if (array.getDataType() != DataType.INT64
        || array.getShape().dimension() != 2
        || array.size() == 0) {
      throw new Problem(input + ": tensor \"" + name + "\" must be I64 of shape (B, T).");
    }
    for (long v : array.toLongArray()) {
      if (v < 0 || v >= below) {
        throw new Problem(
            input
                + ": tensor \""
                + name
                + "\" holds "
                + v
                + "; 0 to "
                + (below - 1)
                + " was expected.");
      }
    }
    return array;
  }
}
