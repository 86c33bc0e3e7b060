package lamina.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import lamina.encoder.TensorFile;
import lamina.encoder.TensorWriter;
import lamina.files.AtomicFile;
import lamina.problem.Problem;

/**
 * Where a run stands, on disk: a JSON file that names the file of weights and moments. A run that
 * is cut off while it writes finds the checkpoint before.
 *
 * @param step steps done
 * @param tokens pieces read
 * @param seconds that it took
 * @param sums sum and number of each loss since the last line of loss.csv
 * @param tensors file with all weights and moments
 * @param settings of the run as JSON; another run's checkpoint is refused
 */
record RunState(
    int step,
    long tokens,
    double seconds,
    Map<String, double[]> sums,
    String tensors,
    String settings) {
  private static final String FILE = "state.json";

  /** The state of a run that begins. */
  static RunState begin(String settings) {
    return new RunState(0, 0, 0, Map.of(), "", settings);
  }

  /**
   * The state in a directory, if there is one.
   *
   * @throws Problem where it is of a run with other settings, or broken
   */
  static Optional<RunState> read(Path directory, String settings) {
    var file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    RunState state;
    try {
      state = new ObjectMapper().readValue(file.toFile(), RunState.class);
    } catch (IOException e) {
      throw new Problem(
          file + ": the checkpoint could not be read; delete " + directory + " to start again.", e);
    }
    if (!state.settings.equals(settings)) {
      throw new Problem(
          directory
              + " holds a checkpoint of a run with other settings; delete it or choose another"
              + " --out.");
    }
    return Optional.of(state);
  }

  /** Writes tensors, then the state that names them, then removes the tensors of before. */
  void save(Path directory, Map<String, NDArray> all) {
    TensorWriter.write(directory.resolve(tensors), all, false);
    try {
      var json = new ObjectMapper().writeValueAsBytes(this);
      AtomicFile.replace(directory.resolve(FILE), out -> out.write(json));
      try (var files = Files.list(directory)) {
        for (var file : files.toList()) {
          var name = file.getFileName().toString();
          if (name.startsWith("step-") && !name.equals(tensors)) {
            Files.delete(file);
          }
        }
      }
    } catch (IOException e) {
      throw new Problem(directory + ": the checkpoint could not be written: " + e.getMessage(), e);
    }
  }

  /** Puts the saved values into the arrays. */
  void restore(Path directory, NDManager parent, Map<String, NDArray> all) {
    var file = TensorFile.open(directory.resolve(tensors));
    try (var manager = parent.newSubManager()) {
      all.forEach((name, into) -> file.read(manager, name).copyTo(into));
    }
  }

  /** Removes the directory: the run is done. */
  static void delete(Path directory) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (var files = Files.list(directory)) {
      Files.deleteIfExists(directory.resolve(FILE)); // first, for it names the others
      for (var file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new Problem(directory + ": the checkpoint could not be removed.", e);
    }
  }
}
