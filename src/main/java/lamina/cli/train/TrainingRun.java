package lamina.cli.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import lamina.cli.CommonOptions;
import lamina.cli.UsageError;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;
import lamina.problem.Problem;
import lamina.process.Termination;
import lamina.train.Resolution;
import lamina.train.TrainListener;
import lamina.train.TrainProgress;
import lamina.train.Training;
import lamina.train.TrainingStopped;

/** Runs a training and says how it goes. */
final class TrainingRun {
  /** Longest time that a step and its checkpoint are waited for. */
  static final Duration STEP = Duration.ofSeconds(20);

  private TrainingRun() {}

  /**
   * Trains, or only says what would be trained.
   *
   * @param distil whether the command distils a teacher
   */
  static int run(CommonOptions common, Resolution resolution, boolean distil, boolean dry) {
    var settings = resolution.settings();
    if (settings.distils() != distil) {
      throw new UsageError(
          new Problem(
              distil
                  ? "Setting teacher is missing: name the folder of a teacher with --teacher."
                  : "Setting teacher ("
                      + resolution.sources().get("teacher")
                      + ") is given: a teacher is distilled by `lamina distil`."));
    }
    if (dry) {
      Training.rehearse(settings);
      print(common, resolution);
      return 0;
    }
    List<Score> scores;
    try (var _ = Termination.finishing(STEP)) {
      scores = Training.run(resolution, listener(common));
    } catch (TrainingStopped e) {
      throw new Problem(e.getMessage() + " The same command goes on from there.", e);
    }
    if (common.json()) {
      var root = new ObjectMapper().createObjectNode();
      root.put("model", settings.out());
      var rows = root.putArray("results");
      scores.forEach(s -> rows.add(ScoreTable.json(s)));
      common.print(root);
    } else {
      common.out().println("Development scores of " + settings.out());
      scores.forEach(s -> common.out().println(CommonOptions.line(s)));
      common.out().flush();
    }
    return 0;
  }

  private static void print(CommonOptions common, Resolution resolution) {
    if (common.json()) {
      common.print(resolution.json());
      return;
    }
    common.out().print(resolution.yaml());
    common.out().flush();
  }

  /** Tells how it goes; where the process is told to end, the run ends with a checkpoint. */
  private static TrainListener listener(CommonOptions common) {
    return new TrainListener() {
      @Override
      public void progress(TrainProgress p) {
        common.progress(
            String.format(
                Locale.ROOT,
                "step %d/%d  loss %.4f  rate %.2e  %.0f s left",
                p.step(),
                p.steps(),
                p.loss(),
                p.rate(),
                p.secondsLeft()));
      }

      @Override
      public void note(String sentence) {
        common.progress(sentence);
      }

      @Override
      public boolean stop() {
        return Termination.underWay();
      }
    };
  }
}
