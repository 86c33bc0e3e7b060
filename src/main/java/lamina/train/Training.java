package lamina.train;

import java.io.IOException;
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

  private Training() {}

  /**
   * Trains, or goes on where the same run was cut off, chooses the head on English development data
   * and saves the model in {@code settings.out()}.
   *
   * @param listener told every few steps; may stop the run
   * @return English development scores of every head
   * @throws Problem naming a setting, a file or a line that is wrong
   */
  public static List<Score> run(TrainSettings settings, TrainListener listener) {
    var task = settings.taskValue();
    var out = required("out", settings.out());
    var checkpoints = out.resolveSibling(out.getFileName() + ".run");
    check(settings);
    var from = Path.of(start(settings));
    var hashes = new LinkedHashMap<String, String>();
    var examples = trainingExamples(settings, task, hashes);
    var dev = english(required("dev", settings.dev()), task, hashes);
    try (var model = settings.distils() ? Students.ofTeacher(settings) : Students.ofBase(settings);
        var objective =
            settings.distils()
                ? new Distillation(TaskModel.open(from), model, settings)
                : new FineTuning()) {
      var data = TrainingData.of(task, model.tokenizer(), examples);
      var losses =
          new Trainer(
                  model,
                  objective,
                  data,
                  unlabelled(settings, model, hashes),
                  scorer(settings, model, dev),
                  settings)
              .run(checkpoints, Integer.MAX_VALUE, listener);
      model.weights().removeAll(WidthMap.PREFIX);
      var scores = developmentScores(model, dev);
      var chosen = choose(scores);
      var training = new LinkedHashMap<String, Object>(settings.asMap());
      training.put("steps", data.steps(settings.batch()) * settings.epochs());
      training.put("examples", examples.size());
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
              hashes,
              VERSION,
              settings.licence());
      ModelFiles.save(
          model,
          description,
          from,
          out,
          new ModelFiles.Layout(settings.half(), settings.shareEmbeddings()));
      deleteAll(checkpoints);
      return scores;
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

  private static void deleteAll(Path directory) {
    TrainState.forget(directory);
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new Problem(directory + ": the checkpoint could not be removed.", e);
    }
  }
}
