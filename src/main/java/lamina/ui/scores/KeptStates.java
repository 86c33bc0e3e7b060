package lamina.ui.scores;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lamina.model.ModelContents;
import lamina.service.Unanswered;
import lamina.similarity.SimilarityReport;
import lamina.ui.workspace.BackgroundTasks;

/** What is kept beside models of their states; read in the background, then remembered. */
final class KeptStates {
  private final BackgroundTasks work;
  private final Runnable changed;
  private final Map<Path, Optional<SimilarityReport>> known = new HashMap<>();
  private final Set<Path> reading = new HashSet<>();

  /**
   * Nothing is read yet.
   *
   * @param changed told when something was read that wasn't known
   */
  KeptStates(BackgroundTasks work, Runnable changed) {
    this.work = work;
    this.changed = changed;
  }

  /** Whether it is known what is kept beside a model; where it isn't, it is read now. */
  boolean knows(Path directory) {
    if (!known.containsKey(directory)) {
      read(directory);
    }
    return known.containsKey(directory);
  }

  /** What is kept beside a model, as far as that is known. */
  Optional<SimilarityReport> find(Path directory) {
    return known.getOrDefault(directory, Optional.empty());
  }

  /** Reads again what is known: it may have been measured since. */
  void renew() {
    List.copyOf(known.keySet()).forEach(this::read);
  }

  private void read(Path directory) {
    if (!reading.add(directory)) {
      return;
    }
    var before = find(directory);
    work.read(
        () -> {
          var now = SimilarityReport.read(directory);
          return text(now).equals(text(before)) ? before : now;
        },
        now -> put(directory, now),
        why -> {
          reading.remove(directory);
          if (why instanceof Unanswered.Failed && !known.containsKey(directory)) {
            put(directory, Optional.empty()); // why is in the list of messages
          }
        });
  }

  private void put(Path directory, Optional<SimilarityReport> now) {
    reading.remove(directory);
    var before = known.put(directory, now);
    if (before != now) {
      changed.run();
    }
  }

  /** All numbers of a report, to be compared. */
  private static Optional<String> text(Optional<SimilarityReport> report) {
    return report.map(r -> r.json(new ModelContents(List.of())));
  }
}
