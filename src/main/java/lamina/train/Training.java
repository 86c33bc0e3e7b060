package lamina.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lamina.data.Dataset;
import lamina.data.Datasets;
import lamina.data.Example;
import lamina.data.PlainText;
import lamina.data.Task;
import lamina.encoder.Checkpoint;
import lamina.evaluate.Metric;
import lamina.evaluate.Score;
import lamina.evaluate.ScoredSet;
import lamina.evaluate.Scorer;
import lamina.files.FileTree;
import lamina.files.RunLock;
import lamina.fusion.Variant;
import lamina.language.Languages;
import lamina.model.Description;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.problem.Problem;

/** One run from settings to a model's directory. */
public final class Training {
  private static final String VERSION = "Lamina 0.1.0";

  /** Name, in a model's description, of the hash of the settings that made it. */
  private static final String HASH = "settings";

  private Training() {}

  /**
   * Trains, or goes on where the same run was cut off, chooses the head on English development data
   * and saves the model in {@code settings.out()}. A run that is done is scored again alone.
   *
   * @param listener told every few steps; may stop the run
   * @return English development scores of every head
   * @throws Problem naming a setting, a file or a line that is wrong, or the process that works in
   *     this folder already
   */
  public static List<Score> run(Resolution resolution, TrainListener listener) {
    var out = required("out", resolution.settings().out());
    try (var _ = RunLock.take(out)) {
      return run(resolution, Inputs.read(resolution.settings()), out, listener);
    }
  }

  /**
   * Checks all that {@link #run} would meet before its first step: settings, models, data and the
   * place to write.
   *
   * @throws Problem naming what is wrong
   */
  public static void rehearse(TrainSettings settings) {
    try (var _ = RunLock.take(required("out", settings.out()))) {
      doneBefore(settings, Inputs.read(settings));
    }
  }

  /**
   * What a run reads.
   *
   * @param hashes SHA-256 of the data by file name
   */
  private record Inputs(List<Example> train, List<Example> dev, Map<String, String> hashes) {
    static Inputs read(TrainSettings settings) {
      check(settings);
      var hashes = new LinkedHashMap<String, String>();
      var task = settings.taskValue();
      var train = trainingExamples(settings, task, hashes);
      return new Inputs(train, english(required("dev", settings.dev()), task, hashes), hashes);
    }
  }

  /**
   * Whether the folder holds the model of just this run.
   *
   * @throws Problem where it holds anything else, which training would replace
   */
  private static boolean doneBefore(TrainSettings settings, Inputs inputs) {
    var out = Path.of(settings.out());
    if (!Files.exists(out) || FileTree.isEmpty(out)) {
      return false;
    }
    if (!Files.exists(out.resolve(Description.FILE))) {
      if (TrainState.read(checkpoints(out)).isPresent()) {
        return false; // this run was cut off while it saved
      }
      throw new Problem(
          out + ": something else is in this folder; choose another --out, or empty it.");
    }
    var before = Description.read(out);
    if (before.training() != null
        && settings.hash().equals(before.training().get(HASH))
        && before.data() != null
        && before.data().entrySet().containsAll(inputs.hashes.entrySet())) {
      return true;
    }
    throw new Problem(
        out
            + ": a model of another run is in this folder; choose another --out, or remove the"
            + " folder.");
  }

  private static List<Score> run(
      Resolution resolution, Inputs inputs, Path out, TrainListener listener) {
    var settings = resolution.settings();
    var task = settings.taskValue();
    var checkpoints = checkpoints(out);
    var from = Path.of(start(settings));
    if (doneBefore(settings, inputs)) {
      try (var model = TaskModel.open(out)) {
        deleteAll(checkpoints); // a kill may have left some of it
        return developmentScores(model, inputs.dev);
      }
    }
    try (var model = settings.distils() ? Students.ofTeacher(settings) : Students.ofBase(settings);
        var objective =
            settings.distils()
                ? new Distillation(TaskModel.open(from), model, settings)
                : new FineTuning()) {
      var data = TrainingData.of(task, model.tokenizer(), inputs.train);
      var losses =
          new Trainer(
                  model,
                  objective,
                  data,
                  unlabelled(settings, model, inputs.hashes),
                  scorer(settings, model, inputs.dev),
                  settings)
              .run(checkpoints, Integer.MAX_VALUE, listener);
      model.weights().removeAll(WidthMap.PREFIX);
      var scores = developmentScores(model, inputs.dev);
      var chosen = choose(scores);
      var training = new LinkedHashMap<String, Object>(settings.asMap());
      training.put(HASH, settings.hash());
      training.put("sources", resolution.sources());
      training.put("steps", data.steps(settings.batch()) * settings.epochs());
      training.put("examples", inputs.train.size());
      training.put("losses", losses);
      training.put("metric", Metric.of(task).label());
      training.put("englishDevelopment", byHead(scores));
      var description =
          new Description(
              1,
              settings.distils() ? ModelSummary.Role.STUDENT : ModelSummary.Role.TEACHER,
              task.key(),
              task.labels(),
              settings.protocol(),
              model.heads().keySet().stream().map(HeadKey::key).toList(),
              chosen.key(),
              settings.distils()
                  ? Checkpoint.open(from).config().layers()
                  : model.encoder().config().layers(),
              training,
              inputs.hashes,
              VERSION,
              settings.licence(),
              List.of());
      save(model, description, from, out, settings, checkpoints);
      deleteAll(checkpoints);
      return scores;
    }
  }

  /** Where a run keeps its checkpoints. */
  private static Path checkpoints(Path out) {
    return out.resolveSibling(out.getFileName() + ".run");
  }

  private static void save(
      TaskModel model,
      Description description,
      Path from,
      Path out,
      TrainSettings settings,
      Path checkpoints) {
    try {
      var layout = new ModelFiles.Layout(settings.half(), settings.shareEmbeddings());
      ModelFiles.save(model, description, from, out, layout);
    } catch (Problem e) {
      throw new Problem(
          e.getMessage()
              + " Training is done and its weights are kept in "
              + checkpoints
              + ": mend that, and the same command saves the model without training again.",
          e);
    }
  }

  /**
   * Checks settings against the checkpoint or teacher that they name; no data is read.
   *
   * @throws Problem naming the setting that doesn't fit
   */
  public static void check(TrainSettings settings) {
    required(settings.distils() ? "teacher" : "base", start(settings));
    Students.check(settings);
  }

  private static String start(TrainSettings settings) {
    return settings.distils() ? settings.teacher() : settings.base();
  }

  private static Path required(String name, String value) {
    if (value.isBlank()) {
      throw new Problem("Setting " + name + " is missing.");
    }
    return Path.of(value);
  }

  private static List<Example> trainingExamples(
      TrainSettings settings, Task task, Map<String, String> hashes) {
    if (settings.train().isEmpty()) {
      throw new Problem("Setting train is missing: name one or more files of English data.");
    }
    var all = new ArrayList<Example>();
    for (var file : settings.train()) {
      all.addAll(english(Path.of(file), task, hashes));
    }
    return settings.limit() > 0 && settings.limit() < all.size()
        ? all.subList(0, settings.limit())
        : all;
  }

  private static List<Example> english(Path file, Task task, Map<String, String> hashes) {
    Dataset set = Datasets.read(file, task, Languages.of("en"));
    hashes.put(file.getFileName().toString(), set.sha256());
    return set.examples();
  }

  /** Scores after each epoch; a single epoch has nothing to choose. */
  private static Optional<Supplier<Map<HeadKey, Double>>> scorer(
      TrainSettings settings, TaskModel model, List<Example> dev) {
    return settings.epochs() == 1
        ? Optional.empty()
        : Optional.of(
            () -> {
              var scores = new LinkedHashMap<HeadKey, Double>();
              developmentScores(model, dev).forEach(s -> scores.put(s.head(), s.value()));
              return scores;
            });
  }

  /** Unlabelled data of any language, labels hidden. */
  private static Optional<TrainingData> unlabelled(
      TrainSettings settings, TaskModel model, Map<String, String> hashes) {
    if (settings.unlabelled().isEmpty()) {
      return Optional.empty();
    }
    var all = new ArrayList<Example>();
    for (var name : settings.unlabelled()) {
      var set = PlainText.read(Path.of(name), model.task());
      hashes.put(set.name(), set.sha256());
      all.addAll(set.examples());
    }
    return Optional.of(TrainingData.of(model.task(), model.tokenizer(), all).unlabelled());
  }

  private static List<Score> developmentScores(TaskModel model, List<Example> dev) {
    var heads = model.heads().keySet();
    return ScoredSet.of(model, "en", dev, heads, Predictor.BATCHING, done -> {})
        .items()
        .entrySet()
        .stream()
        .map(
            e ->
                Scorer.score(
                    model.task(), Metric.of(model.task()), "en", e.getKey(), e.getValue(), null, 0))
        .toList();
  }

  /** The fused head with the best English development score; the baseline where it is alone. */
  private static HeadKey choose(List<Score> scores) {
    return scores.stream()
        .filter(s -> s.head().variant() != Variant.LAST)
        .max(Comparator.comparingDouble(Score::value))
        .map(Score::head)
        .orElse(HeadKey.LAST);
  }

  private static Map<String, Object> byHead(List<Score> scores) {
    var map = new LinkedHashMap<String, Object>();
    scores.forEach(s -> map.put(s.head().key(), Math.round(s.value() * 1e4) / 1e4));
    return map;
  }

  /** Without its state the other files are nothing, in whatever order they go. */
  private static void deleteAll(Path checkpoints) {
    TrainState.forget(checkpoints);
    FileTree.delete(checkpoints);
  }
}
