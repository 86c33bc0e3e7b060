package lamina.ui.explore;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.analyse.GateNorms;
import lamina.model.ModelSummary;
import lamina.ui.workspace.BackgroundTasks;

/** What the gates of models are as a rule, as it is kept beside their weights. */
final class UsualGates {
  private final BackgroundTasks work;
  private final Runnable changed;
  private final Map<Path, Optional<GateNorms>> known = new HashMap<>();

  /**
   * Nothing is read yet.
   *
   * @param changed run when what is known is another than before
   */
  UsualGates(BackgroundTasks work, Runnable changed) {
    this.work = work;
    this.changed = changed;
  }

  /**
   * Reads those of models, though they are known: a model may have been trained or scored since.
   */
  void read(List<ModelSummary> models) {
    for (var model : models) {
      var directory = model.directory();
      work.read(
          () -> GateNorms.read(directory),
          found -> {
            if (!found.equals(known.put(directory, found))) {
              changed.run();
            }
          });
    }
  }

  /** Those of each model; nothing where it has none, or none that was read. */
  List<Optional<GateNorms>> of(List<ModelSummary> models) {
    return models.stream().map(m -> known.getOrDefault(m.directory(), Optional.empty())).toList();
  }
}
