package lamina.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import lamina.data.format.DatasetReader;
import lamina.engine.Capability;
import lamina.engine.Engine;
import lamina.engine.EngineChoice;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Intervals;
import lamina.evaluate.ScoreTable;
import lamina.evaluate.ScoredSet;
import lamina.files.AtomicFile;
import lamina.files.CsvText;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.TaskModel;
import lamina.tensor.Torch;

/**
 * What an engine that rounds costs in score: it and exact fp32 on the same examples, by language.
 *
 * @param model name of the model
 * @param task key of the task
 * @param head key of the head, chosen on English development data
 * @param engine key of the engine that rounds
 * @param language code, or {@link ScoreTable#MEAN} for all languages but English
 * @param n examples
 * @param exact score of the fastest exact engine, 0 to 1
 * @param difference the engine's score less the exact one, paired by example
 * @param differing examples whose result isn't the same
 */
public record EngineCost(
    String model,
    String task,
    String head,
    String engine,
    String language,
    int n,
    double exact,
    Intervals.Difference difference,
    int differing) {
  private static final long SEED = 17;

  /** The engines that round and are offered here. */
  public static List<Engine> rounding() {
    return Torch.capability().offers().stream()
        .filter(o -> o.offered() && !o.engine().exact())
        .map(Capability.Offer::engine)
        .toList();
  }

  /** The engines that round and aren't offered here, with the reasons. */
  public static List<Capability.Offer> missing() {
    return Torch.capability().offers().stream()
        .filter(o -> !o.offered() && !o.engine().exact())
        .toList();
  }

  /**
   * Measures a model's chosen head.
   *
   * @param engines that round, see {@link #rounding}
   * @param files one a language, named by it
   * @param progress told each file's name as it begins
   * @return by engine, languages in the order of the files, then their mean where there are several
   */
  public static List<EngineCost> measure(
      ModelSummary summary, List<Engine> engines, List<Path> files, Consumer<String> progress) {
    var head = summary.chosen();
    try (var model = TaskModel.open(summary.directory())) {
      var machine = Torch.capability();
      model.use(EngineChoice.AUTO, machine);
      var exact = score(model, head, files, progress);
      var rows = new ArrayList<EngineCost>();
      for (var engine : engines) {
        model.use(EngineChoice.of(engine), machine);
        var rounded = score(model, head, files, progress);
        rows.addAll(compare(summary, head, engine, exact, rounded));
      }
      return List.copyOf(rows);
    }
  }

  private static List<ScoredSet> score(
      TaskModel model, HeadKey head, List<Path> files, Consumer<String> progress) {
    var sets = new ArrayList<ScoredSet>();
    for (var file : files) {
      progress.accept(model.engine().key() + " " + file);
      var set = DatasetReader.read(file, model.task(), null);
      sets.add(ScoredSet.of(model, set, List.of(head), done -> {}));
    }
    return sets;
  }

  static List<EngineCost> compare(
      ModelSummary summary,
      HeadKey head,
      Engine engine,
      List<ScoredSet> exact,
      List<ScoredSet> rounded) {
    var rows = new ArrayList<EngineCost>();
    for (int s = 0; s < exact.size(); s++) {
      var a = Objects.requireNonNull(rounded.get(s).items().get(head));
      var b = Objects.requireNonNull(exact.get(s).items().get(head));
      rows.add(
          new EngineCost(
              summary.name(),
              summary.task().key(),
              head.key(),
              engine.key(),
              exact.get(s).language(),
              b.length,
              ExampleScore.score(b),
              Intervals.paired(rounded.get(s).units(head), exact.get(s).units(head), SEED),
              differing(a, b)));
    }
    var others = exact.stream().filter(s -> !s.english()).toList();
    if (others.size() > 1) {
      var a = ScoredSet.groups(rounded.stream().filter(s -> !s.english()).toList(), head);
      var b = ScoredSet.groups(others, head);
      var foreign = rows.stream().filter(r -> !r.language.equals("en")).toList();
      rows.add(
          new EngineCost(
              summary.name(),
              summary.task().key(),
              head.key(),
              engine.key(),
              ScoreTable.MEAN,
              foreign.stream().mapToInt(EngineCost::n).sum(),
              Intervals.mean(b),
              Intervals.meanDifference(a, b, SEED),
              foreign.stream().mapToInt(EngineCost::differing).sum()));
    }
    return rows;
  }

  private static int differing(ExampleScore[] a, ExampleScore[] b) {
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      count += a[i].equals(b[i]) ? 0 : 1;
    }
    return count;
  }

  /** Writes rows as CSV: scores from 0 to 1, differences with 95 % intervals in points. */
  public static void write(List<EngineCost> rows, Path file) {
    var text = new CsvText("\n");
    text.row(
        "model",
        "task",
        "head",
        "engine",
        "language",
        "n",
        "exact",
        "points",
        "low",
        "high",
        "differing");
    for (var r : rows) {
      text.row(
          r.model,
          r.task,
          r.head,
          r.engine,
          r.language,
          r.n,
          String.format(Locale.ROOT, "%.4f", r.exact),
          points(r.difference.value()),
          points(r.difference.interval().low()),
          points(r.difference.interval().high()),
          r.differing);
    }
    AtomicFile.write(file, text.toString());
  }

  /** A difference of scores in points, with its sign; empty where there is none. */
  public static String points(double difference) {
    return Double.isNaN(difference)
        ? ""
        : String.format(Locale.ROOT, "%+.2f", 100 * difference + 0.0);
  }
}
