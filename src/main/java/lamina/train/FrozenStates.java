package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Batch;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.files.Sha256;
import lamina.problem.Problem;
import lamina.tensor.Storage;
import lamina.tensor.TensorFile;
import lamina.tensor.TensorWriter;
import lamina.tensor.Torch;
import lamina.tensor.Weights;
import lamina.text.Tokens;

/**
 * Hidden states of an encoder at rest: each batch is encoded once and kept on disk as F16, because
 * an epoch of a full-size encoder doesn't fit into memory. Where the disk has no room for it, every
 * epoch encodes again.
 */
final class FrozenStates implements StateSource {
  private static final int BYTES = 2;
  private static final int DIGITS = 16;

  private final ArrayEncoder encoder;
  private final Path directory;
  private final boolean keep;
  private final String weights;

  /**
   * Decides whether there is room.
   *
   * @param weights the encoder's
   * @param directory for the files; deleted with the run's checkpoint
   * @param epochs with one alone nothing is kept
   */
  FrozenStates(
      ArrayEncoder encoder, Weights weights, TrainingData data, Path directory, int epochs) {
    this.encoder = encoder;
    this.directory = directory;
    long tokens = data.tokens().stream().mapToLong(t -> t.length()).sum();
    long bytes = tokens * (encoder.config().layers() + 1) * encoder.config().hidden() * BYTES;
    this.keep = epochs > 1 && room(directory) > 2 * bytes;
    this.weights = keep ? hash(encoder, weights) : "";
  }

  private static long room(Path directory) {
    try {
      Files.createDirectories(directory);
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw new Problem(directory + ": could not be created (" + e.getMessage() + ").", e);
    }
  }

  @Override
  public HiddenStates states(
      NDManager manager, TrainingData data, List<Integer> batch, ForwardMode mode) {
    return Torch.withoutGradients(
        () -> {
          var inputs = Batch.of(manager, data.tokens(batch));
          if (!keep) {
            return encoder.encode(inputs, ForwardMode.INFERENCE);
          }
          var file = directory.resolve(name(data.tokens(batch)));
          if (!Files.exists(file)) {
            var states = encoder.encode(inputs, ForwardMode.INFERENCE);
            write(file, states);
          }
          return read(manager, file, inputs);
        });
  }

  /** What a batch holds and the encoder that reads it; batches are the same in every epoch. */
  private String name(List<Tokens> batch) {
    var hash = new Sha256.Sum();
    for (var tokens : batch) {
      hash.add(tokens.ids()).add(tokens.types());
    }
    return "states-" + weights + "-" + hash.digits().substring(0, DIGITS) + ".safetensors";
  }

  /** The encoder's own numbers, whatever directory they came from. */
  private static String hash(ArrayEncoder encoder, Weights weights) {
    var hash = new Sha256.Sum().add(encoder.config().toJson().toString());
    for (var tensor : new TreeMap<>(weights.map()).entrySet()) {
      if (encoder.config().family().owns(tensor.getKey())) {
        hash.add(tensor.getKey()).add(tensor.getValue().toByteBuffer());
      }
    }
    for (var table : new TreeMap<>(weights.stored()).entrySet()) {
      table.getValue().parts().forEach((name, file) -> hash.add(name).add(file.sample()));
    }
    return hash.digits().substring(0, DIGITS);
  }

  private static void write(Path file, HiddenStates states) {
    var tensors = new LinkedHashMap<String, NDArray>();
    for (int l = 0; l <= states.depth(); l++) {
      tensors.put("layer." + l, states.layer(l));
    }
    TensorWriter.write(file, tensors, Storage.FP16);
  }

  private HiddenStates read(NDManager manager, Path file, Batch inputs) {
    var stored = TensorFile.open(file);
    var layers = new ArrayList<NDArray>();
    for (int l = 0; l <= encoder.config().layers(); l++) {
      layers.add(stored.read(manager, "layer." + l));
    }
    return new HiddenStates(layers, inputs);
  }
}
