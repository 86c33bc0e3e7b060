package lamina.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import lamina.data.format.DatasetReader;
import lamina.engine.EngineChoice;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Percentiles;
import lamina.evaluate.ScoredSet;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.tensor.Torch;
import lamina.text.Batching;

/**
 * How fast data sets are scored, beside the same engine padding every input to one length. Both go
 * from files to scores and take turns, file by file.
 *
 * @param languages one row a file
 * @param engine label of the engine
 * @param threads of the engine
 */
public record ThroughputTiming(List<Language> languages, String engine, int threads) {
  private static final int WARMUP = 64;
  private static final IntConsumer SILENT = done -> {};

  /**
   * One language.
   *
   * @param code of the language
   * @param examples scored
   * @param seconds for all examples, batches by length; the median of the rounds
   * @param paddedSeconds the same with padding
   * @param differing examples whose result isn't the same both ways, for any head; rounding alone
   *     can make one
   */
  public record Language(
      String code, int examples, double seconds, double paddedSeconds, int differing) {
    /** How many times as fast as with padding. */
    public double ratio() {
      return paddedSeconds / seconds;
    }
  }

  /**
   * Measures a model on files.
   *
   * @param heads scored from one encoder pass
   * @param padded what to compare with
   * @param rounds times that each file is scored either way, 1 or more
   * @param progress told each file's name as it begins
   */
  public static ThroughputTiming measure(
      ModelSummary summary,
      EngineChoice choice,
      Collection<HeadKey> heads,
      List<Path> files,
      Batching.Padded padded,
      int rounds,
      Consumer<String> progress) {
    try (var model = TaskModel.open(summary.directory())) {
      model.use(choice, Torch.capability());
      var rows = new ArrayList<Language>();
      warmUp(model, heads, files.getFirst(), padded);
      for (var file : files) {
        progress.accept(file.getFileName().toString());
        var plain = new ArrayList<Timed>();
        var wide = new ArrayList<Timed>();
        for (int r = 0; r < rounds; r++) {
          plain.add(timed(model, heads, file, Predictor.BATCHING));
          wide.add(timed(model, heads, file, padded));
        }
        rows.add(row(plain, wide));
      }
      return new ThroughputTiming(List.copyOf(rows), model.engine().label(), Torch.threads());
    }
  }

  private static void warmUp(
      TaskModel model, Collection<HeadKey> heads, Path file, Batching padded) {
    var set = DatasetReader.read(file, model.task(), null);
    var some = set.examples().subList(0, Math.min(WARMUP, set.examples().size()));
    for (var batching : List.of(padded, Predictor.BATCHING)) {
      ScoredSet.of(model, set.language().code(), some, heads, batching, SILENT);
    }
  }

  private record Timed(ScoredSet set, double seconds) {}

  private static Timed timed(
      TaskModel model, Collection<HeadKey> heads, Path file, Batching batching) {
    long start = System.nanoTime();
    var set = DatasetReader.read(file, model.task(), null);
    var scored =
        ScoredSet.of(model, set.language().code(), set.examples(), heads, batching, SILENT);
    return new Timed(scored, (System.nanoTime() - start) / 1e9);
  }

  private static Language row(List<Timed> byLength, List<Timed> padded) {
    var set = byLength.getFirst().set;
    int n = set.ids().size();
    var differs = new boolean[n];
    set.items()
        .forEach(
            (head, items) -> {
              var others = Objects.requireNonNull(padded.getFirst().set.items().get(head));
              mark(differs, items, others);
            });
    int differing = 0;
    for (boolean d : differs) {
      differing += d ? 1 : 0;
    }
    return new Language(set.language(), n, median(byLength), median(padded), differing);
  }

  private static double median(List<Timed> rounds) {
    return Percentiles.of(rounds.stream().mapToDouble(Timed::seconds).toArray(), 50).value();
  }

  private static void mark(boolean[] differs, ExampleScore[] a, ExampleScore[] b) {
    for (int i = 0; i < a.length; i++) {
      differs[i] |= !a[i].equals(b[i]);
    }
  }

  /** All examples of all languages a second, batches by length. */
  public double perSecond() {
    return examples() / seconds();
  }

  /** The same with padding. */
  public double paddedPerSecond() {
    return examples() / paddedSeconds();
  }

  /** How many times as fast as with padding, over all languages together. */
  public double ratio() {
    return paddedSeconds() / seconds();
  }

  private int examples() {
    return languages.stream().mapToInt(Language::examples).sum();
  }

  private double seconds() {
    return languages.stream().mapToDouble(Language::seconds).sum();
  }

  private double paddedSeconds() {
    return languages.stream().mapToDouble(Language::paddedSeconds).sum();
  }
}
