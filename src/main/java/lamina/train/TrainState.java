package lamina.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lamina.files.AtomicFile;
import lamina.files.ContentKey;
import lamina.files.Document;
import lamina.files.FileName;
import lamina.problem.Problem;
import lamina.tensor.Storage;
import lamina.tensor.TensorFile;
import lamina.tensor.TensorWriter;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, on disk: the step in a JSON file that names the file of tensors. A run that
 * is cut off while it writes finds the checkpoint before.
 *
 * @param step steps done
 * @param tensors file with all weights and moments
 * @param key what the run is made from; another run's checkpoint is refused
 * @param losses mean training loss of each stretch between two checkpoints
 * @param best the epoch with the best score so far; null before the first
 */
record TrainState(
    int step, String tensors, ContentKey key, List<Double> losses, BestEpoch.@Nullable Mark best) {
  private static final String FILE = "state.json";

  static void save(
      Path directory,
      int step,
      ContentKey key,
      List<Double> losses,
      BestEpoch.@Nullable Mark best,
      Map<String, NDArray> weights,
      Map<String, NDArray> moments) {
    var file = directory.resolve(FILE);
    try {
      var before = read(directory);
      var all = new LinkedHashMap<String, NDArray>();
      weights.forEach((n, t) -> all.put("weight." + n, t));
      all.putAll(moments);
      var name = "step-" + step + ".safetensors";
      TensorWriter.write(directory.resolve(name), all, Storage.FP32);
      var state = new TrainState(step, name, key, losses, best);
      AtomicFile.replace(file, out -> out.write(new ObjectMapper().writeValueAsBytes(state)));
      if (before.isPresent() && !before.get().tensors.equals(name)) {
        Files.deleteIfExists(directory.resolve(before.get().tensors));
      }
    } catch (IOException e) {
      throw new Problem(
          file
              + ": could not be written ("
              + e.getMessage()
              + "); is there space on the device? The checkpoint before is whole.",
          e);
    }
  }

  /** Forgets a checkpoint: without this file the others are nothing, in whatever order they go. */
  static void forget(Path directory) {
    var file = directory.resolve(FILE);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new Problem(file + ": could not be removed (" + e.getMessage() + ").", e);
    }
  }

  static Optional<TrainState> read(Path directory) {
    var file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(Document.json(file)));
    } catch (Problem e) {
      throw new Problem(e.getMessage() + " Delete " + directory + " to start again.", e);
    }
  }

  private static TrainState of(Document json) {
    var parts = new TreeMap<String, String>();
    json.get("key").get("parts").members().forEach((name, part) -> parts.put(name, part.text()));
    return new TrainState(
        json.get("step").whole(0, Integer.MAX_VALUE),
        json.get("tensors").read(FileName::of),
        new ContentKey(parts),
        json.get("losses").items().stream().map(Document::number).toList(),
        json.find("best").map(TrainState::mark).orElse(null));
  }

  private static BestEpoch.Mark mark(Document json) {
    return new BestEpoch.Mark(
        json.get("step").whole(0, Integer.MAX_VALUE),
        json.get("score").number(),
        json.get("file").read(FileName::of));
  }

  /** Puts the saved values into the arrays. */
  void restore(
      Path directory,
      NDManager manager,
      Map<String, NDArray> weights,
      Map<String, NDArray> moments) {
    var file = TensorFile.open(directory.resolve(tensors));
    weights.forEach((n, t) -> copy(file, manager, "weight." + n, t));
    moments.forEach((n, t) -> copy(file, manager, n, t));
  }

  private static void copy(TensorFile file, NDManager manager, String name, NDArray into) {
    try (var saved = file.read(manager, name)) {
      saved.copyTo(into);
    }
  }
}
