package lamina.ui.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lamina.experiment.JobProgress;
import lamina.experiment.JobQueue.State;
import lamina.experiment.JobRun;
import lamina.experiment.Journal;
import lamina.model.HeadKey;
import lamina.ui.text.Messages;

/**
 * A run as the list shows it.
 *
 * @param task key of it; empty where the job's file can't be read
 * @param name what it trains, in words
 * @param settings what tells it from the other runs, in words
 * @param failure why it failed; empty where it didn't
 * @param scores on English development data, 0 to 1, by head and step
 */
record RunRow(
    Path directory,
    String task,
    String name,
    String settings,
    State state,
    JobProgress progress,
    String failure,
    Journal.Losses losses,
    Map<HeadKey, TreeMap<Integer, Double>> scores) {

  /** The model that it made, where it is done and has kept one. */
  Optional<Path> model() {
    return Optional.of(directory.resolve(JobRun.MODEL))
        .filter(model -> state == State.DONE && Files.isDirectory(model));
  }

  /** Whether it waits or runs. */
  boolean busy() {
    return state == State.WAITING || state == State.RUNNING;
  }

  /** Its name and what tells it from others of that name. */
  String title() {
    return settings.isEmpty() ? name : Messages.joined(" · ", name, settings);
  }

  /** "scoring 17 languages, 4 left"; of a run that failed why. */
  String phase() {
    var words = Messages.get("training.state." + state.name().toLowerCase(Locale.ROOT));
    if (state == State.RUNNING && progress.all() > 0) {
      words =
          Messages.get(
              "training.phase." + progress.phase().name().toLowerCase(Locale.ROOT),
              progress.done(),
              progress.all(),
              progress.all() - progress.done());
    }
    return failure.isEmpty() ? words : words + ": " + failure;
  }

  String lastLoss() {
    return losses.loss().isEmpty()
        ? ""
        : String.format(Locale.ROOT, "%.3f", losses.loss().lastEntry().getValue());
  }

  String bestScore() {
    return scores.values().stream()
        .flatMap(s -> s.values().stream())
        .max(Double::compare)
        .map(s -> String.format(Locale.ROOT, "%.2f %%", 100 * s))
        .orElse("");
  }
}
