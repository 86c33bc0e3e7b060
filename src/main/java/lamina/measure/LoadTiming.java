package lamina.measure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lamina.encoder.Checkpoint;
import lamina.engine.EngineChoice;
import lamina.files.RegularFile;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Input;

/**
 * How long a model takes from its directory to its first prediction, and what memory it holds then.
 * Files were read before, and another model has answered, so that neither the disk nor the loading
 * of native libraries is counted.
 *
 * @param engine label of the engine
 * @param threads of the engine
 * @param openMillis of each round: until weights, tokenizer and heads are there
 * @param firstMillis of each round: from the directory to the first prediction
 * @param nextMillis of each round: a second prediction
 * @param weights bytes of the weights' files
 * @param before memory with natives loaded, before the first round
 * @param after memory after the last round's predictions, the model still open
 */
public record LoadTiming(
    String engine,
    int threads,
    double[] openMillis,
    double[] firstMillis,
    double[] nextMillis,
    long weights,
    ProcessMemory before,
    ProcessMemory after) {
  private static final double MEGABYTE = 1 << 20;
  private static final String WORDS =
      "The committee said on Monday that the new bridge over the river would open in the spring.";

  /**
   * Measures a model.
   *
   * @param small another model, which answers first
   * @param rounds times that it is opened, 1 or more
   */
  public static LoadTiming measure(
      ModelSummary summary, ModelSummary small, EngineChoice choice, int rounds) {
    var machine = Torch.capability();
    try (var model = TaskModel.open(small.directory())) {
      model.use(choice, machine);
      predict(model, small.chosen());
    }
    long weights = 0;
    for (var file : Checkpoint.open(summary.directory()).files()) {
      weights += read(file);
    }
    var before = ProcessMemory.now();
    var open = new ArrayList<Double>();
    var first = new ArrayList<Double>();
    var next = new ArrayList<Double>();
    ProcessMemory after = before;
    var engine = ""; // known when the model is there
    for (int r = 0; r < rounds; r++) {
      long start = System.nanoTime();
      try (var model = TaskModel.open(summary.directory(), choice, machine)) {
        engine = model.engine().label();
        open.add(since(start));
        predict(model, summary.chosen());
        first.add(since(start));
        long again = System.nanoTime();
        predict(model, summary.chosen());
        next.add(since(again));
        after = ProcessMemory.now();
      }
    }
    return new LoadTiming(
        engine, Torch.threads(), array(open), array(first), array(next), weights, before, after);
  }

  private static void predict(TaskModel model, HeadKey head) {
    var input = model.task().tagsWords() ? new Input.Text(WORDS) : new Input.Pair(WORDS, WORDS);
    Predictor.each(
        model,
        List.of(input),
        List.of(head),
        Predictor.BATCHING,
        (i, tokens, answers) -> {},
        done -> {});
  }

  private static long read(Path file) {
    try (var channel = RegularFile.channel(file)) {
      var buffer = ByteBuffer.allocateDirect(1 << 20);
      while (channel.read(buffer.clear()) >= 0) {
        // only for the system to have it in its cache
      }
      return Files.size(file);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The weights' files, MB. */
  public double weightMegabytes() {
    return weights / MEGABYTE;
  }
}
