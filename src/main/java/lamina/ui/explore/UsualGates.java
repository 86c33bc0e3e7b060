package lamina.ui.explore;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.analyse.GateNorms;
import lamina.model.ModelSummary;
import lamina.ui.workspace.BackgroundTasks;

/** What the gates of models are as a rule; read from beside their weights when it is wanted. */
final class UsualGates {
  private final BackgroundTasks work;
  private final Runnable changed;
  private final Map<Path, Optional<GateNorms>> known = new HashMap<>();

  /**
   * Nothing is read yet.
   *
   * @param changed run when something that was asked for is there
   */
  UsualGates(BackgroundTasks work, Runnable changed) {
    this.work = work;
    this.changed = changed;
  }

  /** Those of each model that is shown; nothing where it has none, or none yet. */
  List<Optional<GateNorms>> of(List<ModelSummary> models) {
    return models.stream().map(this::of).toList();
  }

  private Optional<GateNorms> of(ModelSummary model) {
    var directory = model.directory();
    if (!known.containsKey(directory)) {
      known.put(directory, Optional.empty());
      work.read(
          () -> GateNorms.read(directory),
          found -> {
            known.put(directory, found);
            changed.run();
          });
    }
    return known.get(directory);
  }
}
