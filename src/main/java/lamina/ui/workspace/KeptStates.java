package lamina.ui.workspace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lamina.model.ModelContents;
import lamina.service.Unanswered;
import lamina.similarity.SimilarityReport;

/**
 * What is kept beside models of their states, and what was measured in this window; read in the
 * background, then remembered. All on the UI thread.
 */
public final class KeptStates {
  private final BackgroundTasks work;
  private final List<Runnable> told = new ArrayList<>();
  private final Map<Path, Optional<SimilarityReport>> known = new HashMap<>();
  private final Set<Path> reading = new HashSet<>();

  /** Nothing is read yet. */
  public KeptStates(BackgroundTasks work) {
    this.work = work;
  }

  /** From now on told when something is known that wasn't. */
  public void onChange(Runnable changed) {
    told.add(changed);
  }

  /** Whether it is known what is kept beside a model; where it isn't, it is read now. */
  public boolean knows(Path directory) {
    if (!known.containsKey(directory)) {
      renew(directory);
    }
    return known.containsKey(directory);
  }

  /**
   * What is kept beside a model, as far as that is known: the same report as long as its numbers
   * are the same.
   */
  public Optional<SimilarityReport> find(Path directory) {
    return known.getOrDefault(directory, Optional.empty());
  }

  /** Reads again what is known: it may have been measured since. */
  public void renew() {
    List.copyOf(known.keySet()).forEach(this::renew);
  }

  /** Takes over what was measured here, whether or not it can be kept beside the model. */
  public void measured(Path directory, SimilarityReport report) {
    put(directory, Optional.of(report));
  }

  private void renew(Path directory) {
    if (!reading.add(directory)) {
      return;
    }
    var before = known.get(directory);
    work.read(
        () -> {
          var now = SimilarityReport.read(directory);
          return before != null && text(now).equals(text(before)) ? before : now;
        },
        now -> {
          reading.remove(directory);
          boolean overtaken = known.get(directory) != before; // by what was measured meanwhile
          boolean unwritten = now.isEmpty() && before != null;
          if (!overtaken && !unwritten) {
            put(directory, now);
          }
        },
        why -> {
          reading.remove(directory);
          if (why instanceof Unanswered.Failed && !known.containsKey(directory)) {
            put(directory, Optional.empty()); // why is in the list of messages
          }
        });
  }

  private void put(Path directory, Optional<SimilarityReport> now) {
    if (known.put(directory, now) != now) {
      told.forEach(Runnable::run);
    }
  }

  /** All numbers of a report, to be compared. */
  private static Optional<String> text(Optional<SimilarityReport> report) {
    return report.map(r -> r.json(new ModelContents(List.of())));
  }
}
