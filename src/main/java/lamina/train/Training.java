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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.data.format.UnlabelledData;
import lamina.encoder.Checkpoint;
import lamina.evaluate.Metric;
import lamina.evaluate.Score;
import lamina.evaluate.ScoredSet;
import lamina.evaluate.Scorer;
import lamina.files.ContentKey;
import lamina.files.FileTree;
import lamina.files.ProgramVersion;
import lamina.files.RunLock;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.Description;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.ModelWriter;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Storage;
import lamina.text.Tokenizer;
import lamina.text.WordBreaks;

/** One run from settings to a model's directory. */
public final class Training {
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
   * Examples of several files.
   *
   * @param places where each stands
   */
  private record Examples(List<Example> list, List<String> places) {
    static Examples of(List<Dataset> sets, int most) {
      var list = new ArrayList<Example>();
      var places = new ArrayList<String>();
      for (var set : sets) {
        for (int i = 0; i < set.examples().size(); i++) {
          list.add(set.examples().get(i));
          places.add(set.place(i));
        }
      }
      int end = Math.min(most, list.size());
      return new Examples(list.subList(0, end), places.subList(0, end));
    }

    TrainingData tokenised(Task task, Tokenizer tokenizer) {
      return TrainingData.of(task, tokenizer, list, places::get);
    }
  }

  /**
   * What a run reads.
   *
   * @param hashes SHA-256 of the data by file name
   * @param key what the run is made from
   * @param notes what was assumed or left out in reading
   */
  private record Inputs(
      Examples train,
      Dataset dev,
      Examples unlabelled,
      Map<String, String> hashes,
      ContentKey key,
      List<String> notes) {
    static Inputs read(TrainSettings settings) {
      check(settings);
      if (settings.train().isEmpty()) {
        throw new Problem("Setting train is missing: name one or more files of English data.");
      }
      var task = settings.taskValue();
      var data = new Data(new ArrayList<>(), new ArrayList<>());
      var train = new ArrayList<Dataset>();
      for (int i = 0; i < settings.train().size(); i++) {
        var file = Path.of(settings.train().get(i));
        train.add(
            data.add("train " + (i + 1), DatasetReader.read(file, task, language(file, "en"))));
      }
      var devFile = required("dev", settings.dev());
      var dev = data.add("dev", DatasetReader.read(devFile, task, language(devFile, "en")));
      var unlabelled = new ArrayList<Dataset>();
      for (int i = 0; i < settings.unlabelled().size(); i++) {
        var file = Path.of(settings.unlabelled().get(i));
        var set = UnlabelledData.read(file, task, language(file, "mul"), WordBreaks::words);
        unlabelled.add(data.add("unlabelled " + (i + 1), set));
      }
      return new Inputs(
          Examples.of(train, settings.limit() > 0 ? settings.limit() : Integer.MAX_VALUE),
          dev,
          Examples.of(unlabelled, Integer.MAX_VALUE),
          data.byName(),
          RunKey.of(settings, data.byUse()),
          notes(data.sets.subList(0, train.size() + 1), data.sets));
    }

    /**
     * The language that a file's name says beyond doubt, else the one of a code; {@code mul} stands
     * for several (ISO 639-2).
     */
    private static Language language(Path file, String otherwise) {
      return DatasetReader.told(file).orElseGet(() -> Languages.of(otherwise));
    }

    private static List<String> notes(List<Dataset> labelled, List<Dataset> all) {
      var other =
          labelled.stream()
              .filter(set -> !set.language().code().equals("en"))
              .map(
                  set ->
                      set.name()
                          + " is in "
                          + set.language().name()
                          + ", as its name says. Zero-shot transfer trains and chooses on English"
                          + " alone: scores of such a run don't compare with others.");
      return Stream.concat(other, all.stream().flatMap(set -> set.notes().stream()))
          .distinct()
          .toList();
    }
  }

  /** The files of data, each with what it is for. */
  private record Data(List<String> uses, List<Dataset> sets) {
    Dataset add(String use, Dataset set) {
      uses.add(use);
      sets.add(set);
      return set;
    }

    Map<String, String> byUse() {
      var hashes = new LinkedHashMap<String, String>();
      IntStream.range(0, uses.size()).forEach(i -> hashes.put(uses.get(i), sets.get(i).sha256()));
      return hashes;
    }

    /** Of several files of one name each says what it is for. */
    Map<String, String> byName() {
      var hashes = new LinkedHashMap<String, String>();
      for (int i = 0; i < uses.size(); i++) {
        var set = sets.get(i);
        boolean other = !hashes.getOrDefault(set.name(), set.sha256()).equals(set.sha256());
        hashes.put(other ? set.name() + " (" + uses.get(i) + ")" : set.name(), set.sha256());
      }
      return hashes;
    }
  }

  /**
   * Whether the folder holds the model of just this run.
   *
   * @throws Problem where it holds anything else, which training would replace, or can't be written
   */
  private static boolean doneBefore(TrainSettings settings, Inputs inputs) {
    var out = Path.of(settings.out());
    if (!Files.exists(out) || FileTree.isEmpty(out)) {
      ModelWriter.checkReplaceable(out);
      return false;
    }
    if (!Files.exists(out.resolve(Description.FILE))) {
      throw new Problem(
          out + ": something else is in this folder; choose another --out, or empty it.");
    }
    var before = RunKey.of(Description.read(out));
    if (before.isPresent() && before.get().equals(inputs.key)) {
      return true;
    }
    throw new Problem(
        out
            + ": a model of another run is in this folder"
            + before
                .map(there -> ", which differs in " + RunKey.differences(there, inputs.key))
                .orElse("")
            + "; choose another --out, or remove the folder.");
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
      inputs.notes.forEach(listener::note);
      var data = inputs.train.tokenised(task, model.tokenizer());
      data.coverage().notes("Training data").forEach(listener::note);
      var losses =
          new Trainer(
                  model,
                  objective,
                  data,
                  unlabelled(inputs, model, listener),
                  scorer(settings, model, inputs.dev),
                  settings,
                  inputs.key)
              .run(checkpoints, Integer.MAX_VALUE, listener);
      model.weights().removeAll(WidthMap.PREFIX);
      var scores = developmentScores(model, inputs.dev);
      var chosen = choose(scores);
      var training = new LinkedHashMap<String, Object>(settings.asMap());
      training.put(HASH, settings.hash());
      RunKey.put(inputs.key, training);
      training.put("sources", resolution.sources());
      training.put("steps", data.steps(settings.batch()) * settings.epochs());
      training.put("examples", inputs.train.list.size());
      training.put("windowed", data.coverage().windowed());
      training.put("cut", data.coverage().cut());
      training.put("unanswerable", data.coverage().unanswerable());
      training.put("losses", losses);
      training.put("metric", Metric.of(task).label());
      training.put(
          inputs.dev.language().code().equals("en") ? "englishDevelopment" : "development",
          byHead(scores));
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
              ProgramVersion.NAME,
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
      if (!Tokenizer.there(from)) {
        throw new Problem(
            from + ": its tokenizer, which the model takes over, is gone; bring the folder back.");
      }
      var layout =
          new ModelWriter.Layout(Storage.of(settings.storage()), settings.shareEmbeddings());
      ModelWriter.save(model, description, from, out, layout);
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

  /** Scores after each epoch; a single epoch has nothing to choose. */
  private static Optional<Supplier<Map<HeadKey, Double>>> scorer(
      TrainSettings settings, TaskModel model, Dataset dev) {
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
      Inputs inputs, TaskModel model, TrainListener listener) {
    if (inputs.unlabelled.list.isEmpty()) {
      return Optional.empty();
    }
    var data = inputs.unlabelled.tokenised(model.task(), model.tokenizer()).unlabelled();
    data.coverage().notes("Unlabelled data").forEach(listener::note);
    return Optional.of(data);
  }

  private static List<Score> developmentScores(TaskModel model, Dataset dev) {
    var heads = model.heads().keySet();
    var scored = ScoredSet.of(model, dev, heads, done -> {});
    return heads.stream().map(h -> Scorer.score(model.task(), scored, h, null)).toList();
  }

  /** The fused head with the best English development score; the baseline where it is alone. */
  private static HeadKey choose(List<Score> scores) {
    return scores.stream()
        .filter(s -> !s.head().variant().isBaseline())
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
