package lamina.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lamina.data.Task;
import lamina.encoder.Checkpoint;
import lamina.encoder.EncoderConfig;
import lamina.files.TemporaryFolder;
import lamina.fusion.Variants;
import lamina.problem.Problem;

/** A task model that no training has touched: what measurements of long inputs need. */
public final class RandomModel {
  private RandomModel() {}

  /**
   * Writes a teacher of a published shape with a gated head at every layer, and the baseline.
   *
   * @param vocabulary as {@link RandomCheckpoint#write}
   * @param directory must not be there yet, or be empty; its last name is the model's
   * @param seed the same gives the same weights
   * @throws Problem naming the file that can't be read or written
   */
  public static void write(
      RandomCheckpoint.Shape shape, Task task, Path vocabulary, Path directory, long seed) {
    write(shape.config(), task, vocabulary, directory, seed);
  }

  static void write(EncoderConfig config, Task task, Path vocabulary, Path directory, long seed) {
    RandomCheckpoint.checkEmpty(directory);
    try (var beside = TemporaryFolder.beside(directory)) {
      var base = beside.path().resolve("base");
      RandomCheckpoint.write(config, task, vocabulary, base, seed);
      write(base, task, config.positions(), seed, directory);
    }
  }

  /**
   * Writes a teacher with a gated head at every layer, and the baseline.
   *
   * @param base checkpoint whose tokenizer and sizes it takes
   * @param positions longest input in pieces, special tokens included; at least 8
   * @param directory its last name is the model's
   */
  public static void write(Path base, Task task, int positions, long seed, Path directory) {
    int layers = Checkpoint.open(base).config().layers();
    var keys = new ArrayList<HeadKey>();
    for (int layer = 1; layer < layers; layer++) {
      keys.add(new HeadKey(Variants.KNOWN.gated(), layer));
    }
    keys.add(HeadKey.LAST);
    try (var model = TaskModel.random(base, positions, task, keys, seed)) {
      var description =
          new Description(
              1,
              ModelSummary.Role.TEACHER,
              task.key(),
              task.labels(),
              "shared",
              keys.stream().map(HeadKey::key).toList(),
              keys.getFirst().key(),
              layers,
              Map.of("weights", "random", "seed", seed),
              Map.of(),
              "",
              "random numbers",
              List.of());
      ModelWriter.save(model, description, base, directory, ModelWriter.Layout.WHOLE);
    }
  }
}
