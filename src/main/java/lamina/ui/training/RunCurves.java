package lamina.ui.training;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import lamina.experiment.Journal;
import lamina.model.HeadKey;

/** Curves of runs; a run's files are read again only once they have changed. */
final class RunCurves {
  private record Kept(
      Journal.Stamp stamp, Journal.Losses losses, Map<HeadKey, TreeMap<Integer, Double>> scores) {}

  private final Map<Path, Kept> kept = new ConcurrentHashMap<>();

  /** Losses of a run, as {@link Journal#losses}. */
  Journal.Losses losses(Path directory) {
    return current(directory).losses;
  }

  /** Scores of a run, as {@link Journal#scores}. */
  Map<HeadKey, TreeMap<Integer, Double>> scores(Path directory) {
    return current(directory).scores;
  }

  private Kept current(Path directory) {
    // Before the reading: what is written meanwhile shows in the next stamp.
    var stamp = Journal.stamp(directory);
    return kept.compute(
        directory,
        (d, known) ->
            known != null && known.stamp.equals(stamp)
                ? known
                : new Kept(stamp, Journal.losses(d), Journal.scores(d)));
  }

  /** Forgets all runs but these. */
  void keep(Collection<Path> directories) {
    kept.keySet().retainAll(directories);
  }
}
