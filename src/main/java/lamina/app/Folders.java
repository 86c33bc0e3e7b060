package lamina.app;

import java.nio.file.Path;
import java.util.Optional;
import lamina.cli.Models;
import lamina.ui.UserFolder;

/**
 * Where a session keeps and finds things.
 *
 * @param runs of training; made if it isn't there
 * @param experiments results of sweeps; it need not exist
 * @param user where preferences and states are kept; empty to keep nothing
 */
record Folders(Path runs, Path experiments, Optional<UserFolder> user) {
  /** Runs beside the working directory, the committed results of sweeps, nothing of the user. */
  static Folders standard() {
    return new Folders(
        Path.of("lamina-runs"), Models.home().resolve("sample-data/experiments"), Optional.empty());
  }

  /** The same with a folder of the user. */
  Folders with(UserFolder folder) {
    return new Folders(runs, experiments, Optional.of(folder));
  }

  /** The same with other runs. */
  Folders withRuns(Path other) {
    return new Folders(other, experiments, user);
  }

  /** The same with other results of sweeps. */
  Folders withExperiments(Path other) {
    return new Folders(runs, other, user);
  }
}
