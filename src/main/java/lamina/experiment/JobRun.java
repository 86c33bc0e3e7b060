package lamina.experiment;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lamina.data.format.DataFolder;
import lamina.data.format.DatasetReader;
import lamina.data.format.LabelMap;
import lamina.evaluate.ScoreTable;
import lamina.evaluate.ScoredSet;
import lamina.experiment.JobProgress.Phase;
import lamina.files.FileTree;
import lamina.files.RunLock;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.ModelContents;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.train.Training;
import lamina.train.TrainingStopped;

/**
 * Does a job in its folder: trains, or goes on, scores and writes the results. Whatever kills it,
 * doing it again ends with the same results.
 */
public final class JobRun {
  /** Folder of the trained model in a job's folder, where it is kept. */
  public static final String MODEL = "model";

  private JobRun() {}

  /** What became of a job. */
  public enum Outcome {
    DONE(0),
    /** It was done before; nothing happened. */
    DONE_BEFORE(0),
    /** Another process is at it; nothing happened. */
    TAKEN(3),
    /** Somebody asked it to stop; its checkpoint stays. */
    STOPPED(4);

    private final int code;

    Outcome(int code) {
      this.code = code;
    }

    /** Exit code of the process that did the job; a failure's is 1. */
    public int code() {
      return code;
    }
  }

  /**
   * Runs the job of a folder.
   *
   * @throws lamina.problem.Problem naming a setting, a file or a line; what was finished stays
   */
  public static Outcome run(Path directory) {
    var job = ExperimentJob.read(directory);
    if (Store.done(directory)) {
      return Outcome.DONE_BEFORE;
    }
    var lock = RunLock.tryTake(directory);
    if (lock.isEmpty()) {
      return Outcome.TAKEN;
    }
    try (var _ = lock.get()) {
      if (Store.done(directory)) { // by the process that has just given the lock back
        return Outcome.DONE_BEFORE;
      }
      work(job, directory);
      return Outcome.DONE;
    } catch (TrainingStopped e) {
      return Outcome.STOPPED;
    } catch (Problem e) {
      Store.refuseRemoved(directory); // which is why nothing could be read or written there
      throw e;
    }
  }

  private static void work(ExperimentJob job, Path directory) {
    job.checkInputs();
    var begun = Instant.now();
    var out = directory.resolve(MODEL);
    var settings = job.settings(out);
    var journal = new Journal(directory);
    Training.run(job.resolution(out), journal);
    var files = job.test().stream().map(Path::of).toList();
    var sets = new LinkedHashMap<LanguageSplit, List<ScoredSet>>();
    ModelContents contents;
    try (var model = TaskModel.open(out)) {
      var languages = DataFolder.byLanguage(files, model.task(), null);
      int all = languages.size() + 1; // and English development data
      Store.progress(directory, new JobProgress(Phase.SCORING, 0, all));
      sets.put(
          LanguageSplit.DEV,
          List.of(score(model, List.of(Path.of(settings.dev())), Languages.of("en"), journal)));
      var tests = new ArrayList<ScoredSet>();
      languages.forEach(
          (language, of) -> {
            Store.progress(directory, new JobProgress(Phase.SCORING, 1 + tests.size(), all));
            tests.add(score(model, of, language, journal));
          });
      sets.put(LanguageSplit.TEST, tests);
      contents = model.verified(out);
    }
    Store.refuseRemoved(directory);
    new RunResult(sets, Optional.of(ModelSize.of(out))).write(directory, settings.taskValue());
    if (job.keep()) {
      var task = settings.taskValue();
      var tests = sets.get(LanguageSplit.TEST);
      ScoreTable.of(task, tests, tests.getFirst().items().keySet()).write(out, contents);
    }
    Store.finish(directory, Duration.between(begun, Instant.now()));
    FileTree.delete(out.resolveSibling(MODEL + ".run")); // a kill may have left some of it
    if (!job.keep()) {
      FileTree.delete(out);
    }
  }

  private static ScoredSet score(
      TaskModel model, List<Path> files, Language language, Journal journal) {
    var set = DatasetReader.read(files, model.task(), language, LabelMap.NONE);
    set.notes().forEach(journal::note);
    return ScoredSet.of(
        model,
        set,
        List.copyOf(model.heads().keySet()),
        done -> {
          if (journal.stop()) {
            throw new TrainingStopped();
          }
        });
  }

  /** "45 %". */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
